"""/health says in a word, and with a count, that something due on tickets fails again and again."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select, update

from console.health import Health
from hotline.database import Database
from hotline.follow_up import Timer
from hotline.tickets import open_ticket
from tests.hotline.making import SetClock, a_request

if TYPE_CHECKING:
    from console.knowledge_watch import KnowledgeWatch
    from hotline.ledger import Ledger
    from knowledge_base.search.searching import KnowledgeSearch


async def look(database: Database) -> dict[str, Any]:
    health = Health(
        search=cast("KnowledgeSearch", SimpleNamespace(find=lambda *_, **__: [])),
        watch=cast("KnowledgeWatch", SimpleNamespace(refused=[])),
        database=database,
        ledger=cast("Ledger", SimpleNamespace(is_behind=False)),
        ringer_is_on=False,
        rasa_url="http://[::1]:1",
    )
    found = await health.look()
    await health.http.aclose()
    return found


async def test_timers_that_fail_again_after_a_pause_are_told_and_counted(small_database: Database) -> None:
    with small_database.transaction() as session:
        open_ticket(session, request=a_request(), clock=SetClock())
        session.flush()
        planned = len(session.scalars(select(Timer)).all())
        session.execute(update(Timer).values(tries=1))
    sound = await look(small_database)
    assert (sound["parts"]["timers"], sound["failing_timers"]) == ("ok", 0)
    with small_database.transaction() as session:
        session.execute(update(Timer).values(tries=2))
    failing = await look(small_database)
    assert (failing["parts"]["timers"], failing["failing_timers"]) == ("failing", planned)
    assert planned > 1
    assert failing["status"] == "degraded"


async def test_with_the_database_away_what_is_due_waits(tmp_path: Path) -> None:
    away = Database(f"sqlite:///{tmp_path / 'nowhere' / 'hotline.db'}")
    found = await look(away)
    away.close()
    assert (found["parts"]["database"], found["parts"]["timers"]) == ("down", "waiting")
