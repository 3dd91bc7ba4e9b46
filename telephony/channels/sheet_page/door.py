"""What the sheet page does: finds what was given under a code, ticks an item, prints it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from hotline.clock import Clock
from hotline.database import Database
from hotline.sheets import GivenSheet, NoSuchItem, get_sheet, tick, untick
from knowledge_base import Hospital
from knowledge_base.journeys import Journeys, Sheet


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    """A sheet with what its holder did of it; `situation` are the labels of what it was fitted to."""

    code: str
    sheet: Sheet
    done: Collection[str]
    situation: tuple[str, ...]
    given_at: datetime

    @property
    def all_done(self) -> bool:
        return set(self.sheet.items) <= set(self.done)

    @property
    def count_done(self) -> int:
        return len(set(self.sheet.items) & set(self.done))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """What the doors need; everything here blocks."""

    database: Database
    journeys: Journeys
    hospital: Hospital
    clock: Clock

    def show(self, code: str) -> ShownSheet:
        """Raises SheetNotShown, NoSuchJourney or StorageUnavailable."""
        with self.database.reading() as session:
            return self._shown(get_sheet(session, code=code, clock=self.clock))

    def tick(self, code: str, *, item: str) -> ShownSheet:
        """Raises NoSuchItem, too."""
        with self.database.transaction() as session:
            shown = self._shown(get_sheet(session, code=code, clock=self.clock))
            if item not in shown.sheet.items:
                raise NoSuchItem(item)
            return self._shown(tick(session, code=code, item=item, clock=self.clock))

    def untick(self, code: str, *, item: str) -> ShownSheet:
        with self.database.transaction() as session:
            return self._shown(untick(session, code=code, item=item, clock=self.clock))

    def _shown(self, given: GivenSheet) -> ShownSheet:
        sheet = self.journeys.sheet(given.journey, traits=given.traits)
        known = self.journeys.traits
        return ShownSheet(
            code=given.code,
            sheet=sheet,
            done=frozenset(given.ticked),
            situation=tuple(known[trait].label for trait in known if trait in sheet.traits),
            given_at=given.given_at.astimezone(self.hospital.zone),
        )
