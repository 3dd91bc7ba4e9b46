"""A notice goes by WeChat where the number is bound there, else by short message: by one, not by both."""

from datetime import timedelta

import pytest

from hotline.database import Database
from hotline.follow_up.telling import tell_caller as tell_of
from hotline.notifications import (
    CARRIED,
    LetterRefused,
    LetterState,
    Means,
    NoticeKind,
    OutgoingLetter,
    Sender,
    Senders,
    SendingFailed,
    send_one_letter,
)
from hotline.tickets import Ticket, open_ticket
from tests.hotline.identity.making import PHONE, bind, somebody
from tests.hotline.making import SetClock, a_request
from tests.hotline.notifications.making import all_letters
from tests.hotline.notifications.test_sending import HOUSE, ToldSender


class Refusing:
    """Says no to each letter, in the way it was told."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def send(self, letter: OutgoingLetter) -> None:
        raise self._fault


def tell(database: Database, clock: SetClock, *, binds: bool = True, **changed: object) -> dict[Means, str]:
    """Which means, and where to: number or conversation."""
    with database.transaction() as session:
        if binds:
            bind(session, somebody(session, clock=clock), clock=clock)
        ticket: Ticket = open_ticket(session, request=a_request(**changed), clock=clock)
        session.flush()
        tell_of(session, ticket, NoticeKind.DELAYED, clock=clock)
    return written(database)


def written(database: Database) -> dict[Means, str]:
    with database.reading() as session:
        told = [letter for letter in all_letters(session) if letter.kind is NoticeKind.DELAYED]
        return {
            letter.means: str(letter.address if letter.means is Means.SMS else letter.conversation_id)
            for letter in told
        }


def states(database: Database) -> dict[Means, LetterState]:
    with database.reading() as session:
        told = [letter for letter in all_letters(session) if letter.kind is NoticeKind.DELAYED]
        return {letter.means: letter.state for letter in told}


def send_all(database: Database, clock: SetClock, *, wechat: Sender, sms: Sender) -> None:
    senders = Senders(on={Means.WECHAT: wechat, Means.SMS: sms}, missing={}, house=HOUSE)
    for _ in range(60):
        if not send_one_letter(database, clock=clock, senders=senders, means=CARRIED):
            clock.move(minutes=1)


def test_a_ticket_of_the_phone_is_told_by_wechat_where_its_number_is_bound(
    any_database: Database, clock: SetClock
) -> None:
    told = tell(any_database, clock, channel="phone", conversation_id="phone-1")
    assert told == {Means.WECHAT: "wechat-oABC-123_"}


def test_a_web_chat_shows_it_too(database: Database, clock: SetClock) -> None:
    assert set(tell(database, clock, channel="web_chat")) == {Means.WECHAT, Means.CHAT}


def test_a_ticket_of_wechat_is_told_in_its_own_conversation(database: Database, clock: SetClock) -> None:
    told = tell(database, clock, channel="wechat", conversation_id="wechat-other")
    assert told == {Means.WECHAT: "wechat-other"}


def test_without_a_bound_number_it_is_a_short_message(database: Database, clock: SetClock) -> None:
    told = tell(database, clock, binds=False, channel="phone", conversation_id="phone-1")
    assert told == {Means.SMS: PHONE}


def test_who_left_is_told_by_short_message(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        identity = somebody(session, clock=clock)
        bind(session, identity, clock=clock)
        identity.leave()
    told = tell(database, clock, binds=False, channel="phone", conversation_id="phone-1")
    assert told == {Means.SMS: PHONE}


def test_what_wechat_took_is_not_sent_again(database: Database, clock: SetClock) -> None:
    tell(database, clock, channel="phone", conversation_id="phone-1")
    wechat, sms = ToldSender(), ToldSender()
    send_all(database, clock, wechat=wechat, sms=sms)
    assert states(database) == {Means.WECHAT: LetterState.SENT}
    assert [letter.text for letter in sms.sent if "验证码" not in letter.text] == []


@pytest.mark.parametrize("fault", [LetterRefused("window closed"), SendingFailed("busy")])
def test_what_wechat_did_not_take_goes_once_by_short_message(
    any_database: Database, clock: SetClock, fault: Exception
) -> None:
    tell(any_database, clock, channel="phone", conversation_id="phone-1")
    sms, began = ToldSender(), clock.now()
    send_all(any_database, clock, wechat=Refusing(fault), sms=sms)
    told = [letter for letter in sms.sent if "验证码" not in letter.text]
    assert [letter.address for letter in told] == [PHONE]
    assert states(any_database) == {Means.WECHAT: LetterState.GIVEN_UP, Means.SMS: LetterState.SENT}
    with any_database.reading() as session:
        sent = [one.sent_at for one in all_letters(session) if one.means is Means.SMS]
    assert max(at for at in sent if at) - began <= timedelta(minutes=16)


def test_where_the_short_message_fails_too_a_person_sees_one_letter(
    database: Database, clock: SetClock
) -> None:
    tell(database, clock, channel="phone", conversation_id="phone-1")
    no = Refusing(LetterRefused("no"))
    send_all(database, clock, wechat=no, sms=no)
    assert states(database) == {Means.WECHAT: LetterState.GIVEN_UP, Means.SMS: LetterState.DEAD}
