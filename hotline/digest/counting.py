"""The contacts of a span in numbers: counted in one pass, whatever their number."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo

from typing_extensions import override

from hotline.conversations import Missed
from hotline.digest.contact import Contact
from hotline.digest.figures import CONTACT_FIGURES, Tally
from hotline.digest.handed import outcome_of, reason_of

AspectOf = Callable[[str], str | None]
"""The aspect of an entry by its id; None of one that is not in the knowledge base any more."""


def no_aspect(entry: str) -> str | None:
    """Of no entry is the aspect known."""
    del entry
    return None


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Contacts counted where and when they began; `by_weekday_hour` by ISO weekday and local hour."""

    total: int
    by_channel: Mapping[str, int]
    by_day: Mapping[str, int]
    by_weekday_hour: Mapping[tuple[int, int], int]
    topics: Mapping[str, int]


@dataclass(kw_only=True)
class Wanted:
    """What was asked for: what a contact holds twice counts once, no number is more than all contacts."""

    aspect_of: AspectOf = no_aspect
    total: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    aspects: Counter[str] = field(default_factory=Counter)
    departments: Counter[str] = field(default_factory=Counter)

    def take(self, contact: Contact) -> None:
        self.total += 1
        for topic in contact.topics:
            self.topics[topic] += 1
        for aspect in {aspect for one in contact.entries if (aspect := self.aspect_of(one))}:
            self.aspects[aspect] += 1
        for department in contact.departments:
            self.departments[department] += 1


@dataclass(kw_only=True)
class Counting(Wanted):
    """All of it, and how we did."""

    zone: tzinfo
    tally: Tally[Contact] = field(default_factory=lambda: Tally(CONTACT_FIGURES))
    channels: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)
    missed: Counter[Missed] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    waits: list[timedelta] = field(default_factory=list)

    @override
    def take(self, contact: Contact) -> None:
        super().take(contact)
        local = contact.begun_at.astimezone(self.zone)
        self.tally.take(contact)
        self.channels[contact.channel] += 1
        self.days[local.date().isoformat()] += 1
        self.hours[local.isoweekday(), local.hour] += 1
        self.missed.update(contact.missed)
        self.waits.extend(asked.waited for asked in contact.asked if asked.waited is not None)
        if CONTACT_FIGURES["handed_to_person"].counts(contact):
            self.reasons[reason_of(contact)] += 1
            self.outcomes[outcome_of(contact)] += 1

    def volume(self) -> Volume:
        return Volume(
            total=self.total,
            by_channel=dict(sorted(self.channels.items())),
            by_day=dict(sorted(self.days.items())),
            by_weekday_hour=dict(sorted(self.hours.items())),
            topics=most_first(self.topics),
        )


def most_first(counted: Counter[str]) -> dict[str, int]:
    """Equal ones by name, so that the same week told again is the same."""
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
