"""What is acted on wherever the dialogue is: a danger first, then the keys and words that always hold."""

from hotline.safety import TriageGrade, screen
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.emergency import Emergencies
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.patience import Patience
from telephony.phone.trade import Trade

_EMERGENCY, _PERSON, _BACK, _FINISHED = "0", "9", "*", "#"
_KEYS = {_PERSON: Scene.PERSON, _BACK: Scene.ASKING, _FINISHED: Scene.FAREWELL}
_MOST_CRIES = 3
WAITING = frozenset({Scene.PERSON, Scene.VOICEMAIL})


class Everywhere:
    """Needs no store and no bot."""

    def __init__(self, trade: Trade, *, patience: Patience, emergencies: Emergencies) -> None:
        self._trade = trade
        self._patience = patience
        self._emergencies = emergencies

    def danger(self, call: Call, event: CallEvent) -> Go | None:
        if call.missed is not None and call.scene is not Scene.EMERGENCY:
            return Go(scene=Scene.EMERGENCY, reason="reply")
        if isinstance(event, Pressed) and _calls_for_help(event.keys) and not call.keyed:
            text = self._trade.voice.text("emergency_key")
            return Go(scene=Scene.EMERGENCY, text=text, token=token_of(event))
        if isinstance(event, Heard) and screen(event.text).grade is TriageGrade.EMERGENCY:
            return Go(scene=Scene.EMERGENCY, text=event.text, token=token_of(event))
        if call.scene in WAITING and self._emergencies.is_raised_for(call):
            return Go(scene=Scene.EMERGENCY)
        return None

    def _ends_late(self, call: Call, event: CallEvent) -> bool:
        """Who pressed a number may end it after we took it: that is no wish to end the call."""
        if not isinstance(event, Heard | Pressed | Silent):
            return False
        was_keyed, call.was_keyed = call.was_keyed, False
        return was_keyed and not call.keyed and isinstance(event, Pressed) and event.keys == _FINISHED

    def wish(self, call: Call, event: CallEvent) -> Outcome | None:
        """None where it is for the scene to decide; in an emergency it always is."""
        if call.scene is Scene.EMERGENCY:
            return None
        ends_late = self._ends_late(call, event)
        if isinstance(event, Heard):
            command = self._trade.hearing.command(event.text)
            return self._patience.commanded(call, command) if command else None
        if ends_late:
            return self._trade.voice.again(call)
        scene = _KEYS.get(event.keys) if isinstance(event, Pressed) and not call.keyed else None
        is_here = scene is call.scene and scene is not Scene.ASKING
        return Go(scene=scene) if scene and not is_here else None


def _calls_for_help(keys: str) -> bool:
    """Once, or hastily a few times; four zeros may be the end of a number."""
    return keys in {_EMERGENCY * times for times in range(1, _MOST_CRIES + 1)}
