"""Whether words meant for every caller still tell of one: what is certain keeps them from being submitted."""

import re
from collections.abc import Iterator

from hotline.drafts import DraftWords
from knowledge_base import Hospital
from knowledge_base.needs import Traces, traces_in

_NUMBER = re.compile(r"[\d\-]{5,}")


class TellsOfSomebody(Exception):  # noqa: N818 - a noun of the trade
    """A name, a telephone or an identity number stands in the words: `pieces`."""

    def __init__(self, pieces: tuple[str, ...]) -> None:
        super().__init__("the words tell of somebody")
        self.pieces = pieces


class DoubtsNotChecked(Exception):  # noqa: N818 - a noun of the trade
    """`pieces` may tell of somebody, and nobody said that they do not."""

    def __init__(self, pieces: tuple[str, ...]) -> None:
        super().__init__("the words may tell of somebody")
        self.pieces = pieces


def doubts_of(words: DraftWords, *, hospital: Hospital) -> Traces:
    house = tuple(_numbers_of(hospital))
    found = [traces_in(text, harmless=house) for text in _texts(words)]
    return Traces(
        certain=tuple(dict.fromkeys(piece for one in found for piece in one.certain)),
        doubtful=tuple(dict.fromkeys(piece for one in found for piece in one.doubtful)),
    )


def require_nobody(doubts: Traces, *, checked: bool) -> None:
    """Raises TellsOfSomebody; DoubtsNotChecked where nobody has `checked` what is doubtful."""
    if doubts.certain:
        raise TellsOfSomebody(doubts.certain)
    if doubts.doubtful and not checked:
        raise DoubtsNotChecked(doubts.doubtful)


def _texts(words: DraftWords) -> Iterator[str]:
    yield from words.questions
    yield from (words.answer, words.spoken, words.seek_care, words.reason)


def _numbers_of(hospital: Hospital) -> Iterator[str]:
    """The house's own telephone numbers may stand in any answer."""
    yield from (line.number for line in hospital.lines.values())
    for text in hospital.placeholders.values():
        yield from _NUMBER.findall(text)
