"""Texts told by their sound: speech recognition and hurried fingers write 胺绿地平 for 氨氯地平."""

from pypinyin import Style, lazy_pinyin

# What many dialects and recognisers do not tell apart.
_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_INITIALS = str.maketrans({"n": "l"})


def sounded(text: str) -> str:
    """The text with each Chinese character replaced by one that stands for all that sound like it.

    As long as the text; which character stands for a sound may differ from process to process.
    """
    return text.translate(_SPEAKERS)


class _Speakers(dict[int, str]):
    """Filled as characters are met: a language has few of them, a dictionary many."""

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[str, str] = {}

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if "\u4e00" <= character <= "\u9fff":
            character = self._first.setdefault(_syllable(character), character)
        return self.setdefault(code, character)


def _syllable(character: str) -> str:
    """Folded, and without its tone."""
    syllable: str = lazy_pinyin(character, style=Style.NORMAL)[0]
    for whole, part in _FOLDS:
        if syllable.startswith(whole) or syllable.endswith(whole):
            syllable = syllable.replace(whole, part)
    return syllable[:1].translate(_INITIALS) + syllable[1:]


_SPEAKERS = _Speakers()
