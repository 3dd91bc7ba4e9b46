"""What a message tells of its asker: sorts only, by rules on words; nothing is guessed by a model."""

from dataclasses import dataclass

from knowledge_base.asker.ages import Years, years_told
from knowledge_base.asker.homes import Homes
from knowledge_base.asker.language import language
from knowledge_base.reports.language import plain
from knowledge_base.townships import Townships

_READ = 300
"""Characters of a message: who it is about is told at its beginning, and a long one holds nobody up."""


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """None is not told.

    `years`: the youngest and the oldest that the patient may be; `for_other`: he is not the caller.
    """

    years: Years | None = None
    for_other: bool | None = None
    township: str | None = None


class AskerReader:
    """Of one hospital's county."""

    def __init__(self, townships: Townships) -> None:
        self._homes = Homes(townships)
        language()  # read now, so that no caller waits for it

    def read(self, text: str, *, tells_place: bool = False) -> AskedFor:
        """`tells_place`: he was asked where he is, and a township's bare name answers that."""
        words = plain(text[:_READ])
        about = _without_asides(words)
        years = years_told(about)
        return AskedFor(
            years=years,
            for_other=_for_other(about, years=years),
            township=self._homes.told(words, tells_place=tells_place),
        )


def _without_asides(words: str) -> str:
    spoken = language()
    for pattern, meant in spoken.renamed:
        words = pattern.sub(meant, words)
    if spoken.somebody.search(words):
        for pattern in spoken.asides:
            words = pattern.sub("", words)
    return words


def _for_other(about: str, *, years: Years | None) -> bool | None:
    spoken = language()
    if spoken.somebody.search(about):
        return True
    told = spoken.only_asks.sub("", about)
    is_own = spoken.caller.search(told) and (years or spoken.ails.search(told))
    return False if is_own or spoken.myself.search(about) else None
