"""How the parts are, asked afresh each time; for people, proxies and the `doctor`."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import APIRouter
from sqlalchemy import text

from console.knowledge_watch import KnowledgeWatch
from hotline.database import Database, StorageUnavailable
from hotline.follow_up import count_stuck_timers
from hotline.ledger import Ledger
from knowledge_base.search.searching import KnowledgeSearch, SearchUnavailable


@dataclass(frozen=True, slots=True)
class Health:
    """What is asked."""

    search: KnowledgeSearch
    watch: KnowledgeWatch
    database: Database
    ledger: Ledger
    ringer_is_on: bool
    rasa_url: str
    phone_is_on: bool = False
    phone_refusals: Mapping[str, int] = field(default_factory=dict)
    wechat_is_on: bool = False
    wechat_refusals: Mapping[str, int] = field(default_factory=dict)
    http: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=1, trust_env=False))

    async def look(self) -> dict[str, Any]:
        """`ok`, or `degraded` while a part is away: the hotline answers in both.

        `refused` are the first faults of changed knowledge that is not served, while the old is;
        `failing_timers`, how many things due on tickets failed again after a pause;
        `phone_refusals` how often a telephone request was not taken as the provider's, by reason;
        `wechat_refusals` the same of WeChat's.
        """
        refused = self.watch.refused
        stuck = await asyncio.to_thread(self._stuck_timers)
        parts = {
            "search": await asyncio.to_thread(self._search),
            "knowledge": "refused" if refused else "ok",
            "rasa": await self._rasa(),
            "database": await asyncio.to_thread(self._database),
            "timers": "waiting" if stuck is None else "failing" if stuck else "ok",
            "journal": "waiting" if self.ledger.is_behind else "empty",
            "ringer": "ok" if self.ringer_is_on else "off",
            "phone": "ok" if self.phone_is_on else "off",
            "wechat": "ok" if self.wechat_is_on else "off",
        }
        sound = set(parts.values()) <= {"ok", "empty", "off"}
        status = "ok" if sound else "degraded"
        return {
            "status": status,
            "parts": parts,
            "refused": refused,
            "failing_timers": stuck or 0,
            "phone_refusals": dict(self.phone_refusals),
            "wechat_refusals": dict(self.wechat_refusals),
        }

    def _search(self) -> str:
        try:
            self.search.find("高血压", limit=1)
        except SearchUnavailable:
            return "down"
        return "ok"

    def _database(self) -> str:
        try:
            with self.database.reading() as session:
                session.execute(text("SELECT 1"))
        except StorageUnavailable:
            return "down"
        return "ok"

    def _stuck_timers(self) -> int | None:
        """None where the database is away: then what is due waits in it."""
        try:
            with self.database.reading() as session:
                return count_stuck_timers(session)
        except StorageUnavailable:
            return None

    async def _rasa(self) -> str:
        try:
            (await self.http.get(self.rasa_url)).raise_for_status()
        except httpx.HTTPError:
            return "down"
        return "ok"


def health_router(health: Health) -> APIRouter:
    """GET /health answers 200 whenever callers are answered, whatever else is away."""
    doors = APIRouter()

    @doors.get("/health")
    async def look() -> dict[str, Any]:
        return await health.look()

    return doors
