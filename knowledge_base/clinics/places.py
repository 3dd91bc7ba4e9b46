"""Which of the hospital's places a message names, and where its caller says he lives."""

import re
from dataclasses import dataclass, field

from knowledge_base.clinics.language import language
from knowledge_base.places import Point
from knowledge_base.profile import Hospital
from knowledge_base.search.sounds import sounded
from knowledge_base.townships import Townships, Village
from knowledge_base.words import Words

_SUFFIX = "分院"
_SHORTEST_HEARD = 4
"""Characters of a place's name that may be told by sound alone."""


@dataclass(frozen=True, kw_only=True)
class PlacesMeant:
    """`among`: names of places, if any is asked for. `villages`: several where the name is not one's alone.

    `lives_at` is a point where the caller is, `lives` what he called it.
    """

    among: frozenset[str] = frozenset()
    any_branch: bool = False
    villages: tuple[Village, ...] = ()
    lives_at: Point | None = None
    lives: str = ""
    wants_nearest: bool = False


@dataclass(frozen=True)
class PlaceNames:
    """Branches by name, alias and town, the county hospital, and villages."""

    hospital: Hospital
    townships: Townships
    _branches: dict[str, str] = field(default_factory=dict)
    _sounds: dict[str, str] = field(default_factory=dict)
    _villages: dict[str, list[Village]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for branch in self.hospital.branches:
            names = (branch.name, *branch.aliases, branch.name.removesuffix(_SUFFIX))
            self._branches.update(dict.fromkeys(names, branch.name))
        for town, at in self.townships.branches.items():
            self._branches.setdefault(town, at.name if at else self.hospital.name)
        for name, place in self._branches.items():
            if len(name) >= _SHORTEST_HEARD:
                self._sounds.setdefault(sounded(name), place)
        for village in self.townships.villages:
            for name in (village.name, *village.aliases):
                self._villages.setdefault(name, []).append(village)

    def meant(self, text: str) -> PlacesMeant:
        words = language()
        villages = self._villages_in(text)
        towns, lives = self._towns_in(text)
        if len({one.township for one in villages}) > 1:
            told = {*towns, *lives.values()}
            villages = tuple(one for one in villages if self._stands_in(one) in told) or villages
        home = next(iter(lives), None)
        point = self._point(text) or (self._of_place(lives[home]) if home and not villages else None)
        named = frozenset(towns) if not villages else frozenset()
        county = any(name in text for name in (self.hospital.name, self.hospital.short_name))
        if not named and (county or words.found("county", text)):
            named = frozenset({self.hospital.name})
        return PlacesMeant(
            among=named,
            any_branch=not named and words.found("any_branch", text) is not None,
            villages=villages,
            lives_at=point,
            lives=villages[0].name if villages else home or "",
            wants_nearest=words.found("nearest", text) is not None,
        )

    def _towns_in(self, text: str) -> tuple[list[str], dict[str, str]]:
        """The places named as places, and those named as where somebody lives, by the name said."""
        places: list[str] = []
        lives: dict[str, str] = {}
        for start, end, name in Words(self._branches).found_in(text):
            is_home = language().found("lives", text[:start]) and not text[start:end].endswith(("院", "医"))
            if is_home:
                lives[name] = self._branches[name]
            else:
                places.append(self._branches[name])
        if not places and not lives:
            places = [self._sounds[name] for _, _, name in Words(self._sounds).found_in(sounded(text))]
        return places, lives

    def _villages_in(self, text: str) -> tuple[Village, ...]:
        found = [self._villages[name] for _, _, name in Words(self._villages).found_in(text)]
        return tuple(found[0]) if found else ()

    def _stands_in(self, village: Village) -> str:
        branch = self.townships.branches.get(village.township)
        return branch.name if branch else self.hospital.name

    def _of_place(self, name: str) -> Point | None:
        return next((one.at for one in self.hospital.places if one.name == name), None)

    def _point(self, text: str) -> Point | None:
        found = language().found("map_point", text)
        if not found:
            return None
        at = Point(latitude=float(found[1]), longitude=float(found[2]))
        return at if at.is_on_earth else None


def said_without(village: str, text: str) -> str:
    """What is asked, without where its caller lives: that is said again, with the township."""
    return re.sub(rf"[我俺咱们家是在住就从]*{re.escape(village)}的?[，,。\s]*", "", text)
