"""Who is told gets a letter by each means that is there, in the transaction of whoever tells."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from hotline.database import Database
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterState,
    Means,
    NoticeKind,
    NoWordsForCallers,
    set_reach,
)
from hotline.staff import disable_staff
from tests.hotline.making import SetClock, add_member
from tests.hotline.notifications.making import (
    PHONE,
    add_browser,
    all_letters,
    letters,
    tell_caller,
    tell_staff,
)


def test_a_member_without_a_number_is_told_on_the_desk_alone(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        tell_staff(session, "Chen ", clock=clock)
        assert set(letters(session)) == {Means.DESK}
        assert letters(session)[Means.DESK].state is LetterState.SENT
        assert letters(session)[Means.DESK].read_at is None


def test_a_member_is_told_by_every_means_that_is_there(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        add_browser(session, "chen", clock=clock)
        add_browser(session, "chen", clock=clock, endpoint="https://push.example/two")
        set_reach(session, username="chen", phone="138 0000 8000", email="chen@example.invalid")
        tell_staff(session, "chen", clock=clock)
        told = all_letters(session)
    assert sorted(letter.means for letter in told) == ["desk", "email", "sms", "web_push", "web_push"]
    waiting = [letter for letter in told if letter.means is not Means.DESK]
    assert {letter.state for letter in waiting} == {LetterState.WAITING}
    assert {letter.next_attempt_at for letter in waiting} == {clock.now()}
    assert PHONE in {letter.address for letter in waiting}


def test_small_news_sends_no_short_message(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        set_reach(session, username="chen", phone=PHONE, email="chen@example.invalid")
        tell_staff(session, "chen", clock=clock, kind=NoticeKind.NEWS)
        assert set(letters(session)) == {Means.DESK}


def test_the_group_hears_of_one_thing_once(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        for username in ("chen", "lin"):
            add_member(session, username)
            tell_staff(session, username, clock=clock, kind=NoticeKind.BREACHED)
        tell_staff(session, "lin", clock=clock, kind=NoticeKind.BREACHED, ticket_number="261123-0043")
        told = [letter for letter in all_letters(session) if letter.means is Means.WECOM]
        assert sorted(letter.ticket_number for letter in told) == ["261123-0042", "261123-0043"]
        clock.move(hours=1)
        tell_staff(session, "chen", clock=clock, kind=NoticeKind.BREACHED)
        assert len([letter for letter in all_letters(session) if letter.means is Means.WECOM]) == 3


@pytest.mark.parametrize("leaves", [True, False])
def test_a_notice_nobody_can_read_is_shown_as_dead(
    database: Database, clock: SetClock, *, leaves: bool
) -> None:
    with database.transaction() as session:
        if leaves:
            add_member(session, "chen")
            disable_staff(session, username="chen")
        tell_staff(session, "chen", clock=clock)
        (letter,) = all_letters(session)
        assert (letter.state, letter.fault) == (LetterState.DEAD, LetterFault.NO_SUCH_STAFF)


def test_a_caller_is_told_by_short_message_and_in_the_chat(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock)
        told = letters(session)
    assert set(told) == {Means.SMS, Means.CHAT}
    assert (told[Means.SMS].state, told[Means.SMS].address) == (LetterState.WAITING, PHONE)
    assert told[Means.CHAT].state is LetterState.SENT


def test_a_caller_of_wechat_gets_a_letter_for_it(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, channel="wechat", phone=None)
        assert set(letters(session)) == {Means.WECHAT}


def test_a_caller_whom_nothing_reaches_is_shown_as_dead(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, channel="phone", phone=None, kind=NoticeKind.DELAYED)
        (letter,) = all_letters(session)
        assert (letter.state, letter.fault) == (LetterState.DEAD, LetterFault.NO_ADDRESS)


def test_a_caller_whom_nothing_reaches_is_not_asked_how_it_was(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, channel="phone", phone=None, kind=NoticeKind.SATISFACTION)
        (letter,) = all_letters(session)
        assert (letter.state, letter.given_up_at) == (LetterState.GIVEN_UP, clock.now())


def test_a_kind_for_staff_is_refused_for_callers(database: Database, clock: SetClock) -> None:
    with database.transaction() as session, pytest.raises(NoWordsForCallers):
        tell_caller(session, clock=clock, kind=NoticeKind.BREACHED)


def test_what_is_rolled_back_was_never_told(database: Database, clock: SetClock) -> None:
    with database.reading() as session:
        tell_caller(session, clock=clock)
    with database.reading() as session:
        assert all_letters(session) == []


def test_the_number_and_the_facts_are_unreadable_on_the_disk(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        tell_caller(session, clock=clock, facts={"reason": "等检查结果"})
    with any_database.reading() as session:
        assert {letter.facts["reason"] for letter in all_letters(session)} == {"等检查结果"}
        on_disk = str(session.execute(text("SELECT * FROM letters")).all())
    assert PHONE not in on_disk
    assert "检查" not in on_disk


class TestQuietHours:
    """The hospital's night is from 21:00 to 08:00, which is 13:00 to 00:00 UTC."""

    NIGHT = datetime(2026, 11, 23, 14, tzinfo=UTC)
    MORNING = datetime(2026, 11, 24, 0, tzinfo=UTC)

    def sms(self, database: Database, **changed: object) -> Letter:
        with database.transaction() as session:
            tell_caller(session, clock=SetClock(self.NIGHT), **changed)
            return letters(session)[Means.SMS]

    def test_a_question_waits_for_the_morning_and_stays_good_as_long(self, database: Database) -> None:
        letter = self.sms(database)
        assert letter.next_attempt_at == self.MORNING
        assert letter.good_until == self.MORNING + timedelta(days=3)

    def test_a_delay_is_told_at_night(self, database: Database) -> None:
        assert self.sms(database, kind=NoticeKind.DELAYED).next_attempt_at == self.NIGHT

    @pytest.mark.parametrize("kind", [NoticeKind.DELAYED, NoticeKind.SATISFACTION])
    def test_what_must_be_told_by_a_time_waits_only_where_the_morning_is_early_enough(
        self, database: Database, kind: NoticeKind
    ) -> None:
        early = self.MORNING - timedelta(hours=1)
        assert self.sms(database, kind=kind, before=early).next_attempt_at == self.NIGHT
        late = self.MORNING + timedelta(hours=1)
        assert self.sms(database, kind=kind, before=late).next_attempt_at == self.MORNING
