"""A voice that says nothing, loudly enough: a tone where somebody speaks, a hiss where nobody does."""

from datetime import timedelta

import numpy as np

from telephony.speech import RATE, Sound

_PITCH = 220


def samples(lasts: timedelta) -> int:
    return round(lasts.total_seconds() * RATE)


def spoken(seconds: float, *, loud: float = 0.3) -> Sound:
    times = np.arange(samples(timedelta(seconds=seconds)))
    wave = np.sin(times * 2 * np.pi * _PITCH / RATE) * loud * 32767
    return wave.astype(np.int16)


def quiet(seconds: float, *, loud: float = 0.001) -> Sound:
    hiss = np.random.default_rng(1).normal(0, loud * 32767, samples(timedelta(seconds=seconds)))
    return hiss.astype(np.int16)


def to_mu_law(sound: Sound) -> bytes:
    """The telephone's eight bits, by the standard's own steps."""
    clipped = np.minimum(np.abs(sound.astype(np.int32)), 32635) + 132
    exponent = np.floor(np.log2(clipped)).astype(np.int32) - 7
    mantissa = (clipped >> (exponent + 3)) & 0x0F
    sign = np.where(sound < 0, 0x80, 0)
    return bytes((~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8))
