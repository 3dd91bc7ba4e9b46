"""Whoever is handed to a person is told of once, with why and with what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hotline.database import Database
from hotline.handoff import LiveTalk
from hotline.handoff.talk import TalkRequest
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome
from hotline.tickets import TicketKind
from tests.hotline.digest.making import at, digest, say, ticket
from tests.hotline.making import add_member

MINUTE = timedelta(minutes=1)
Goes = Callable[[LiveTalk], None]


def talk(
    database: Database,
    conversation: str,
    *goes: Goes,
    reason: HandoffReason = HandoffReason.ASKED,
    after: timedelta = MINUTE,
) -> None:
    request = TalkRequest(
        conversation_id=conversation, channel="web", ticket_number="20261116001", reason=reason, summary=""
    )
    with database.transaction() as session:
        asked = LiveTalk.ask(request, at=at() + after)
        for one in goes:
            one(asked)
        session.add(asked)


def taken(one: LiveTalk) -> None:
    one.take("wu", at=one.asked_at + MINUTE)


def ended(one: LiveTalk) -> None:
    one.end("wu", outcome=TalkOutcome.COME_IN, at=one.asked_at + 5 * MINUTE)


def handed_back(one: LiveTalk) -> None:
    one.hand_back("wu", at=one.asked_at + 5 * MINUTE)


def timed_out(one: LiveTalk) -> None:
    one.time_out(at=one.asked_at + 5 * MINUTE)


@pytest.fixture
def asked(any_database: Database) -> Database:
    with any_database.transaction() as session:
        add_member(session, "wu")
    for name in ("web-1", "web-2", "web-3", "web-4", "web-5", "web-6"):
        say(any_database, name, at())
    talk(any_database, "web-1", taken, ended)
    talk(any_database, "web-2", taken, handed_back, reason=HandoffReason.UNANSWERED)
    talk(any_database, "web-3", timed_out)
    talk(any_database, "web-4", taken)
    ticket(any_database, "web-5", at() + MINUTE, kind=TicketKind.HANDOFF)
    return any_database


def test_every_reason_and_every_end_has_its_number(asked: Database) -> None:
    found = digest(asked)
    assert found.handed_reasons == {"asked": 3, "bot_could_not": 1, "unanswered": 1}
    assert found.handed_outcomes == {
        "come_in": 1,
        "handed_back": 1,
        "nobody_came": 1,
        "open": 1,
        "ticket": 1,
    }
    handed = found.figures["handed_to_person"]
    assert sum(found.handed_reasons.values()) == sum(found.handed_outcomes.values()) == handed.count == 5


def test_who_asks_twice_in_one_contact_is_told_of_once(asked: Database) -> None:
    talk(asked, "web-3", taken, ended, reason=HandoffReason.UNANSWERED, after=20 * MINUTE)
    found = digest(asked)
    assert found.handed_reasons["asked"] == 3
    assert "nobody_came" not in found.handed_outcomes
    assert found.handed_outcomes["come_in"] == 2


def test_before_it_was_over_it_was_open(asked: Database) -> None:
    found = digest(asked, as_of=at() + 3 * MINUTE)
    assert found.handed_outcomes == {"open": 4, "ticket": 1}
