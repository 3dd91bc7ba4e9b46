"""The sound of a telephone: 8,000 samples a second, each sent in the eight bits of G.711's mu-law."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
Sound = NDArray[np.int16]

_BIAS = 0x84
_FULL_SCALE = 32768.0
_QUIETEST = -96.0


def _sample(code: int) -> int:
    code = ~code & 0xFF
    size = ((((code & 0x0F) << 3) + _BIAS) << ((code & 0x70) >> 4)) - _BIAS
    return -size if code & 0x80 else size


_SAMPLES: Sound = np.array([_sample(code) for code in range(256)], dtype=np.int16)


def from_mu_law(sent: bytes) -> Sound:
    return _SAMPLES[np.frombuffer(sent, dtype=np.uint8)]


def loudness(sound: Sound) -> float:
    """Decibels below the loudest there is."""
    if not sound.size:
        return _QUIETEST
    power = float(np.mean(np.square(sound.astype(np.float32) / _FULL_SCALE)))
    return max(10 * float(np.log10(power)), _QUIETEST) if power else _QUIETEST
