"""How long a voice needs for a text; estimated, for no voice is at hand."""

import re
from datetime import timedelta
from unicodedata import category

CHARACTERS_A_SECOND = 4.0
SLOW = 0.75
"""How fast the slow pace is, the normal one being 1."""
_UNSPEAKABLE = re.compile(r"[()（）\[\]【】{}<>《》#*_|]|https?:|www\.|\d{3,}")


def speaking_time(text: str, *, rate: float = 1.0) -> timedelta:
    """Punctuation and blanks take no time of their own: the figure is an average that holds their pauses."""
    spoken = sum(category(character)[0] in "LNS" for character in text)
    return timedelta(seconds=spoken / (CHARACTERS_A_SECOND * rate))


def unspeakable(text: str) -> str | None:
    """What no voice can read out as it is meant: a bracket, an address, a number that is read as a sum."""
    found = _UNSPEAKABLE.search(text)
    return found[0] if found else None
