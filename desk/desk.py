"""What the desk's doors need; handed over by the composition root."""

from dataclasses import dataclass

from desk.settings import DeskSettings
from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.handoff import Talks
from knowledge_base import Hospital


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`hospital` gives the zone of times and the emergency line; `bell` the alarms; `talks` who waits."""

    database: Database
    bell: Bell
    talks: Talks
    hospital: Hospital
    clock: Clock
    settings: DeskSettings
