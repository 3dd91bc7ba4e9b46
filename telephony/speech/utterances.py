"""Where in the sound of a line somebody speaks: what he said is handed on when he has ended."""

from collections import deque
from datetime import timedelta

import numpy as np

from telephony.speech.sound import RATE, Sound, loudness

_FRAME = RATE // 50
_FRAME_LASTS = timedelta(milliseconds=20)
_ABOVE_NOISE = 10.0
"""Decibels; so much louder than the line itself is a voice."""
_FAINTEST = -48.0
_LOUDEST_NOISE = -30.0
_NOISE_CREEPS = 0.02
"""Decibels a frame: how soon a line that became louder counts as quiet again."""
_LOOKED_AT = 6
_BEGINS = 4
_BEFORE = 15
"""Frames kept of what came before: words begin softly."""
_SHORTEST = 6
_LONGEST = timedelta(seconds=15)


class Utterances:
    """Of one call. `pause`: a silence so long ends what somebody says."""

    def __init__(self, *, pause: timedelta) -> None:
        self.pause = pause
        self._noise: float | None = None
        self._part: Sound = np.empty(0, dtype=np.int16)
        self._before: deque[Sound] = deque(maxlen=_BEFORE)
        self._voiced: deque[bool] = deque(maxlen=_LOOKED_AT)
        self._said: list[Sound] = []
        self._spoke = self._quiet = 0

    @property
    def is_speaking(self) -> bool:
        return bool(self._said)

    def forget(self) -> None:
        """What was said so far is nobody's; how loud the line is stays known."""
        self._said = []
        self._spoke = self._quiet = 0
        self._before.clear()
        self._voiced.clear()

    def feed(self, sound: Sound) -> Sound | None:
        """The next sound of the line, in pieces of any length; an utterance where one ended with it."""
        sound = np.concatenate([self._part, sound])
        whole = len(sound) - len(sound) % _FRAME
        self._part = sound[whole:]
        said: Sound | None = None
        for start in range(0, whole, _FRAME):
            said = self._frame(sound[start : start + _FRAME]) if said is None else said
        return said

    def _frame(self, frame: Sound) -> Sound | None:
        is_voice = self._is_voice(frame)
        if not self._said:
            self._before.append(frame)
            self._voiced.append(is_voice)
            if sum(self._voiced) >= _BEGINS:
                self._said, self._spoke, self._quiet = list(self._before), sum(self._voiced), 0
            return None
        self._said.append(frame)
        self._spoke += is_voice
        self._quiet = 0 if is_voice else self._quiet + 1
        if self._quiet * _FRAME_LASTS < self.pause and len(self._said) * _FRAME_LASTS < _LONGEST:
            return None
        said, is_word = np.concatenate(self._said), self._spoke >= _SHORTEST
        self.forget()
        return said if is_word else None

    def _is_voice(self, frame: Sound) -> bool:
        level = loudness(frame)
        before = _LOUDEST_NOISE if self._noise is None else self._noise + _NOISE_CREEPS
        self._noise = min(level, before)
        return level > max(self._noise + _ABOVE_NOISE, _FAINTEST)
