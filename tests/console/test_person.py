"""`hotline person` and `hotline privacy`: handed out readably, deleted as the law lets us, purged by rule."""

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from console.commands import person, privacy
from console.words import Trouble
from hotline.database import Database
from hotline.privacy import PersonalDataRequest
from hotline.staff import DetailView, ViewedThing
from tests.hotline.making import SetClock
from tests.hotline.privacy.filling import PHONE, WORDS, fill, fill_alarm

LATER = 3 * 366


@pytest.fixture
def filled(small_database: Database) -> Database:
    clock = SetClock()
    fill(small_database, clock)
    fill_alarm(small_database, clock)
    return small_database


def run(*words: object, now: SetClock | None = None, typed: str | None = None) -> Result:
    command = {"person": person, "privacy": privacy}[str(words[0])].command
    clock = now or SetClock()
    with patch("console.commands.person.SystemClock", lambda: clock):  # noqa: SIM117 - two doors, one clock
        with patch("console.commands.privacy.SystemClock", lambda: clock):
            rest = [str(word) for word in words[1:]]
            return CliRunner().invoke(command, rest, input=typed, catch_exceptions=False)


def later() -> SetClock:
    clock = SetClock()
    clock.move(days=LATER)
    return clock


def test_an_export_can_be_read_by_programs_and_by_people(filled: Database, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    run("person", "export", "--phone", PHONE, "--by", "chen", file)
    text, page = file.read_text(encoding="utf-8"), file.with_suffix(".html").read_text(encoding="utf-8")
    assert set(json.loads(text)["tables"]) >= {"tickets", "ticket_events", "messages", "alarms", "consents"}
    for word in WORDS:
        assert word in text
        assert word in page
    assert "智能助手" in page
    assert {one.stat().st_mode & 0o077 for one in (file, file.with_suffix(".html"))} == {0}


def test_what_a_patient_wrote_is_no_markup(small_database: Database, tmp_path: Path) -> None:
    with small_database.transaction() as session:
        from hotline.tickets import open_ticket  # noqa: PLC0415
        from tests.hotline.making import a_request, add_member  # noqa: PLC0415

        add_member(session, "chen")
        open_ticket(session, request=a_request(summary="<script>1</script>"), clock=SetClock())
    file = tmp_path / "person.json"
    run("person", "export", "--phone", PHONE, "--by", "chen", file)
    assert "<script>" not in file.with_suffix(".html").read_text(encoding="utf-8")


def test_an_export_is_kept_as_a_look_and_as_a_request_without_the_number(
    filled: Database, tmp_path: Path
) -> None:
    run("person", "export", "--phone", PHONE, "--by", "chen", tmp_path / "p.json")
    with filled.reading() as session:
        request = session.scalars(select(PersonalDataRequest)).one()
        look = session.scalars(select(DetailView)).one()
    assert (look.by, look.what, look.number) == ("chen", ViewedThing.EXPORT, str(request.id))
    assert request.done["tickets"] == 2
    assert PHONE not in json.dumps(request.done)


def test_a_number_asked_for_is_not_on_the_command_line(filled: Database, tmp_path: Path) -> None:
    result = run("person", "export", "--by", "chen", tmp_path / "p.json", typed=f"{PHONE}\n")
    assert result.exit_code == 0
    assert (tmp_path / "p.json").exists()


def test_deleting_asks_says_what_stays_and_does_nothing_when_refused(filled: Database) -> None:
    asked = ("person", "delete", "--phone", PHONE, "--by", "chen", "--reason", "本人要求")
    refused = run(*asked, now=later(), typed="n\n")
    assert refused.exit_code == 1
    assert "Goes:" in refused.output
    assert "十五年" in refused.output
    with filled.reading() as session:
        assert session.scalar(select(func.count()).select_from(PersonalDataRequest)) == 0


def test_a_second_deletion_says_that_nothing_changed(filled: Database) -> None:
    asked = ("person", "delete", "--phone", PHONE, "--by", "chen", "--reason", "本人要求", "--yes")
    assert "Deleted:" in run(*asked, now=later()).output
    assert "Nothing changed" in run(*asked, now=later()).output
    with filled.reading() as session:
        assert session.scalar(select(func.count()).select_from(PersonalDataRequest)) == 1


@pytest.mark.parametrize(
    ("phone", "by", "trouble"), [("13600006000", "chen", "Nothing is kept"), (PHONE, "nobody", "nobody")]
)
def test_whoever_is_unknown_is_told_so(
    filled: Database, tmp_path: Path, phone: str, by: str, trouble: str
) -> None:
    with pytest.raises(Trouble, match=trouble):
        run("person", "export", "--phone", phone, "--by", by, tmp_path / "p.json")
    assert not (tmp_path / "p.json").exists()


def test_a_dry_run_counts_and_takes_nothing_and_the_purge_takes_it_once(filled: Database) -> None:
    counted = run("privacy", "purge", "--dry-run", now=later()).output
    assert "routine_tickets: 1 would be purged." in counted
    assert run("privacy", "purge", "--dry-run", now=later()).output == counted
    assert "routine_tickets: 1 purged." in run("privacy", "purge", now=later()).output
    assert "Nothing is older" in run("privacy", "purge", now=later()).output


def test_every_rule_is_printed_with_its_reason(small_database: Database) -> None:
    assert "互联网诊疗监管细则" in run("privacy", "rules").output
