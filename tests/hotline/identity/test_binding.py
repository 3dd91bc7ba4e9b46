"""A number is bound by the code that was sent to it: in time, within five tries, once."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hotline.database import Database, Keyring, install_keyring
from hotline.identity import (
    AskedTooOften,
    Awaited,
    ChannelIdentity,
    Confirmation,
    NoMobile,
    ask_binding,
    await_number,
    awaited,
    bound_phone,
    confirm_binding,
    conversation_for,
    identities_of_phone,
    unbind,
)
from hotline.notifications import (
    CARRIED,
    Letter,
    LetterState,
    Means,
    OutgoingLetter,
    Senders,
    SendingFailed,
    count_letters,
    letters_in,
    send_one_letter,
)
from tests.hotline.identity.making import OTHER, PHONE, bind, codes_sent, newest_code, other_than, somebody
from tests.hotline.making import SetClock
from tests.hotline.notifications.test_sending import HOUSE


def confirm(session: Session, identity: ChannelIdentity, code: str, clock: SetClock) -> Confirmation:
    return confirm_binding(session, identity=identity, code=code, clock=clock)


def test_the_code_goes_to_the_number_and_binds_it_once(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone="+86 138 0000 8000", clock=clock)
        ((number, code),) = codes_sent(session)
        assert number == PHONE
        assert awaited(session, identity=identity, clock=clock) is Awaited.CODE
        assert bound_phone(session, conversation_id=identity.conversation_id) is None
        assert confirm(session, identity, code, clock) is Confirmation.BOUND
        assert bound_phone(session, conversation_id=identity.conversation_id) == PHONE
        assert [one.id for one in identities_of_phone(session, phone=PHONE)] == [identity.id]
        assert confirm(session, identity, code, clock) is Confirmation.WRONG
        unbind(session, identity=identity, clock=clock)
        assert confirm(session, identity, code, clock) is Confirmation.WRONG
        assert bound_phone(session, conversation_id=identity.conversation_id) is None


def test_after_ten_minutes_the_code_is_worth_nothing(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        clock.move(minutes=10)
        assert awaited(session, identity=identity, clock=clock) is None
        assert confirm(session, identity, newest_code(session), clock) is Confirmation.WRONG


def test_the_fifth_wrong_try_is_the_last(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        code = newest_code(session)
        tries = [confirm(session, identity, other_than(code), clock) for _ in range(5)]
        assert tries == [Confirmation.WRONG] * 4 + [Confirmation.TRIED_OUT]
        assert confirm(session, identity, code, clock) is Confirmation.WRONG
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        assert confirm(session, identity, newest_code(session), clock) is Confirmation.BOUND


def test_a_new_code_ends_the_one_before(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone=OTHER, clock=clock)
        first = newest_code(session)
        clock.move(seconds=1)
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        assert confirm(session, identity, newest_code(session), clock) is Confirmation.BOUND
        assert confirm(session, identity, first, clock) is Confirmation.WRONG
        assert identity.phone == PHONE


def test_who_begins_anew_is_asked_for_the_number_again(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        await_number(session, identity=identity, clock=clock)
        assert awaited(session, identity=identity, clock=clock) is Awaited.NUMBER
        assert confirm(session, identity, newest_code(session), clock) is Confirmation.WRONG


def test_the_code_of_one_is_no_code_for_another(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        ask_binding(session, identity=somebody(session, clock=clock), phone=PHONE, clock=clock)
        thief = somebody(session, clock=clock, openid="thief-000")
        assert confirm(session, thief, newest_code(session), clock) is Confirmation.WRONG


def test_a_caller_gets_three_codes_an_hour_whatever_the_number(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        for ending in range(3):
            ask_binding(session, identity=identity, phone=f"1380000800{ending}", clock=clock)
        with pytest.raises(AskedTooOften):
            ask_binding(session, identity=identity, phone=OTHER, clock=clock)
        clock.move(hours=1)
        ask_binding(session, identity=identity, phone=OTHER, clock=clock)


def test_a_number_gets_three_codes_an_hour_and_eight_a_day_whoever_asks(
    database: Database, clock: SetClock
) -> None:
    def ask(number: int) -> None:
        identity = somebody(session, clock=clock, openid=f"{number:09d}")
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)

    with database.transaction() as session:
        for number in range(8):
            ask(number)
            if number in {2, 5}:
                with pytest.raises(AskedTooOften):
                    ask(number + 100)
                clock.move(hours=1)
        clock.move(hours=2)
        with pytest.raises(AskedTooOften):
            ask(200)
        assert len(codes_sent(session)) == 8


def test_what_is_refused_leaves_the_code_before_as_it_was(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        for _ in range(3):
            ask_binding(session, identity=identity, phone=PHONE, clock=clock)
            clock.move(seconds=1)
        with pytest.raises(AskedTooOften):
            ask_binding(session, identity=identity, phone=PHONE, clock=clock)
        assert confirm(session, identity, newest_code(session), clock) is Confirmation.BOUND


@pytest.mark.parametrize("phone", ["0591-12345678", "120", "", "138000080001"])
def test_where_no_short_message_is_read_no_code_is_sent(
    database: Database, clock: SetClock, phone: str
) -> None:
    with database.transaction() as session, pytest.raises(NoMobile):
        ask_binding(session, identity=somebody(session, clock=clock), phone=phone, clock=clock)


def test_a_number_is_awaited_for_ten_minutes(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        await_number(session, identity=identity, clock=clock)
        assert awaited(session, identity=identity, clock=clock) is Awaited.NUMBER
        clock.move(minutes=10)
        assert awaited(session, identity=identity, clock=clock) is None


def test_several_people_share_a_telephone_and_the_last_one_here_is_written_to(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        mother, son = (somebody(session, clock=clock, openid=f"{name}-000000") for name in ("mom", "son"))
        for one in (mother, son):
            bind(session, one, clock=clock)
            clock.move(minutes=2)
        somebody(session, clock=clock, openid="mom-000000")
        session.flush()
        assert conversation_for(session, phone=PHONE, channel="wechat") == mother.conversation_id
        mother.leave()
        session.flush()
        assert conversation_for(session, phone=PHONE, channel="wechat") == son.conversation_id
        assert conversation_for(session, phone=PHONE, channel="web_chat") is None
        assert conversation_for(session, phone="转人工", channel="wechat") is None


def test_a_code_and_its_number_are_unreadable_on_the_disk(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        ask_binding(session, identity=somebody(session, clock=clock), phone=PHONE, clock=clock)
        code = newest_code(session)
    with database.reading() as session:
        looks = (
            "SELECT * FROM binding_codes",
            "SELECT * FROM letters",
            "SELECT * FROM channel_identities",
        )
        on_disk = str([session.execute(text(look)).all() for look in looks])
    assert PHONE not in on_disk
    assert f"'{code}'" not in on_disk


def test_a_code_is_known_also_after_the_data_key_changed(database: Database, clock: SetClock) -> None:
    old, new = Keyring.generate_key(), Keyring.generate_key()
    install_keyring(Keyring(old))
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        ask_binding(session, identity=identity, phone=PHONE, clock=clock)
    install_keyring(Keyring(f"{new},{old}"))
    with database.transaction() as session:
        again = session.merge(identity)
        assert confirm(session, again, newest_code(session), clock) is Confirmation.BOUND


class _Carrier:
    def __init__(self, *, fails: bool = False) -> None:
        self.sent: list[OutgoingLetter] = []
        self._fails = fails

    def send(self, letter: OutgoingLetter) -> None:
        if self._fails:
            raise SendingFailed("busy")
        self.sent.append(letter)


@pytest.mark.parametrize("fails", [False, True])
def test_a_code_that_went_or_can_not_go_is_forgotten_and_no_work_for_staff(
    database: Database, clock: SetClock, *, fails: bool
) -> None:
    carrier = _Carrier(fails=fails)
    senders = Senders(on={Means.SMS: carrier}, missing={}, house=HOUSE)
    with database.transaction() as session:
        ask_binding(session, identity=somebody(session, clock=clock), phone=PHONE, clock=clock)
        ((_, code),) = codes_sent(session)
        assert letters_in(session, state=LetterState.WAITING, limit=9) == []
    while send_one_letter(database, clock=clock, senders=senders, means=CARRIED):
        clock.move(minutes=4)
    assert all(code in letter.text for letter in carrier.sent)
    with database.reading() as session:
        (letter,) = session.scalars(select(Letter)).all()
        assert letter.state is (LetterState.GIVEN_UP if fails else LetterState.SENT)
        assert (letter.facts, letter.address, letter.address_hash) == ({}, None, None)
        assert set(count_letters(session).values()) == {0}
        for state in LetterState:
            assert letters_in(session, state=state, limit=9) == []
