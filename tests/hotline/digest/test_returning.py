"""Who comes back with it was not helped, whatever he was told the first time."""

from datetime import datetime, timedelta

from hotline.calls import CallOutcome
from hotline.clock import Clock
from hotline.conversations import call_back, told_since
from hotline.database import Database
from hotline.identity import ChannelIdentity
from tests.hotline.digest.making import LATER, ask_person, at, contacts, digest, ring, say, ticket
from tests.hotline.making import SetClock, a_request, add_member

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PHONE, OTHER = "13800008000", "13900009000"


def came_back(database: Database, *, as_of: datetime = LATER) -> set[str]:
    return {one.conversation_id for one in contacts(database, as_of=as_of) if one.came_back}


def call(database: Database, when: datetime, *entries: str, phone: str = PHONE) -> str:
    conversation = ring(database, when, CallOutcome.FINISHED, phone=phone)
    say(database, conversation, when + MINUTE, *entries, channel="phone")
    return conversation


def bind(database: Database, conversation: str, *, clock: Clock) -> None:
    row = ChannelIdentity.row(
        channel="wechat", address=conversation, conversation_id=conversation, at=clock.now()
    )
    with database.transaction() as session:
        identity = ChannelIdentity(**row)
        identity.bind(PHONE, at=clock.now())
        session.add(identity)


def test_the_same_topic_within_a_week_is_coming_back(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at(day=5), "gout.diet")
    assert [one.came_back for one in contacts(any_database)] == [True, False]
    figures = digest(any_database).figures
    assert (figures["answered_at_once"].count, figures["solved_on_the_spot"].count) == (2, 1)


def test_another_topic_is_another_matter(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at(day=1), "stroke.signs")
    assert came_back(any_database) == set()


def test_after_a_week_it_is_something_new(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at() + 7 * DAY + MINUTE, "gout.beer")
    assert came_back(any_database) == set()


def test_to_ask_on_in_the_same_contact_is_not_coming_back(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at() + HOUR, "gout.diet")
    assert came_back(any_database) == set()


def test_a_ticket_or_a_wish_for_a_person_is_coming_back_whatever_it_is_about(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_member(session, "wu")
    for name in ("web-1", "web-2", "web-3"):
        say(any_database, name, at(), "gout.beer")
    ticket(any_database, "web-1", at(day=2))
    number = ticket(any_database, "elsewhere", at(day=2))
    ask_person(any_database, "web-2", at(day=2), number=number, by="wu")
    assert came_back(any_database) == {"web-1", "web-2"}


def test_a_recalled_answer_is_not_the_callers_coming_back(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    with any_database.transaction() as session:
        (told,) = told_since(session, entry="gout.beer", since=at() - DAY)
        request = a_request(conversation_id="web-1")
        call_back(session, told, request=request, clock=SetClock(at(day=1)))
    assert came_back(any_database) == set()


def test_a_number_that_rings_again_is_the_same_caller(any_database: Database) -> None:
    first = call(any_database, at(), "gout.beer")
    call(any_database, at() + HOUR, "gout.diet")
    call(any_database, at(), "gout.beer", phone=OTHER)
    assert came_back(any_database) == {first}


def test_who_asked_in_wechat_and_rings_from_the_number_he_bound_is_the_same(any_database: Database) -> None:
    bind(any_database, "wechat-1", clock=SetClock(at()))
    say(any_database, "wechat-1", at(), "gout.beer", channel="wechat")
    call(any_database, at() + HOUR, "gout.beer")
    assert came_back(any_database) == {"wechat-1"}


def test_who_rang_and_leaves_his_number_on_a_ticket_elsewhere_is_the_same(any_database: Database) -> None:
    first = call(any_database, at(), "gout.beer")
    ticket(any_database, "web-7", at(day=3), phone=PHONE)
    assert came_back(any_database) == {first}


def test_as_of_an_earlier_instant_nobody_has_come_back_yet(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at(day=3), "gout.beer")
    assert came_back(any_database, as_of=at(day=2)) == set()
    assert came_back(any_database, as_of=at(day=4)) == {"web-1"}


def test_who_was_not_answered_at_once_cannot_come_back(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    ticket(any_database, "web-1", at() + MINUTE)
    say(any_database, "web-1", at(day=1), "gout.beer")
    assert came_back(any_database) == set()
