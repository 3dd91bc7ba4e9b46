"""What happens when little is heard: once more, then keys, then a person; never a dead line."""

from dataclasses import replace

from hotline.calls import Manner, Switch
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import Heard
from telephony.phone.hearing import Command
from telephony.phone.voice import Voice


class Patience:
    """Shared by the scenes that listen."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._pace = voice.pace

    def heard(self, call: Call, event: Heard) -> Outcome:
        """To the answer, or first to a question whether it was heard right."""
        if event.confidence is None or event.confidence >= self._pace.sure_above:
            call.heard_well()
            return Go(scene=Scene.ANSWERING, text=event.text, token=token_of(event))
        return self.unsure(call, text=event.text, token=token_of(event))

    def unsure(self, call: Call, *, text: str, token: str) -> Outcome:
        call.count(unclear=1)
        call.silences = 0
        if call.manner.person_sooner and call.unclear:
            return Go(scene=Scene.PERSON)
        if call.manner.keys_first or call.unclear >= self._pace.unclear:
            return self.keys(call)
        return Go(scene=Scene.CONFIRMING, text=text, token=token)

    def keys(self, call: Call) -> Outcome:
        """The keys are named once; then a person comes."""
        return Go(scene=Scene.PERSON if call.menus else Scene.MENU)

    def silent(self, call: Call) -> Outcome:
        """The rest of an answer, the same again for whoever needs it twice; then patience runs out slowly."""
        if call.rest:
            return self._voice.more(call)
        if call.manner.twice and not call.was_repeated and call.said is not None:
            again = self._voice.again(call)
            call.was_repeated = True
            return again
        call.count(timeouts=1)
        call.silences += 1
        most = self._pace.silences_sooner if call.manner.person_sooner else self._pace.silences
        if call.silences >= most:
            served = call.is_answered and not call.asks_number
            return Go(scene=Scene.FAREWELL) if served else Go(scene=Scene.CALL_BACK, reason="silent")
        return self._prompted(call)

    def _prompted(self, call: Call) -> Outcome:
        if call.manner.keys_first and not call.menus:
            return Go(scene=Scene.MENU)
        if call.is_answered and not call.asks_number:
            return self._voice.listen(call, self._voice.word("anything_else"))
        name = "not_heard" if call.silences == 1 else "not_heard_again"
        word = self._voice.word(name)
        return self._voice.aside(call, word) if call.asks_number else self._voice.listen(call, word)

    def commanded(self, call: Call, command: Command) -> Outcome | None:
        """What is understood wherever somebody listens; None where it is no matter of the telephone's."""
        if command is Command.AGAIN:
            call.count(repeats=1)
            return self._voice.again(call)
        if command is Command.SLOWER:
            call.switch = Switch.SLOW
            return self.slower(call)
        if command is Command.NORMAL:
            call.switch, call.manner = Switch.NORMAL, Manner()
            return self._voice.aside(call, self._voice.word("normal"))
        if command is Command.MORE:
            return self.more(call) if call.rest or call.later else None
        gone = {Command.PERSON: Scene.PERSON, Command.FINISHED: Scene.FAREWELL, Command.BACK: Scene.ASKING}
        return Go(scene=gone[command]) if command in gone else None

    def slower(self, call: Call) -> Outcome:
        call.count(repeats=1)
        call.manner = replace(call.manner, slower=True, longer_waits=True)
        return self._voice.aside(call, self._voice.word("slower"))

    def more(self, call: Call) -> Outcome:
        if call.later and (call.asks_number or not call.rest):
            return self._voice.tell_later(call)
        if call.rest:
            return self._voice.more(call)
        return self._voice.listen(call, self._voice.word("nothing_more"))
