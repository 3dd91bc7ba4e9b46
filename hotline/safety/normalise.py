"""One spelling for what people type and what speech recognition writes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hotline.safety.numerals import Numerals

_LONGEST = 6000
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\n\r,;:~—–…·|", ","),
        **dict.fromkeys("!。", "。"),
        **dict.fromkeys("\"'“”‘’()[]{}《》【】<>*#", ""),
    }
)
_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_SPACE = re.compile(r"\s+")
_TWO_READINGS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_DEGREE = re.compile(r"℃|°c|°")
_BREAKS = re.compile(r"[,。?]{2,}")


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Width, script, fillers, numerals and punctuation; never the meaning."""

    characters: Mapping[int, int | str]
    fillers: re.Pattern[str]
    numerals: Numerals

    def __call__(self, text: str) -> str:
        plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
        if len(plain) > _LONGEST:
            # The ends of an overlong message carry the complaint; the screen must stay quick.
            plain = plain[: _LONGEST // 2] + "。" + plain[-_LONGEST // 2 :]
        plain = _DEGREE.sub("度", plain.lower().translate(self.characters))
        plain = _POINT.sub("。", plain.translate(_PUNCTUATION))
        plain = _SPACE.sub("", _TWO_READINGS.sub(",", plain))
        plain = self.numerals.to_digits(self.fillers.sub("", plain))
        return _BREAKS.sub(_strongest, plain)


def _strongest(breaks: re.Match[str]) -> str:
    return next(mark for mark in "?。," if mark in breaks[0])
