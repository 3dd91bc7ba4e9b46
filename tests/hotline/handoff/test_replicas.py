"""Two replicas on one PostgreSQL: a talk is taken once, and its lines have one order."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from hotline.database import Database
from hotline.handoff import TalkTaken
from tests.hotline.handoff.talking import Ward
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole
_TALKS = 20


@pytest.fixture
def wards(
    postgres_database: Database, migrated_postgres: str, clock: SetClock, tmp_path: Path
) -> tuple[Ward, Ward]:
    other = Database(migrated_postgres)
    first = Ward(postgres_database, clock=clock, journal=tmp_path / "a")
    return first, Ward(other, clock=clock, journal=tmp_path / "b", staffed=False)


def test_a_talk_is_taken_once(wards: tuple[Ward, Ward]) -> None:
    for number in range(_TALKS):
        talk = wards[0].ask(f"web-{number}")
        together = Barrier(2)

        def take(ward: Ward, by: str, talk=talk, together=together) -> bool:  # type: ignore[no-untyped-def]
            together.wait()
            try:
                ward.talks.take(talk, by=by)
            except TalkTaken:
                return False
            return True

        with ThreadPoolExecutor(2) as both:
            took = list(both.map(take, wards, ("chen", "lin")))
        assert sorted(took) == [False, True]
        assert len(wards[0].lines(f"web-{number}")) == 1
    _close(wards)


def test_asking_on_both_is_one_talk(wards: tuple[Ward, Ward]) -> None:
    for number in range(_TALKS):
        with ThreadPoolExecutor(2) as both:
            talks = set(both.map(lambda ward, n=number: ward.ask(f"web-{n}"), wards))
        assert len(talks) == 1
    _close(wards)


def test_lines_said_on_both_are_numbered_once_each(wards: tuple[Ward, Ward]) -> None:
    talk = wards[0].ask()
    wards[0].talks.take(talk, by="chen")

    def say(ward: Ward, who: str) -> None:
        for number in range(_TALKS):
            ward.say(talk, f"{who}{number}")

    with ThreadPoolExecutor(2) as both:
        list(both.map(say, wards, ("甲", "乙")))
    lines = wards[1].lines()
    assert [line.seq for line in lines] == list(range(1, 2 * _TALKS + 2))
    for who in "甲乙":
        assert [one.text for one in lines if one.text[0] == who] == [f"{who}{n}" for n in range(_TALKS)]
    _close(wards)


def test_a_lost_nurse_is_told_of_once(wards: tuple[Ward, Ward], clock: SetClock) -> None:
    talk = wards[0].ask()
    wards[0].talks.take(talk, by="chen")
    clock.move(seconds=121)
    wards[0].is_present("lin")
    with ThreadPoolExecutor(2) as both:
        cared = list(both.map(lambda ward: ward.talks.care_for_one(), wards))
    assert sorted(cared) == [False, True]
    assert len(wards[0].lines()) == 2
    _close(wards)


def _close(wards: tuple[Ward, Ward]) -> None:
    wards[0].close()
    wards[1].close()
    wards[1].database.close()
