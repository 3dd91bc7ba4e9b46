"""Where somebody lives, by the name of his township: from a village he names, or the township itself."""

from collections.abc import Iterator

from knowledge_base.asker.language import language
from knowledge_base.townships import Townships
from knowledge_base.words import SHORTEST, Words

_KINDS = ("街道", "镇", "乡")


class Homes:
    """Villages with their other names, and townships, with and without what kind of place they are."""

    def __init__(self, townships: Townships) -> None:
        self._villages: dict[str, set[str]] = {}
        for village in townships.villages:
            for name in (village.name, *village.aliases):
                self._villages.setdefault(name, set()).add(village.township)
        self._towns = {name: town for town in townships.branches for name in _names(town)}
        self._village_words, self._town_words = Words(self._villages), Words(self._towns)

    def told(self, words: str, *, tells_place: bool = False) -> str | None:
        """None where no place is named, where it may be either of two, and where it is only asked about."""
        towns = [(start, end, self._towns[name]) for start, end, name in self._town_words.found_in(words)]
        for _, _, name in self._village_words.found_in(words):
            of = self._villages[name]
            meant = of if len(of) == 1 else of & {town for _, _, town in towns}
            return next(iter(meant)) if len(meant) == 1 else None
        homes = {
            town
            for start, end, town in towns
            if (tells_place or language().lives.search(words[:start]))
            and not language().no_home.search(words[end:])
        }
        return homes.pop() if len(homes) == 1 else None


def _names(town: str) -> Iterator[str]:
    yield town
    for kind in _KINDS:
        stem = town.removesuffix(kind)
        if stem != town and len(stem) >= SHORTEST:
            yield stem
