"""Whole-journey sheets for the process: read once, given by the bot, and shown under their codes."""

import logging

from console.paths import KNOWLEDGE
from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.sheets import give_sheet
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.journeys import NO_JOURNEYS, Journeys, Sheet, load_journeys

log = logging.getLogger(__name__)


def open_journeys(hospital: Hospital) -> Journeys:
    """None of them where one has a fault, which `hotline kb check` names: nobody prepares by a faulty one."""
    try:
        return load_journeys(KNOWLEDGE, hospital=hospital)
    except KnowledgeFaulty as faulty:
        log.error("no sheets are given: %s", faulty.faults[0])  # noqa: TRY400 - the fault says it all
        return NO_JOURNEYS


class BotSheets:
    """Gives a sheet in a conversation; blocks."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def give(self, sheet: Sheet, *, conversation_id: str) -> str | None:
        try:
            with self._database.transaction() as session:
                return give_sheet(
                    session,
                    journey=sheet.journey,
                    traits=sheet.traits,
                    conversation_id=conversation_id,
                    version=sheet.version,
                    clock=self._clock,
                ).code
        except StorageUnavailable:
            log.warning("a sheet was told and could not be kept")
            return None
