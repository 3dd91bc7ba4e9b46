"""How a form listens: an answer is taken, a question is let through, three unclear answers are enough.

Rasa runs `validate_<form>` with each message while the form is active. Where it sets no slot, Rasa lets the
rules answer the message instead and then takes the form up again: that is how a question interrupts a form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from actions.capability import Capability
from actions.phone_numbers import holds_digits, is_bare_number
from actions.tickets import WITHHELD
from actions.turn import Turn
from actions.wording import wording
from hotline.phone import find_phone_number

PATIENCE = 3
"""Unclear answers to one question, after which it is left open rather than asked for ever."""

# Intents that a form lets through to the rules, whatever it was asking for.
LET_THROUGH = frozenset(
    {
        "ask_health_question",
        "ask_medicine",
        "read_report",
        "describe_symptoms",
        "ask_insurance",
        "ask_service",
    }
    | {"ask_department", "ask_clinic_schedule", "repeat", "slower"}
)
# These only where the message is worded as a question: a name or a number is easily misunderstood.
LET_THROUGH_AS_QUESTION = frozenset({"nlu_fallback", "out_of_scope"})


_MAY_BE_QUESTIONS = frozenset(
    {"booking_for", "patient_name", "department", "visit_day", "new_day", "help_needed"}
)


@dataclass(frozen=True)
class Reading:
    """What a message answers: slots to fill, or the response that says what is unclear."""

    slots: Mapping[str, str | None] = field(default_factory=dict)
    unclear: str = ""


Reader = Callable[[Turn], Reading]


class Form(Capability):
    """A subclass names its form, the intents that leave it for another, and reads each slot."""

    form: ClassVar[str]
    own_intents: ClassVar[frozenset[str]] = frozenset()
    leaving_intents: ClassVar[frozenset[str]] = frozenset()
    says_again: ClassVar[str] = "utter_already_registering"
    """To who wishes the same again; empty where his words are looked at as an answer like any."""

    def perform(self, turn: Turn) -> None:
        if turn.begins(self.form):
            turn.remember(form_outcome=None, attempts=0, offer=None)
            self.begin(turn)
        elif turn.answers(self.form) and turn.new_ticket is None:
            # An urgent message is no answer, whatever was asked: the rules name its ticket first.
            self._hear(turn, slot=str(turn.slot("requested_slot")))

    def begin(self, turn: Turn) -> None:
        """Fill what is known already."""

    def readers(self) -> Mapping[str, Reader]:
        raise NotImplementedError

    def _hear(self, turn: Turn, *, slot: str) -> None:
        if wording().cancels(turn.said):
            turn.remember(form_outcome="cancelled", requested_slot=None)
            return
        reading = self.readers()[slot](turn)
        if slot in reading.slots and not self._means_else(turn, slot=slot):
            turn.remember(**reading.slots, attempts=0)
        elif self._lets_through(turn):
            return
        else:
            again = self.says_again and turn.intent in self.own_intents
            self._ask_again(turn, slot=slot, unclear=self.says_again if again else reading.unclear)

    def _means_else(self, turn: Turn, *, slot: str) -> bool:
        """A number is a number; a name or a day may stand in a question, and anything may be a name."""
        if slot in {"booking_for", "patient_name"} and turn.intent in self.leaving_intents:
            # "我自己，我叫陈大福" sounds like asking for somebody.
            return wording().name_in(turn.said) is None
        return slot in _MAY_BE_QUESTIONS and _asks(turn) and self._lets_through(turn)

    def _lets_through(self, turn: Turn) -> bool:
        if turn.intent in LET_THROUGH_AS_QUESTION:
            return _asks(turn) and not holds_digits(turn.said)
        if turn.intent in LET_THROUGH:
            return not holds_digits(turn.said)
        return turn.intent in self.leaving_intents and not is_bare_number(turn.said)

    def _ask_again(self, turn: Turn, *, slot: str, unclear: str) -> None:
        attempts = int(turn.slot("attempts") or 0) + 1
        if attempts >= PATIENCE:
            turn.remember(**{slot: WITHHELD}, attempts=0)
            return
        turn.say(unclear)
        turn.remember(attempts=attempts)


def read_phone(turn: Turn) -> Reading:
    number = find_phone_number(turn.said)
    if number:
        return Reading({"phone": number})
    if holds_digits(turn.said):
        return Reading(unclear="utter_phone_unclear")
    if wording().withholds(turn.said):
        return Reading({"phone": WITHHELD})
    return Reading(unclear="utter_phone_expected")


def _asks(turn: Turn) -> bool:
    return wording().asks(turn.said)
