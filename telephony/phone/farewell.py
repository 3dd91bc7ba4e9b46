"""The end of a call: what was registered said twice, one question, and thanks."""

from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.hearing import Command
from telephony.phone.trade import Trade

_SOLVED, _UNSOLVED = "solved", "unsolved"
_YES_OR_NO = (Command.YES, Command.NO)


class Farewell:
    """Whoever has been helped is asked whether it is solved; nobody else is."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._voice = trade.voice

    async def enter(self, call: Call, go: Go) -> Outcome:  # noqa: ARG002 - the protocol's
        call.is_finished, call.asked_solved = True, ""
        untold = [note for note in call.tickets if note.number not in call.told]
        call.told |= {note.number for note in untold}
        said = [self._voice.ticket(name, note) for note in untold for name in ("ticket", "ticket_again")]
        return self._voice.chain(call, said) if said else self._ask(call)

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, Pressed) and event.keys == "#":
            return self._thank(call)
        if call.rest:
            return self._voice.more(call)
        if isinstance(event, Silent) and call.asked_solved:
            return self._thank(call)
        if isinstance(event, Pressed | Heard) and call.asked_solved:
            return self._answered(call, event)
        if isinstance(event, Heard):
            return Go(scene=Scene.ANSWERING, text=event.text, token=token_of(event))
        return self._ask(call)

    def _ask(self, call: Call) -> Outcome:
        if not call.is_answered or call.promised or call.emergency:
            return self._thank(call)
        call.asked_solved = _SOLVED
        return self._voice.listen(call, self._voice.word("solved"))

    def _answered(self, call: Call, event: Pressed | Heard) -> Outcome:
        answer = self._read(event)
        if answer is None:
            if isinstance(event, Heard):
                call.is_finished = False
                return Go(scene=Scene.ANSWERING, text=event.text, token=token_of(event))
            return self._voice.again(call)
        if call.asked_solved == _UNSOLVED:
            return Go(scene=Scene.CALL_BACK, reason="chosen") if answer else self._thank(call)
        call.solved = answer
        if answer:
            return self._thank(call)
        call.asked_solved = _UNSOLVED
        return self._voice.listen(call, self._voice.word("unsolved"))

    def _read(self, event: Pressed | Heard) -> bool | None:
        if isinstance(event, Pressed):
            return {"1": True, "2": False}.get(event.keys)
        command = self._trade.hearing.command(event.text, among=_YES_OR_NO)
        return None if command is None else command is Command.YES

    def _thank(self, call: Call) -> Outcome:
        return self._voice.hang_up(call, "thanks")
