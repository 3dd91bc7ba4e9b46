"""The caller is listened to: he asks, chooses, wants it again, or says nothing."""

from hotline.phone import find_phone_number
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.hearing import Command
from telephony.phone.keying import Keyed, keyed
from telephony.phone.patience import Patience
from telephony.phone.trade import Trade

_AGAIN, _MORE, _SLOWER = "1", "2", "3"
_OWN = (Command.OWN_NUMBER,)


class Asking:
    """`reason` names the sentence to begin with; without one, what was said last is said again."""

    def __init__(self, trade: Trade, *, patience: Patience) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._patience = patience

    async def enter(self, call: Call, go: Go) -> Outcome:
        if go.text:
            return Go(scene=Scene.ANSWERING, text=go.text, token=go.token)
        call.choices, call.asks_number, call.keyed = (), 0, ""
        return self._voice.listen(call, self._voice.word(go.reason or "ask"))

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if call.asks_number and (number := keyed(call, event, alone=False)):
            return self._number(call, event, number)
        if isinstance(event, Heard):
            own = call.asks_number and self._trade.hearing.command(event.text, among=_OWN)
            return Go(scene=Scene.NUMBER, reason="own") if own else self._patience.heard(call, event)
        if isinstance(event, Pressed):
            return self._pressed(call, event)
        if isinstance(event, Silent):
            return self._patience.silent(call)
        return self._voice.again(call)

    def _number(self, call: Call, event: CallEvent, number: Keyed) -> Outcome:
        call.heard_well()
        if not (number.is_all or len(number.digits) >= call.asks_number or find_phone_number(number.digits)):
            return self._voice.go_on(call)
        call.keyed = ""
        return Go(scene=Scene.ANSWERING, text=number.digits, token=token_of(event))

    def _pressed(self, call: Call, event: Pressed) -> Outcome:
        call.heard_well()
        if call.asks_number and event.keys == _AGAIN and call.number and self._voice.offers_own(call):
            return Go(scene=Scene.NUMBER, reason="own")
        chosen = call.choices[: self._voice.offered(call)]
        if event.keys.isdecimal() and 1 <= int(event.keys) <= len(chosen):
            says = chosen[int(event.keys) - 1].says
            return Go(scene=Scene.ANSWERING, text=says, token=token_of(event))
        return self._commanded(call, event.keys)

    def _commanded(self, call: Call, keys: str) -> Outcome:
        if keys == _AGAIN:
            call.count(repeats=1)
            return self._voice.again(call)
        if keys == _MORE:
            return self._patience.more(call)
        if keys == _SLOWER:
            return self._patience.slower(call)
        return self._voice.aside(call, self._voice.word("wrong_key"))
