"""What the desk's doors need; handed over by the composition root."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.settings import DeskSettings
from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.handoff import Talks
from hotline.ledger import Ledger
from hotline.messaging import Ways
from hotline.safety import Screening
from hotline.timetable import HospitalWeek, Timetable
from hotline.working_time import DepartmentsTime
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.gaps import Served
from knowledge_base.journeys import NO_JOURNEYS, Journeys
from knowledge_base.needs import KeptVectors
from knowledge_base.overlay import OwnEntry, OwnPhrasings
from knowledge_base.search.trial import Trial

TryWords = Callable[[OwnEntry | OwnPhrasings, Sequence[str]], Trial]


class Gate(Protocol):
    """What screens callers' messages, and here what staff type of them."""

    def screen(self, text: str) -> Screening:
        """At once."""
        ...

    def reconsider(self, screening: Screening, text: str) -> Screening:
        """With the second opinion where there is one, some ten milliseconds later; never lower."""
        ...


class ServedKnowledge(Served, Protocol):
    """The search being served, and what it was made from."""

    @property
    def knowledge(self) -> KnowledgeBase: ...


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`hospital` gives the zone times are shown in and the emergency department's line; `bell` the alarms.

    `talks` knows who waits for a nurse.
    `ledger` keeps what must be kept while the database is away.
    `hospital_week` is the profile's usual week of clinics, with the names a timetable may use.
    `push_key` is what a browser needs to be told by web push; without one it is not offered.
    `departments_time` counts departments' hours, where the profile gives them.
    `calls_are_on`: whether somebody can be rung by the hotline itself.
    `writing`: how callers on WeChat are reached; None where the account is off.
    `timetable`: who sits where and when, to arrange visits by.
    `journeys` are the whole-journey sheets that can be given; `address` is where callers open our pages.
    `vectors` are of callers' words, for finding what they need; None where there is no model.
    `trial` tries the hospital's own words, and questions they should answer besides, against what is served:
    seconds of work, raising SearchUnavailable; None where there is no search.
    """

    database: Database
    bell: Bell
    talks: Talks
    hospital: Hospital
    clock: Clock
    settings: DeskSettings
    ledger: Ledger
    gate: Gate
    knowledge: ServedKnowledge
    hospital_week: HospitalWeek
    push_key: str = ""
    departments_time: DepartmentsTime | None = None
    calls_are_on: bool = False
    writing: Ways | None = None
    timetable: Timetable | None = None
    journeys: Journeys = NO_JOURNEYS
    address: str | None = None
    vectors: KeptVectors | None = None
    trial: TryWords | None = None
