"""What we say to somebody we rang: a dialogue by keys, which gives way to the ordinary one at any word."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from hotline.outgoing_calls import Errand
from telephony.phone.errand_state import ErrandState, Stage
from telephony.phone.events import CallEvent, Heard, Pressed, Silent
from telephony.phone.speaking import pieces, speakable
from telephony.phone.steps import HangUp, Listen, Pace, Spoken, Step

_BREATH = 33
"""Characters of a slow voice that leave time in the same prompt for the question after them."""
_MOST_MISSES = 2
_MOST_REPEATS = 3
_BETWEEN = timedelta(seconds=2)

_YES, _AGAIN, _THIRD = "1", "2", "3"
_NO_MORE_CALLS, _DONE = "8", "#"
_HAND_OVER = ("0", "9")
_WRONG = "wrong"


def begin(state: ErrandState) -> Step:
    """Who rings and why, without a word that is for the patient alone."""
    state.stage = Stage.OPENING
    return _listen(state, f"utter_errand_{state.errand.value}", "utter_errand_keys", pace=Pace.NORMAL)


def take(state: ErrandState, event: CallEvent, *, now: datetime) -> Step | None:
    """The next step; None hands this event, and all that follow, to the ordinary dialogue."""
    key = _key(state, event)
    if key is None and not isinstance(event, Silent):
        state.handed_over = state.reacted = True
        return None
    if key is not None:
        state.reacted = True
    step = _turn(state, key)
    state.told_at = now
    return step


def _key(state: ErrandState, event: CallEvent) -> str | None:
    """What was pressed, or said as shortly; None where it is not for us."""
    if isinstance(event, Pressed):
        pressed = event.keys[-1:]
        return None if pressed in _HAND_OVER else pressed
    if isinstance(event, Heard):
        return state.words.key_of(event.text, asked=state.stage.value)
    return None


def _turn(state: ErrandState, key: str | None) -> Step:
    if key == _NO_MORE_CALLS:
        state.refuses = True
        return _hang_up(state, "utter_errand_refused")
    if key == _WRONG:
        state.is_wrong = True
        return _hang_up(state, "utter_errand_wrong")
    if key == _DONE:
        return _hang_up(state, "utter_errand_bye")
    return _STAGES[state.stage](state, key)


def _opening(state: ErrandState, key: str | None) -> Step:
    if key == _YES:
        state.confirmed, state.misses = True, 0
        return _errand(state)
    if key == _AGAIN and state.repeats < _MOST_REPEATS:
        state.repeats += 1
        return begin(state)
    return _missed(state) or begin(state)


def _errand(state: ErrandState) -> Step:
    if state.errand is Errand.SATISFACTION:
        return _ask(state, Stage.SOLVED, "utter_errand_solved")
    if state.errand is Errand.FOLLOW_UP and not state.message:
        return _ask(state, Stage.HOW, "utter_errand_how")
    text = state.message or state.words.fill(f"utter_errand_told_{state.errand.value}")
    state.parts, state.place = pieces(speakable(text), longest=_BREATH), 0
    return _tell(state)


def _tell(state: ErrandState) -> Step:
    state.stage = Stage.TELLING
    is_last = state.place == len(state.parts) - 1
    told = Spoken(state.parts[state.place], Pace.SLOW)
    asked = Spoken(state.words.fill("utter_errand_listening")) if is_last else None
    prompt = (told, asked) if asked else (told,)
    state.said = len(told.text)
    return Listen(prompt=prompt) if is_last else Listen(prompt=prompt, wait=_BETWEEN)


def _telling(state: ErrandState, key: str | None) -> Step:
    """Silence after the words means that they were listened to."""
    if key == _AGAIN:
        state.place = 0
        return _tell(state)
    if state.place < len(state.parts) - 1:
        state.place += 1
        return _tell(state)
    state.is_told = True
    if state.reminds:
        return _ask(state, Stage.REMINDED, "utter_errand_reminded")
    if state.errand is Errand.FOLLOW_UP:
        return _ask(state, Stage.HOW, "utter_errand_how")
    return _ask(state, Stage.MORE, "utter_errand_anything_else")


def _solved(state: ErrandState, key: str | None) -> Step:
    if key not in {_YES, _AGAIN}:
        return _missed(state) or _ask(state, Stage.SOLVED, "utter_errand_solved")
    state.solved, state.is_told, state.misses = key == _YES, True, 0
    return _ask(state, Stage.SCORE, "utter_errand_score")


def _score(state: ErrandState, key: str | None) -> Step:
    if not key or key not in "12345":
        return _missed(state) or _ask(state, Stage.SCORE, "utter_errand_score")
    state.score = int(key)
    answered = "utter_errand_rated" if state.solved else "utter_errand_unsolved"
    return _ask(state, Stage.MORE, answered, "utter_errand_anything_else")


def _how(state: ErrandState, key: str | None) -> Step:
    answers = {_YES: "utter_errand_better", _AGAIN: "utter_errand_same", _THIRD: "utter_errand_worse"}
    if key not in answers:
        return _missed(state) or _ask(state, Stage.HOW, "utter_errand_how")
    state.is_told = True
    if key == _THIRD:
        return _ask(state, Stage.MORE, answers[key])
    return _ask(state, Stage.MORE, answers[key], "utter_errand_anything_else")


def _reminded(state: ErrandState, key: str | None) -> Step:
    answers = {_YES: "utter_errand_done", _AGAIN: "utter_errand_later", _THIRD: "utter_errand_no_more"}
    if key not in answers:
        return _missed(state) or _ask(state, Stage.REMINDED, "utter_errand_reminded")
    state.answered = key
    return _ask(state, Stage.MORE, answers[key], "utter_errand_anything_else")


def _more(state: ErrandState, key: str | None) -> Step:
    if key == _AGAIN and state.parts:
        state.place = 0
        return _tell(state)
    if key is None or key == _YES:
        return _hang_up(state, "utter_errand_bye")
    return _missed(state) or _ask(state, Stage.MORE, "utter_errand_anything_else")


def _missed(state: ErrandState) -> Step | None:
    """Ends politely where nobody reacted often enough; None where we may ask again."""
    state.misses += 1
    if state.misses < _MOST_MISSES:
        return None
    return _hang_up(state, "utter_errand_bye" if state.confirmed else "utter_errand_nobody")


def _ask(state: ErrandState, stage: Stage, *names: str) -> Listen:
    if stage is not state.stage:
        state.misses = 0
    state.stage = stage
    return _listen(state, *names)


def _listen(state: ErrandState, *names: str, pace: Pace = Pace.NORMAL) -> Listen:
    texts = [state.words.fill(name) for name in names]
    state.said = sum(map(len, texts))
    return Listen(prompt=tuple(Spoken(text, pace) for text in texts))


def _hang_up(state: ErrandState, name: str) -> HangUp:
    return HangUp(prompt=(Spoken(state.words.fill(name)),))


_STAGES: Mapping[Stage, Callable[[ErrandState, str | None], Step]] = MappingProxyType(
    {
        Stage.OPENING: _opening,
        Stage.TELLING: _telling,
        Stage.SOLVED: _solved,
        Stage.SCORE: _score,
        Stage.HOW: _how,
        Stage.REMINDED: _reminded,
        Stage.MORE: _more,
    }
)
