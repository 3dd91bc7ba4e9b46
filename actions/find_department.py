"""Which department: up to three with their reasons, after two questions at most, and the offer to book."""

from actions.capability import Capability
from actions.guided import (
    forget,
    guidance_for,
    put,
    tell_departments,
    tell_departments_in_form,
    tells_nothing,
    told_so_far,
)
from actions.turn import LISTEN, Turn
from knowledge_base.guidance import Described, Guidance


class FindDepartment(Capability):
    """Runs twice where something has to be asked: it hands over to the form, which comes back to it."""

    capability = "action_find_department"

    def perform(self, turn: Turn) -> None:
        if turn.form:
            told = guidance_for(Described(text=turn.said), guide=self._tools.guide)
            tell_departments_in_form(turn, told, hospital=self._tools.hospital)
            return
        if turn.slot("guidance_answer") is None:
            guidance = self._listen(turn)
            if turn.slot("guidance_question"):
                turn.then("guidance_form")
                return
        else:
            guidance = guidance_for(told_so_far(turn), guide=self._tools.guide)
        tell_departments(turn, guidance, hospital=self._tools.hospital)
        turn.then(LISTEN)  # where the search handed over, no rule says what comes next
        turn.remember(question=turn.slot("guidance_text"), misses=0)
        forget(turn)

    def _listen(self, turn: Turn) -> Guidance:
        """With the message before this one, where this tells nothing; a question put is remembered."""
        forget(turn)
        described = Described(text=turn.said)
        guidance = guidance_for(described, guide=self._tools.guide)
        before = turn.slot("question")
        if tells_nothing(guidance) and before and before != turn.said:
            described = Described(text=f"{before}\n{turn.said}")
            guidance = guidance_for(described, guide=self._tools.guide)
        turn.remember(guidance_text=described.text)
        if tells_nothing(guidance):
            put(turn, None, number=0)
            return guidance
        # Whoever asks for a person meanwhile does not tell it again.
        turn.remember(question=described.text)
        if guidance.question:
            put(turn, guidance.question, number=1)
        return guidance
