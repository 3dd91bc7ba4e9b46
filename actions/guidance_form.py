"""Before the departments: one or two short questions, which any words answer and any question interrupts."""

from actions.form import Form
from actions.guided import (
    ANSWERED,
    OPEN,
    guidance_for,
    put,
    question_asked,
    say_question,
    tells_nothing,
    told_so_far,
)
from actions.turn import Turn
from actions.wording import wording
from knowledge_base.guidance import Described, GuideQuestion

MOST_QUESTIONS = 2
_TELLING = frozenset({"describe_symptoms", "ask_department", "nlu_fallback"})
"""Intents of a message that goes on describing."""


class GuidanceForm(Form):
    """Nobody is held in it: what cannot be read twice, or leads elsewhere, leaves it with what is known."""

    capability = "validate_guidance_form"
    form = "guidance_form"
    leaving_intents = frozenset({"request_person", "complain", "check_ticket", "book_visit"})

    def perform(self, turn: Turn) -> None:
        super().perform(turn)
        # Taken up again after another question was answered: it is not asked a second time.
        if not turn.begins(self.form) and not turn.answers(self.form):
            turn.remember(guidance_answer=ANSWERED)

    def begin(self, turn: Turn) -> None:
        say_question(turn)

    def _hear(self, turn: Turn, *, slot: str) -> None:
        if wording().cancels(turn.said):
            turn.remember(form_outcome="cancelled", requested_slot=None)
            return
        question = question_asked(turn)
        answer = self._tools.guide.read_answer(question, turn.said) if question else None
        if question and answer:
            answers = [*(turn.slot("guidance_answers") or ()), [question.id, answer]]
            turn.remember(guidance_answers=answers)
            self._go_on(turn)
        elif wording().unsure(turn.said):
            turn.remember(**{slot: ANSWERED})
        elif self._describes(turn, question=question):
            turn.remember(guidance_text=f"{turn.slot('guidance_text')}\n{turn.said}")
            self._go_on(turn)
        elif not self._lets_through(turn):
            self._put_again(turn)

    def _describes(self, turn: Turn, *, question: GuideQuestion | None) -> bool:
        """Whether the message tells more; to the open question, all does but a question of another kind."""
        if question is None and turn.intent not in self.leaving_intents and not wording().asks(turn.said):
            return True
        if turn.intent in _TELLING and self._tools.guide.recommend(Described(text=turn.said)).departments:
            return True
        person = self._tools.guide.read_person(turn.said)
        told = (person.age, person.sex, person.pregnant) != (None, None, None)
        return told and not self._lets_through(turn)

    def _go_on(self, turn: Turn) -> None:
        """The same question may stay open, where only whom it is about was told: then it is put once more."""
        asked = turn.slot("guidance_question")
        guidance = guidance_for(told_so_far(turn), guide=self._tools.guide)
        if tells_nothing(guidance) and asked["id"] == OPEN:
            self._put_again(turn)
            return
        question = guidance.question
        again = question is not None and question.id == asked["id"]
        is_last = bool(turn.slot("attempts")) if again else asked["number"] >= MOST_QUESTIONS
        if question is None or is_last:
            turn.remember(guidance_answer=ANSWERED)
            return
        put(turn, question, number=asked["number"] + (0 if again else 1))
        turn.remember(attempts=int(again))
        say_question(turn)

    def _put_again(self, turn: Turn) -> None:
        """Once: the second unclear answer is answered with the departments as they stand."""
        if turn.slot("attempts"):
            turn.remember(guidance_answer=ANSWERED)
            return
        turn.remember(attempts=1)
        turn.say("utter_guidance_unclear")
        say_question(turn)
