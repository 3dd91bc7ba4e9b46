"""A number is keyed or said, and read back before anybody relies on it."""

import re

from hotline.phone import find_phone_number, plain_number
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.hearing import Command
from telephony.phone.keying import Keyed, keyed
from telephony.phone.speaking import digit_by_digit
from telephony.phone.trade import Trade
from telephony.phone.voice import NUMBER_KEYS

_OWN = "own"
_NOBODY = "nobody"
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_TRIES = 3
_ANSWERS = (Command.YES, Command.NO, Command.OWN_NUMBER)


class Numbers:
    """`reason` is `own` where the dialogue asked for a number, else a call back waits for one."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._voice = trade.voice

    async def enter(self, call: Call, go: Go) -> Outcome:
        call.doubt, call.tries, call.reason, call.keyed = "", 0, go.reason, ""
        if go.reason == _OWN and call.number:
            call.contact = None
            return self._read_back(call, call.number)
        return self._please(call, "number_please")

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if isinstance(event, Pressed) and call.doubt and len(event.keys) == 1:
            return self._decided(call, event, right=event.keys == "1")
        if number := keyed(call, event, alone=True):
            return self._keyed(call, number)
        if isinstance(event, Silent):
            return self._missed(call)
        if isinstance(event, Heard) and call.doubt:
            command = self._trade.hearing.command(event.text, among=_ANSWERS)
            if command is not None:
                return self._decided(call, event, right=command is not Command.NO)
        if isinstance(event, Heard):
            return self._given(call, event.text)
        return self._voice.again(call)

    def _keyed(self, call: Call, number: Keyed) -> Outcome:
        known = find_phone_number(number.digits) or _local(number.digits)
        if not (known or number.is_all or len(number.digits) >= NUMBER_KEYS):
            return self._voice.go_on(call)
        call.keyed = ""
        return self._given(call, number.digits)

    def _given(self, call: Call, given: str) -> Outcome:
        number = find_phone_number(given) or _local(given)
        return self._read_back(call, number) if number else self._missed(call)

    def _missed(self, call: Call) -> Outcome:
        call.tries += 1
        if call.tries < _TRIES:
            return self._voice.again(call) if call.doubt else self._please(call, "number_wrong")
        if call.reason == _OWN:
            return Go(scene=Scene.ASKING)
        return Go(scene=Scene.CALL_BACK, reason=_NOBODY)

    def _decided(self, call: Call, event: CallEvent, *, right: bool) -> Outcome:
        if not right:
            call.doubt = ""
            call.tries += 1
            return self._please(call, "number_please")
        if call.reason == _OWN:
            return Go(scene=Scene.ANSWERING, text=call.doubt, token=token_of(event))
        call.contact = call.doubt
        return Go(scene=Scene.CALL_BACK, reason=call.reason)

    def _read_back(self, call: Call, number: str) -> Outcome:
        call.doubt = plain_number(number)
        digits = digit_by_digit(call.doubt)
        return self._voice.listen(call, self._voice.word("number_confirm", digits=digits), wait="keys_wait")

    def _please(self, call: Call, name: str) -> Outcome:
        return self._voice.listen(call, self._voice.word(name), keys=NUMBER_KEYS, wait="keys_wait")


def _local(given: str) -> str | None:
    """A line of this place, dialled without an area code."""
    found = _LOCAL.fullmatch(plain_number(given))
    return found[0] if found else None
