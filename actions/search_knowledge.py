"""A question goes whole to the search, which answers, lets the caller choose, or knows it does not know."""

import logging
from collections.abc import Sequence
from typing import Any

from actions.answers import choice_buttons, question_buttons, sure_entry, tell_entry, tell_value
from actions.capability import Capability
from actions.sheets import offer_sheet
from actions.tickets import given, open_ticket, tell_ticket
from actions.turn import Turn
from hotline.conversations import Missed
from hotline.tickets import TicketKind
from knowledge_base.departments import NAMED, asks_department
from knowledge_base.guidance import Described
from knowledge_base.search.searching import Reason, SearchUnavailable, Told
from knowledge_base.search.several import Found, Several, asks, find_each

_log = logging.getLogger(__name__)


class SearchKnowledge(Capability):
    """Two steps where nothing is known: say it differently, then a person."""

    capability = "action_search_knowledge"

    def perform(self, turn: Turn) -> None:
        turn.remember(question=turn.said)
        urgent = turn.new_ticket
        values = self._tools.search.read(turn.said)
        for told in values:
            tell_value(turn, told)
        if values:
            turn.remember(
                topic=values[0].entry.topic_name, last_entry=values[0].entry.id, misses=0, offer=None
            )
        if not values or asks(turn.said):
            self._answer_questions(turn, urgent=urgent, told=values)
        elif urgent is not None:
            self._follow_up_urgent(turn, ticket=urgent)

    def _answer_questions(self, turn: Turn, *, urgent: dict[str, Any] | None, told: Sequence[Told]) -> None:
        several = self._search(turn)
        if several is None:
            self._promise(turn, ticket=urgent)
            return
        for one in several.found:
            if told and not one.says_more_than(told):
                continue
            self._tell(turn, found=one, urgent=urgent is not None)
        if several.missed:
            turn.note(missed=None if urgent else Missed.ABSTAINED)
            turn.say("utter_part_unanswered", question=several.missed[0])
        if several.rest:
            turn.say("utter_more_questions", buttons=question_buttons(several.rest))
        if urgent is not None:
            self._follow_up_urgent(turn, ticket=urgent)
        elif any(one.result.answers for one in several.found):
            offer_sheet(turn, journeys=self._tools.journeys)

    def _search(self, turn: Turn) -> Several | None:
        try:
            return find_each(self._tools.search, turn.said, topic=turn.slot("topic"))
        except SearchUnavailable as fault:
            _log.error("the search is unavailable: %s", type(fault).__name__)
            return None

    def _tell(self, turn: Turn, *, found: Found, urgent: bool) -> None:
        if found.result.refusal is not None:
            tell_entry(turn, found.result.refusal)
            turn.remember(misses=0, offer=None if urgent else "nurse")
        elif found.result.answers:
            self._answer(turn, found=found, urgent=urgent)
        else:
            if found.result.reason == Reason.WITHHELD and not urgent and not turn.form:
                # The hospital does not want it told, however it is asked: a person is offered at once.
                turn.remember(misses=1)
            self._miss(turn, urgent=urgent, uncovered=found.result.reason == Reason.UNCOVERED)

    def _answer(self, turn: Turn, *, found: Found, urgent: bool) -> None:
        # Whoever may be in danger is not made to choose.
        result = found.result
        entry = result.answers[0].entry if urgent else sure_entry(result, question=found.question)
        if entry is None and self._wants_department(turn):
            turn.then("action_find_department")
            return
        if entry is None:
            turn.say("utter_choices", buttons=choice_buttons(result))
            turn.remember(topic=result.answers[0].entry.topic_name, misses=0, offer=None)
            return
        tell_entry(turn, entry)
        turn.remember(topic=entry.topic_name, last_entry=entry.id, misses=0, offer=None)
        if entry.follow_up and not urgent and turn.form is None:
            turn.say("utter_offer_nurse")
            turn.remember(offer="nurse")

    def _miss(self, turn: Turn, *, urgent: bool, uncovered: bool) -> None:
        if turn.entity("topic"):
            # The nurse who takes it over should see what it was about.
            turn.remember(topic=turn.entity("topic"))
        if urgent:
            # The instruction was its answer, and a nurse rings.
            return
        why = Missed.UNCOVERED if uncovered else _abstained(turn)
        if turn.form:
            turn.note(missed=why)
            turn.say("utter_noted_for_nurse")
            return
        if uncovered:
            turn.note(missed=why)
            # Saying it differently would not help: we have nothing about this disease.
            turn.say("utter_uncovered")
            turn.remember(misses=0, offer="nurse")
            return
        if self._wants_department(turn):
            turn.then("action_find_department")
            return
        if turn.slot("clinic_question") and self._names_department(turn.said):
            turn.then("action_find_clinic")  # asked for the department of a doctor, he says it
            return
        turn.note(missed=why)
        misses = int(turn.slot("misses") or 0) + 1
        turn.remember(misses=misses, offer="nurse" if misses > 1 else None)
        if misses > 1:
            turn.say("utter_offer_person")
        else:
            turn.say("utter_out_of_scope" if turn.intent == "out_of_scope" else "utter_request_rephrase")

    def _wants_department(self, turn: Turn) -> bool:
        """A complaint with a department asked for, or nothing asked: where to go is the answer."""
        wanted = turn.intent == "describe_symptoms" or asks_department(turn.said)
        return (
            wanted
            and turn.form is None
            and bool(self._tools.guide.recommend(Described(text=turn.said)).departments)
        )

    def _names_department(self, said: str) -> bool:
        """Its name and nothing of a complaint."""
        found = self._tools.hospital.departments_for(said, limit=1)
        return (
            bool(found) and found[0].score >= NAMED and len(said) <= len(max(found[0].matched, key=len)) + 3
        )

    def _promise(self, turn: Turn, *, ticket: dict[str, Any] | None) -> None:
        """Nothing can be looked up: a nurse answers, and the caller is told so."""
        turn.note(missed=None if ticket else Missed.UNAVAILABLE)
        ticket = ticket or open_ticket(turn, tools=self._tools, kind=TicketKind.QUESTION, summary=turn.said)
        tell_ticket(turn, "utter_search_unavailable", ticket=ticket, tools=self._tools)
        self._ask_for_phone(turn, ticket=ticket)

    def _follow_up_urgent(self, turn: Turn, *, ticket: dict[str, Any]) -> None:
        tell_ticket(turn, "utter_urgent_ticket", ticket=ticket, tools=self._tools)
        self._ask_for_phone(turn, ticket=ticket)

    def _ask_for_phone(self, turn: Turn, *, ticket: dict[str, Any]) -> None:
        turn.remember(ticket=ticket, last_code=ticket["code"], concern=turn.said)
        if given(turn.slot("phone")) is None:
            turn.remember(phone=None)
        turn.then("ticket_form")


def _abstained(turn: Turn) -> Missed | None:
    """Of what no hospital answers, weather and jokes, nothing was missed."""
    return None if turn.intent == "out_of_scope" else Missed.ABSTAINED
