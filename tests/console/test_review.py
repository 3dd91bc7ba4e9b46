"""`hotline review`: one day, for programs and for people."""

import json

from click.testing import CliRunner

from console.commands.review import command
from hotline.calls import CallOutcome
from hotline.conversations import Missed
from hotline.database import Database
from tests.hotline.digest.making import at, ring, say, ticket


def run(*words: str) -> str:
    return CliRunner().invoke(command, list(words), catch_exceptions=False).output


def test_a_day_is_told_in_json(small_database: Database) -> None:
    say(small_database, "web-1", at(day=1), missed=Missed.ABSTAINED)
    number = ticket(small_database, "web-2", at(day=0, hour=10))
    told = json.loads(run("--day", "2026-11-17", "--json"))
    assert (told["day"], told["volume"]["total"]) == ("2026-11-17", 1)
    assert [one["conversation_id"] for one in told["missed"]] == ["web-1"]
    assert [(one["number"], one["fared"]) for one in told["broken"]] == [(number, "silent")]
    assert told["figures"]["not_helped"]["value"] == 1


def test_people_read_what_broke_and_who_waits(small_database: Database) -> None:
    ring(small_database, at(day=1), CallOutcome.MISSED)
    number = ticket(small_database, "web-2", at(day=0, hour=10))
    output = run("--day", "2026-11-17")
    assert output.startswith("2026-11-17: 1 contacts")
    assert f"{number} (silent)" in output
    assert "Lost calls: 1, of which nobody has tried to ring back 1" in output


def test_without_a_day_it_is_yesterday(small_database: Database) -> None:
    assert small_database
    assert "contacts" in run()
