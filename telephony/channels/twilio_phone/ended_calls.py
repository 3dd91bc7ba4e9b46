"""Calls that were over before this process was started: what was captured of one must not begin it again."""

import asyncio
import logging
from datetime import datetime

from hotline.calls import ended_before
from hotline.database import Database

log = logging.getLogger(__name__)
_PATIENCE = 0.5


class EndedCalls:
    """Asked once a call. A store that is away or slow knows of none: no caller waits for it."""

    def __init__(self, database: Database, *, patience: float = _PATIENCE) -> None:
        self._database = database
        self._patience = patience

    async def knows(self, call: str, *, at: datetime) -> bool:
        """Whether the call was over by then."""
        found = asyncio.to_thread(self._find, call, at)
        try:
            return await asyncio.wait_for(found, self._patience)
        except Exception as fault:  # noqa: BLE001 - whoever rings is greeted, whatever the store does
            log.warning("whether a call is over is not known: %s", type(fault).__name__)
            return False

    def _find(self, call: str, at: datetime) -> bool:
        with self._database.reading() as session:
            return ended_before(session, call=call, at=at)
