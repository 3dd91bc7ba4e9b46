"""What a template's field may hold: the beginning of a text, cut where nothing is misread."""

import re
import unicodedata

MOST = 20
"""Characters in a field of a template message; WeChat refuses longer ones, or cuts them itself."""
_CUT = "…"
_BLANK = re.compile(r"\s+")
# A figure with its point, range, date or hour, latin words and units; or a figure in characters. With the
# character that follows: "3…" for 3天 says something else.
_WHOLE = re.compile(
    r"[0-9０-９A-Za-z%‰℃°]+(?:[.,:/~\-—–．：，／年月日号时点][0-9０-９A-Za-z%‰℃°]+)*[一-鿿]?"
    r"|[〇零一二两三四五六七八九十百千万亿点]{2,}[一-鿿]?"
)
_LOOSE = "，、：；,:;（(《“【-—– "


def shortened(text: str, *, most: int = MOST) -> str:
    """At most `most` characters, one line; a figure stands whole or not at all."""
    line = _BLANK.sub(" ", "".join(map(_shown, text))).strip()
    if _length(line) <= most:
        return line
    end = _room(line, most - _length(_CUT))
    for whole in _WHOLE.finditer(line):
        if whole.start() < end < whole.end():
            end = whole.start()
    return line[:end].rstrip(_LOOSE) + _CUT


def _shown(character: str) -> str:
    return " " if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} else character


def _room(line: str, most: int) -> int:
    """How many characters of the line fit."""
    used = 0
    for place, character in enumerate(line):
        used += _length(character)
        if used > most:
            return place
    return len(line)


def _length(text: str) -> int:
    """In UTF-16, as WeChat's own clients count: an emoji is two."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)  # noqa: PLR2004
