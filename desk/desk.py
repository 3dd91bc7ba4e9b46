"""What the desk's doors need; handed over by the composition root."""

from dataclasses import dataclass

from desk.settings import DeskSettings
from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.ledger import Ledger
from hotline.working_time import DepartmentsTime
from knowledge_base import Hospital


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`hospital` gives the zone times are shown in and the emergency department's line; `bell` the alarms.

    `ledger` keeps what must be kept while the database is away; `departments_time` counts departments' hours.
    """

    database: Database
    bell: Bell
    ledger: Ledger
    hospital: Hospital
    clock: Clock
    settings: DeskSettings
    departments_time: DepartmentsTime | None = None
