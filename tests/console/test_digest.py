"""`hotline digest`: a week in figures, for programs and for people."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from console.commands import digest
from console.commands.digest import command
from console.words import Trouble
from hotline.database import Database
from tests.hotline.digest.making import WEEK, at, say, ticket
from tests.knowledge_base.needs.test_needs import ALONE, EEG, PARKING
from tests.knowledge_base.small_encoder import SmallEncoder


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def test_a_week_is_told_in_json(small_database: Database) -> None:
    say(small_database, "web-1", at(), "gout.beer")
    ticket(small_database, "web-2", at())
    told = json.loads(run("--week", str(WEEK), "--format", "json").output)
    assert told["week"] == "2026-W47"
    assert told["volume"]["by_weekday_hour"] == {"1T09": 1}
    assert told["figures"]["answered_at_once"]["value"] == 1
    assert told["change"]["high"] is not None
    assert told["topic_changes"]["gout"]["count"] == 1


def test_the_rows_are_written_for_excel(small_database: Database, tmp_path: Path) -> None:
    say(small_database, "web-1", at(), "gout.beer")
    file = tmp_path / "week.xlsx"
    assert str(file) in run("--week", str(WEEK), "--format", "xlsx", "--out", str(file)).output
    assert load_workbook(file)["来询"]["G2"].value == "gout.beer"


@pytest.mark.usefixtures("small_database")
def test_people_read_a_line_a_figure() -> None:
    lines = run("--week", "2026-w47").output.splitlines()
    assert lines[0].startswith("2026-W47: 0 contacts")
    assert len(lines) > 10


@pytest.mark.usefixtures("small_database")
def test_what_is_no_week_is_named() -> None:
    with pytest.raises(Trouble, match="no ISO week 2026-W60"):
        run("--week", "2026-W60")


@pytest.mark.usefixtures("small_knowledge")
def test_what_people_need_is_found_in_their_words_and_nobodys_number(
    small_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "shared_encoder", lambda _settings: SmallEncoder)
    for place, said in enumerate([*PARKING, *EEG, *ALONE, "停车场收费多少，打13800001234"]):
        say(small_database, f"web-{place}", at(day=place % 7), said=said)
    output = run("--week", str(WEEK), "--needs").output
    told = json.loads(output)
    assert told["contacts"] == told["looked_at"] == len([*PARKING, *EEG, *ALONE]) + 1
    assert {one["need"]["keys"][0] for one in told["needs"]} >= {"脑电图"}
    assert "13800001234" not in output
