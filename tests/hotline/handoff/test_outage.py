"""The store goes away under a talk: nothing said is lost, doubled or out of order."""

from pathlib import Path

import pytest

from hotline.database import Database, StorageUnavailable
from hotline.handoff import TalkState
from tests.hotline.handoff.talking import Ward
from tests.hotline.ledger.conftest import gone
from tests.hotline.making import SetClock, an_exchange


@pytest.fixture
def small(database: Database, clock: SetClock, tmp_path: Path) -> Ward:
    return Ward(database, clock=clock, journal=tmp_path / "journal")


def test_what_a_nurse_says_during_an_outage_is_read_after_it(small: Ward, database_file: Path) -> None:
    talk = small.ask()
    small.talks.take(talk, by="chen")
    assert small.say(talk, "一")
    with gone(database_file):
        assert not small.say(talk, "二", number="m-2")
        assert not small.say(talk, "二", number="m-2")
        assert not small.say(talk, "三")
    assert small.say(talk, "四")
    assert small.said() == ["一", "二", "三", "四"]
    assert [line.seq for line in small.lines()] == [1, 2, 3, 4, 5]
    assert not small.ledger.is_behind
    small.close()


def test_a_line_of_an_outage_is_kept_though_the_talk_is_over(small: Ward, database_file: Path) -> None:
    talk = small.ask()
    small.talks.take(talk, by="chen")
    with gone(database_file):
        small.say(talk, "明天来复查")
    small.talks.hand_back(talk, by="chen")
    small.ledger.replay()
    assert small.said() == ["明天来复查"]
    small.close()


def test_without_the_store_nobody_is_promised_a_talk(small: Ward, database_file: Path) -> None:
    small.is_present("chen")
    with gone(database_file):
        assert small.talks.expect(channel="web_chat", conversation_id="web-1") is None
        assert small.wait_of_asking("web-1") is None
        with pytest.raises(StorageUnavailable):
            small.talks.standing("web-1")
    small.close()


def test_an_outage_makes_nobody_vanish(small: Ward, database_file: Path) -> None:
    talk = small.ask()
    small.talks.take(talk, by="chen")
    with gone(database_file):
        small.clock.move(minutes=10)
        assert not small.talks.care_for_one()
    assert not small.talks.care_for_one()
    small.talks.see(talk, by="chen")
    small.clock.move(seconds=31)
    assert not small.talks.care_for_one()
    assert small.talk(talk).state is TalkState.TAKEN
    small.close()


def test_a_message_left_to_the_nurse_is_kept_without_an_answer(small: Ward) -> None:
    small.ledger.record(an_exchange(said="头还是晕", answered=None, answered_by="nurse"))
    kept = small.ledger.history("web-1", 10)
    assert [(line.text, line.direction.value) for line in kept] == [("头还是晕", "in")]
    small.close()


def test_history_names_the_nurse(small: Ward) -> None:
    talk = small.ask()
    small.talks.take(talk, by="chen")
    small.clock.move(seconds=1)
    small.say(talk, "您好")
    kept = small.ledger.history("web-1", 10)
    assert [(line.nurse, line.seq, line.answered_by) for line in kept] == [
        (None, 1, "words"),
        ("陈护士", 2, "nurse"),
    ]
    small.close()
