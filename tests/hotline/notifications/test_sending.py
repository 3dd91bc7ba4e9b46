"""A letter goes out once, is tried again where it may go, and is dead where it never will."""

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.notifications import (
    CARRIED,
    AddressGone,
    House,
    Letter,
    LetterFault,
    LetterRefused,
    LetterState,
    Means,
    NoticeKind,
    OutgoingLetter,
    PushSubscription,
    Senders,
    SendingFailed,
    letters_in,
    send_one_letter,
    set_reach,
)
from hotline.notifications.claiming import LEASE, claim_letter
from tests.hotline.making import SetClock, add_member
from tests.hotline.notifications.making import PHONE, add_browser, letters, tell_caller, tell_staff

if TYPE_CHECKING:
    from collections.abc import Callable

HOUSE = House(hospital="县总医院", hotline="0000-8810120", zone=timezone(timedelta(hours=8)))


class ToldSender:
    """Notes what it was given; raises `fault` where there is one, and does what `then` says."""

    def __init__(self) -> None:
        self.sent: list[OutgoingLetter] = []
        self.fault: Exception | None = None
        self.then: Callable[[], object] = lambda: None

    def send(self, letter: OutgoingLetter) -> None:
        self.then()
        if self.fault is not None:
            raise self.fault
        self.sent.append(letter)


@pytest.fixture
def sender() -> ToldSender:
    return ToldSender()


@pytest.fixture
def senders(sender: ToldSender) -> Senders:
    return Senders(on=dict.fromkeys(CARRIED, sender), missing={}, house=HOUSE)


def sms(database: Database) -> Letter:
    with database.reading() as session:
        return letters(session)[Means.SMS]


def drain(database: Database, *, clock: SetClock, senders: Senders) -> int:
    sent = 0
    while send_one_letter(database, clock=clock, senders=senders):
        sent += 1
    return sent


@pytest.fixture
def told(any_database: Database, clock: SetClock) -> Database:
    """A caller was told by short message."""
    with any_database.transaction() as session:
        tell_caller(session, clock=clock)
    return any_database


