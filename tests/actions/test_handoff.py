"""Asked for a nurse, the bot passes the conversation in one step, or says honestly that nobody is there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hotline.database import Database
from hotline.handoff import HandoffReason, LiveTalk, Talks, find_open_talk
from hotline.ledger import Ledger, TicketReceipt
from hotline.tickets import TicketRequest
from tests.actions.making import Actions, beginning, tracker
from tests.hotline.making import add_member

WEB: dict[str, Any] = {"metadata": {"channel": "web_chat"}}


@pytest.fixture
def nurse(database: Database, talks: Talks) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
    talks.be_present("chen")


def the_talk(database: Database) -> LiveTalk:
    with database.reading() as session:
        talk = find_open_talk(session, conversation_id="c-1")
    assert talk
    return talk


def ask(actions: Actions, said: str = "转人工", **more: Any) -> Any:
    return actions.run("action_request_person", tracker(said, intent="request_person", **WEB, **more))


@pytest.mark.usefixtures("nurse")
def test_the_talk_waits_with_the_question_at_hand(actions: Actions, database: Database) -> None:
    reply = ask(actions, slots={"question": "降压药减了一半，头晕"})
    assert reply.said == ("utter_handoff_next",)
    assert reply.custom[-1]["kind"] == "ticket"
    talk = the_talk(database)
    assert (talk.summary, talk.reason) == ("降压药减了一半，头晕", HandoffReason.ASKED)
    assert talk.ticket_number == reply.slots["ticket"]["number"]
    assert reply.slots["concern"] == "降压药减了一半，头晕"


@pytest.mark.usefixtures("nurse")
def test_who_is_not_the_first_is_told_how_many_are_before_him(actions: Actions, database: Database) -> None:
    other = tracker("转人工", intent="request_person", **WEB) | {"sender_id": "c-0"}
    actions.run("action_request_person", other)
    with database.transaction() as session:
        earlier = find_open_talk(session, conversation_id="c-0")
        assert earlier
        earlier.asked_at -= timedelta(minutes=1)
    reply = ask(actions)
    assert "前面还有1位" in reply.text
    assert "大约6分钟" in reply.text


@pytest.mark.usefixtures("nurse")
def test_asked_again_it_is_the_same_ticket(actions: Actions) -> None:
    first = ask(actions)
    again = ask(actions)
    assert again.slots["ticket"]["number"] == first.slots["ticket"]["number"]
    assert again.slots["phone"] == "withheld"


@pytest.mark.usefixtures("nurse")
def test_yes_after_two_misses_is_asking_for_her(actions: Actions, database: Database) -> None:
    slots = {"offer": "nurse", "misses": 2, "question": "灵芝泡酒"}
    reply = actions.run("validate_ticket_form", beginning("好的", form="ticket_form", slots=slots, **WEB))
    assert reply.said == ("utter_handoff_next",)
    assert the_talk(database).reason is HandoffReason.UNANSWERED


@pytest.mark.usefixtures("nurse")
def test_yes_to_a_call_is_a_call(actions: Actions, database: Database) -> None:
    slots = {"offer": "nurse", "misses": 0, "question": "减药"}
    reply = actions.run("validate_ticket_form", beginning("好的", form="ticket_form", slots=slots, **WEB))
    assert reply.said == ()
    with database.reading() as session:
        assert find_open_talk(session, conversation_id="c-1") is None


def test_where_nobody_is_at_the_desk_it_is_said(actions: Actions) -> None:
    assert ask(actions).said == ("utter_handoff_nobody",)


@pytest.mark.usefixtures("nurse")
def test_where_the_ticket_had_to_be_journalled_a_call_is_promised(
    actions: Actions, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    opened = ledger.open_ticket

    def journalled(request: TicketRequest) -> TicketReceipt:
        return replace(opened(request), journalled=True)

    monkeypatch.setattr(ledger, "open_ticket", journalled)
    reply = ask(actions)
    assert reply.said == ("utter_handoff_nobody",)
    assert reply.slots["ticket"]["journalled"] is True
    with database.reading() as session:
        assert find_open_talk(session, conversation_id="c-1") is None
