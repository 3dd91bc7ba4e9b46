"""What was heard unclearly is read back; who is not understood is told the keys."""

from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.hearing import Command
from telephony.phone.patience import Patience
from telephony.phone.trade import Trade

_YES_OR_NO = (Command.YES, Command.NO)
_RIGHT, _WRONG = "1", "2"


class Confirming:
    """One question, whether it was this."""

    def __init__(self, trade: Trade, *, patience: Patience) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._patience = patience

    async def enter(self, call: Call, go: Go) -> Outcome:
        call.doubt = go.text
        said = go.text[: self._voice.pace.longest_read_back]
        return self._voice.listen(call, self._voice.word("confirm", said=said))

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, Silent):
            return self._patience.silent(call)
        if isinstance(event, Pressed):
            return self._decided(call, event, right=event.keys == _RIGHT, wrong=event.keys == _WRONG)
        if not isinstance(event, Heard):
            return self._voice.again(call)
        command = self._trade.hearing.command(event.text, among=_YES_OR_NO)
        if command is None:
            call.unclear += 1
            return self._patience.heard(call, event)
        return self._decided(call, event, right=command is Command.YES, wrong=command is Command.NO)

    def _decided(self, call: Call, event: CallEvent, *, right: bool, wrong: bool) -> Outcome:
        if right:
            call.heard_well()
            return Go(scene=Scene.ANSWERING, text=call.doubt, token=token_of(event))
        if not wrong:
            return self._voice.again(call)
        call.unclear += 1
        if call.unclear >= self._voice.pace.unclear:
            return self._patience.keys(call)
        return Go(scene=Scene.ASKING, reason="say_again")


class Menu:
    """A short list of what one can press."""

    def __init__(self, trade: Trade, *, patience: Patience) -> None:
        self._voice = trade.voice
        self._patience = patience

    async def enter(self, call: Call, go: Go) -> Outcome:  # noqa: ARG002 - the protocol's
        call.menus += 1
        return self._voice.listen(call, self._voice.word("menu"))

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, Silent):
            return self._patience.silent(call)
        if isinstance(event, Heard):
            return self._patience.heard(call, event)
        if not isinstance(event, Pressed):
            return self._voice.again(call)
        call.silences = 0
        if event.keys == "1":
            return Go(scene=Scene.ASKING)
        if event.keys == "2":
            progress = self._voice.text("menu_progress")
            return Go(scene=Scene.ANSWERING, text=progress, token=token_of(event))
        return self._voice.aside(call, self._voice.word("wrong_key"))
