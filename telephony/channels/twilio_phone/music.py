"""What is heard while waiting: soft notes of our own, so that no quiet line is taken for a dead one."""

import io
import math
import struct
import wave
from datetime import timedelta
from functools import lru_cache

LASTS = timedelta(seconds=5)
_RATE = 8000
_LOUDEST = 5000
_NOTES = (392.0, 523.25, 659.25, 523.25, 440.0)
"""Hertz; one a second, each struck and fading as a bell's."""


@lru_cache(maxsize=1)
def music() -> bytes:
    """A WAV of a telephone's band, the same each time, made without anybody's recording."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(b"".join(_note(frequency) for frequency in _NOTES))
    return sound.getvalue()


def _note(frequency: float) -> bytes:
    return b"".join(struct.pack("<h", _sample(frequency, at / _RATE)) for at in range(_RATE))


def _sample(frequency: float, at: float) -> int:
    struck = min(at / 0.02, 1.0) * math.exp(-3 * at)
    return int(_LOUDEST * struck * math.sin(2 * math.pi * frequency * at))
