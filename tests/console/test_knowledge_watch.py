"""The thread that follows the files, and what is told of a change that was refused."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from console.health import Health
from console.knowledge import NoSearch, hospital_day, open_renewal, read_hospital
from console.knowledge_watch import KnowledgeWatch
from console.settings import read_settings
from hotline.database import Database
from hotline.ledger import Ledger
from knowledge_base import load_hospital, load_knowledge
from knowledge_base.overlay import overlaid
from knowledge_base.profile import PROFILE
from knowledge_base.renewal import Making, Renewal
from knowledge_base.search.opening import open_search
from tests.console.whole_hotline import eventually
from tests.hotline.making import SetClock
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder

OFTEN = timedelta(milliseconds=5)
TODAY = date(2026, 3, 1)
SOON = 30.0


@contextmanager
def watching(folder: Path) -> Iterator[tuple[KnowledgeWatch, Renewal]]:
    encoder, hospital = SmallEncoder(), load_hospital(folder / PROFILE)
    making = Making(
        load=lambda today: load_knowledge(folder, hospital=hospital, today=today),
        lay=lambda known, own, today: overlaid(known, own, hospital=hospital, today=today),
        open=lambda known: open_search(known, folder=folder, encoder=encoder, index_folder=folder / "index"),
    )
    renewal = Renewal(folder, making=making, otherwise=NoSearch("nothing yet"))
    watch = KnowledgeWatch(renewal, every=OFTEN, today=lambda: TODAY)
    watch.open()
    watch.turning.start()
    try:
        yield watch, renewal
    finally:
        watch.turning.stop()


def write(folder: Path, answer: str) -> None:
    entry = samples.entry("hypertension", answer=answer)
    samples.write(folder / "topics" / "hypertension.yml", samples.topic(entries=[entry]))


def answer(renewal: Renewal) -> str:
    return renewal.live.find("hypertension.diet 问法一").nearest[0].entry.answer


def test_an_edit_is_served_a_fault_is_told_and_mending_it_is_enough(
    small_knowledge: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with watching(small_knowledge) as (watch, renewal):
        write(small_knowledge, "少吃腊肉。")
        eventually(lambda: answer(renewal) == "少吃腊肉。", what="the edit is served", within=SOON)
        write(small_knowledge, "长" * 221)
        eventually(lambda: bool(watch.refused), what="the fault is told", within=SOON)
        assert watch.refused == [
            "hypertension.yml: hypertension.diet: answer has 221 characters, at most 220"
        ]
        assert answer(renewal) == "少吃腊肉。"
        write(small_knowledge, "少吃咸菜。")
        eventually(lambda: answer(renewal) == "少吃咸菜。", what="the mended file is served", within=SOON)
        assert watch.refused == []
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "answer has 221 characters" in errors[0]


def test_a_look_that_breaks_does_not_end_the_watch(
    small_knowledge: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with watching(small_knowledge) as (watch, renewal):
        whole = watch._today
        watch._today = lambda: 1 // 0  # type: ignore[assignment,return-value]
        eventually(
            lambda: "could not be looked at" in caplog.text, what="the broken look is told", within=SOON
        )
        watch._today = whole
        write(small_knowledge, "少吃腊肉。")
        eventually(lambda: answer(renewal) == "少吃腊肉。", what="the edit is served", within=SOON)


def test_without_a_model_the_process_starts_and_says_so(small_database: Database) -> None:
    settings = read_settings()
    renewal = open_renewal(settings, hospital=read_hospital(settings), today=lambda: TODAY)
    watch = KnowledgeWatch(renewal, every=OFTEN, today=lambda: TODAY)
    watch.open()
    assert "EncoderBroken" in watch.refused[0]


def test_the_day_is_the_hospitals(small_knowledge: Path) -> None:
    clock = SetClock()
    hospital = read_hospital(read_settings())
    clock.at = clock.at.replace(hour=15, minute=59)
    before = hospital_day(hospital, clock=clock)
    clock.move(minutes=1)
    assert hospital_day(hospital, clock=clock) - before == timedelta(days=1)


async def test_health_tells_what_is_refused_while_the_old_is_served(
    small_database: Database, small_knowledge: Path, tmp_path: Path
) -> None:
    ledger = Ledger(database=small_database, journal_folder=tmp_path / "journal", clock=SetClock())
    with watching(small_knowledge) as (watch, renewal):
        health = Health(
            search=renewal.live,
            watch=watch,
            database=small_database,
            ledger=ledger,
            ringer_is_on=False,
            rasa_url="http://[::1]:1",
        )
        sound = await health.look()
        write(small_knowledge, "长" * 221)
        eventually(lambda: bool(watch.refused), what="the fault is told", within=SOON)
        refused = await health.look()
        await health.http.aclose()
    ledger.close()
    parts = SimpleNamespace(before=sound["parts"], after=refused["parts"])
    assert (parts.before["search"], parts.before["knowledge"], sound["refused"]) == ("ok", "ok", [])
    assert (parts.after["search"], parts.after["knowledge"]) == ("ok", "refused")
    assert "at most 220" in refused["refused"][0]
    assert refused["status"] == "degraded"
    assert (parts.before["timers"], sound["failing_timers"]) == ("ok", 0)