def test_a_due_letter_goes_out_once(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    assert drain(told, clock=clock, senders=senders) == 1
    (letter,) = sender.sent
    assert letter.address == PHONE
    assert letter.id == sms(told).id
    assert "261123-0042" in letter.text
    assert (sms(told).state, sms(told).sent_at) == (LetterState.SENT, clock.now())
    clock.move(days=2)
    assert drain(told, clock=clock, senders=senders) == 0


def test_a_letter_is_not_sent_before_its_time(
    database: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    clock.move(hours=13)
    with database.transaction() as session:
        tell_caller(session, clock=clock)
    assert drain(database, clock=clock, senders=senders) == 0
    clock.move(hours=10)
    assert drain(database, clock=clock, senders=senders) == 1


def test_a_failed_letter_is_tried_again_after_growing_pauses_and_dies_in_the_end(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    sender.fault = SendingFailed("HTTP 503")
    pauses = []
    while sms(told).state is LetterState.WAITING:
        before = clock.now()
        clock.at = sms(told).next_attempt_at or clock.at
        pauses.append(clock.now() - before)
        assert drain(told, clock=clock, senders=senders) == 1
    assert (sms(told).fault, sms(told).fault_detail) == (LetterFault.FAILED, "HTTP 503")
    assert pauses == sorted(pauses)
    assert clock.now() < sms(told).good_until
    assert 45 < sms(told).attempts == len(pauses) < 130
    assert drain(told, clock=clock, senders=senders) == 0


def test_a_letter_that_failed_goes_the_next_time(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    sender.fault = SendingFailed("timeout")
    drain(told, clock=clock, senders=senders)
    assert sms(told).fault is LetterFault.FAILED
    sender.fault = None
    clock.move(seconds=45)
    assert drain(told, clock=clock, senders=senders) == 1
    assert (sms(told).state, sms(told).fault) == (LetterState.SENT, None)


def test_a_refused_letter_is_dead_at_once(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    sender.fault = LetterRefused("HTTP 400, code 21211")
    assert drain(told, clock=clock, senders=senders) == 1
    assert (sms(told).state, sms(told).fault) == (LetterState.DEAD, LetterFault.REFUSED)
    assert sms(told).fault_detail == "HTTP 400, code 21211"


def test_a_sender_that_breaks_is_a_failure_like_any_other(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    sender.fault = RuntimeError(PHONE)
    assert drain(told, clock=clock, senders=senders) == 1
    assert (sms(told).state, sms(told).fault_detail) == (LetterState.WAITING, "RuntimeError")


OFF = Senders(on={}, missing={Means.SMS: "HOTLINE_SMS_URL"}, house=HOUSE)


def test_what_only_a_means_that_is_off_could_tell_is_dead_and_names_the_setting(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        tell_caller(session, clock=clock, channel="phone", kind=NoticeKind.DELAYED)
    assert drain(any_database, clock=clock, senders=OFF) == 1
    letter = sms(any_database)
    assert (letter.state, letter.fault) == (LetterState.DEAD, LetterFault.MEANS_OFF)
    assert letter.fault_detail == "HOTLINE_SMS_URL"


def ended(database: Database, *, clock: SetClock, senders: Senders = OFF) -> dict[Means, LetterState]:
    drain(database, clock=clock, senders=senders)
    with database.reading() as session:
        return {means: letter.state for means, letter in letters(session).items()}


def test_what_stands_in_the_conversation_too_ends_with_a_means_that_is_off(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        tell_caller(session, clock=clock, kind=NoticeKind.DELAYED)
    states = ended(any_database, clock=clock)
    assert states == {Means.SMS: LetterState.GIVEN_UP, Means.CHAT: LetterState.SENT}


def test_a_question_nobody_can_be_asked_is_not_put_before_people(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        tell_caller(session, clock=clock, channel="phone", kind=NoticeKind.SATISFACTION)
    assert ended(any_database, clock=clock) == {Means.SMS: LetterState.GIVEN_UP}


def test_letters_to_the_group_and_to_staff_do_not_pile_up_where_their_means_are_off(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        set_reach(session, username="chen", phone=PHONE, email=None)
        tell_staff(session, "chen", clock=clock, kind=NoticeKind.BREACHED)
    states = ended(any_database, clock=clock)
    assert states == {
        Means.DESK: LetterState.SENT,
        Means.SMS: LetterState.GIVEN_UP,
        Means.WECOM: LetterState.GIVEN_UP,
    }
    with any_database.reading() as session:
        assert letters_in(session, state=LetterState.DEAD, limit=9) == []
        assert letters_in(session, state=LetterState.GIVEN_UP, limit=9) == []


def test_the_other_letter_must_be_by_a_means_that_is_on(
    any_database: Database, clock: SetClock, sender: ToldSender
) -> None:
    with any_database.transaction() as session:
        tell_caller(session, clock=clock, channel="wechat", kind=NoticeKind.DELAYED)
    with_sms = Senders(on={Means.SMS: sender}, missing={}, house=HOUSE)
    states = ended(any_database, clock=clock, senders=with_sms)
    assert states == {Means.SMS: LetterState.SENT, Means.WECHAT: LetterState.GIVEN_UP}


def test_where_every_means_is_off_it_is_left_for_a_person(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, channel="wechat", kind=NoticeKind.DELAYED)
    states = ended(database, clock=clock)
    assert states == {Means.SMS: LetterState.DEAD, Means.WECHAT: LetterState.GIVEN_UP}


def test_after_a_long_stop_only_what_still_makes_sense_is_told(
    database: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        set_reach(session, username="chen", phone=PHONE, email=None)
        tell_staff(session, "chen", clock=clock, kind=NoticeKind.DUE_VERY_SOON)
        tell_staff(session, "chen", clock=clock, kind=NoticeKind.BREACHED)
    clock.move(hours=5)
    drain(database, clock=clock, senders=senders)
    assert {"超时" in letter.text for letter in sender.sent} == {True}
    with database.reading() as session:
        late = session.scalars(select(Letter).where(Letter.fault == LetterFault.TOO_LATE)).all()
    assert [(letter.kind, letter.means) for letter in late] == [(NoticeKind.DUE_VERY_SOON, Means.SMS)]


def test_a_letter_whose_sender_died_is_due_again_after_the_lease(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    with told.transaction() as session:
        assert claim_letter(session, means=CARRIED, now=clock.now()) is not None
    assert drain(told, clock=clock, senders=senders) == 0
    clock.at += LEASE
    assert drain(told, clock=clock, senders=senders) == 1
    assert sms(told).state is LetterState.SENT
    assert sms(told).attempts == 2


def test_who_comes_back_after_his_lease_changes_nothing_by_his_failure(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    other = ToldSender()

    def slow() -> None:
        clock.at += LEASE
        send_one_letter(told, clock=clock, senders=Senders(on={Means.SMS: other}, missing={}, house=HOUSE))

    sender.then, sender.fault = slow, LetterRefused("too slow")
    send_one_letter(told, clock=clock, senders=senders)
    assert len(other.sent) == 1
    assert (sms(told).state, sms(told).fault) == (LetterState.SENT, None)


def test_a_clock_set_back_holds_no_letter_up(
    told: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    clock.move(days=-3)
    assert drain(told, clock=clock, senders=senders) == 1


def test_the_network_is_waited_for_outside_any_transaction(
    database: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock)

    def write() -> None:
        with database.transaction() as session:
            add_member(session, "chen")

    sender.then = write
    assert drain(database, clock=clock, senders=senders) == 1


def test_a_browser_that_is_gone_is_forgotten(
    any_database: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        add_browser(session, "chen", clock=clock)
        tell_staff(session, "chen", clock=clock)
    sender.fault = AddressGone("HTTP 410")
    drain(any_database, clock=clock, senders=senders)
    with any_database.reading() as session:
        assert session.scalars(select(PushSubscription)).all() == []


def test_one_means_that_hangs_leaves_the_others_alone(
    database: Database, clock: SetClock, senders: Senders, sender: ToldSender
) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock)
        add_member(session, "chen")
        set_reach(session, username="chen", phone=None, email="chen@example.invalid")
        tell_staff(session, "chen", clock=clock)
    assert send_one_letter(database, clock=clock, senders=senders, means=(Means.EMAIL,))
    assert not send_one_letter(database, clock=clock, senders=senders, means=(Means.EMAIL,))
    assert [letter.address for letter in sender.sent] == ["chen@example.invalid"]
    assert sms(database).state is LetterState.WAITING
