"""`hotline digest`: a week in figures, for programs and for people."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from console.commands import digest
from console.commands.digest import command
from console.knowledge import read_hospital, read_knowledge
from console.settings import read_settings
from console.words import Trouble
from desk import digest_words
from hotline.conversations import Missed
from hotline.database import Database
from hotline.digest import figures
from hotline.printing import STAND_IN, uncovered
from hotline.tickets import TicketKind
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
    assert (told["change"]["high"], told["change"]["trend"]) == (None, "unknown")  # its first week
    assert told["topic_changes"]["gout"]["count"] == 1
    assert told["missed"] == {"uncovered": 0, "abstained": 0, "unavailable": 0}
    assert {(one["dimension"], one["contacts"]) for one in told["fairness"]} >= {("channel", 1)}


def test_people_read_what_else_the_week_tells(small_database: Database) -> None:
    say(small_database, "web-1", at(), missed=Missed.ABSTAINED, guided_to=("骨科",))
    say(small_database, "web-2", at())
    ticket(small_database, "web-2", at(), kind=TicketKind.HANDOFF)
    output = run("--week", str(WEEK)).output
    assert "abstained 1" in output
    assert "骨科 1" in output
    assert "bot_could_not 1" in output
    assert "channel web" in output


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


def pdf_text(file: Path) -> str:
    """Without the spaces that stand between words and figures on paper."""
    return "".join("".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_the_pdf_says_the_conclusions_first(small_database: Database, tmp_path: Path) -> None:
    say(small_database, "web-1", at(), "gout.beer")
    ticket(small_database, "web-2", at())
    file = tmp_path / "week.pdf"
    run("--week", str(WEEK), "--format", "pdf", "--out", str(file))
    text = pdf_text(file)
    assert text.index("有1件工单过了承诺的时间") < text.index("来询1次")
    assert text.index("来询1次") < text.index("什么时候、从哪里来")
    assert "痛风" in text
    assert "一次解决100%1/1" in text
    assert STAND_IN not in text


READ: Mapping[str, Callable[[Path], str]] = {
    "pdf": pdf_text,
    "html": lambda file: file.read_text(encoding="utf-8"),
    "docx": lambda file: "".join(one.text for one in Document(str(file)).paragraphs),
}


@pytest.mark.parametrize("form", ["pdf", "html", "docx"])
def test_a_week_without_anybody_is_a_file_that_says_so(
    small_database: Database, tmp_path: Path, form: str
) -> None:
    assert small_database
    file = tmp_path / f"week.{form}"
    run("--week", str(WEEK), "--format", form, "--out", str(file))
    text = READ[form](file)
    assert "这一周没有人来询。" in text
    assert "什么时候、从哪里来" not in text


def test_the_page_is_one_file_that_asks_for_nothing(small_database: Database, tmp_path: Path) -> None:
    say(small_database, "web-1", at(), "gout.beer")
    file = tmp_path / "week.html"
    run("--week", str(WEEK), "--format", "html", "--out", str(file))
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.index("先看结论") < page.index("来询1次") < page.index("什么时候、从哪里来")
    assert not re.search(r"\b(?:src|href)=|url\(|@import|https?:", page)


def test_all_that_a_digest_says_can_be_printed() -> None:
    hospital = read_hospital(read_settings())
    files = [
        *Path(digest_words.__file__).parent.glob("digest*.yml"),
        Path(figures.__file__).with_suffix(".yml"),
    ]
    said = [file.read_text(encoding="utf-8") for file in files]
    said += [topic.name for topic in read_knowledge(hospital=hospital).topics]
    assert len(files) > 1
    assert not uncovered("".join(said))


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
