"""`hotline audit`: an export is written, proved, and a tampered one is named."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands.audit import _FAULTS, command
from console.words import Trouble
from hotline.audit import Fault
from hotline.database import Database
from hotline.tickets import accept_ticket, add_note, open_ticket
from tests.hotline.making import SetClock, a_request, add_member


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def number(small_database: Database) -> str:
    clock = SetClock()
    with small_database.transaction() as session:
        add_member(session, "chen")
        number = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=number, staff="chen", clock=clock)
        add_note(session, number=number, by="chen", text="孙女在家", clock=clock)
    return number


def test_an_export_is_proved(number: str, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    assert "audit verify" in run("export", file).output
    assert file.stat().st_mode & 0o077 == 0
    proved = run("verify", file)
    assert proved.exit_code == 0
    assert "OK: unbroken. Tickets: 1, events: 3, seals: 1." in proved.output
    assert "孙女在家" not in file.read_text(encoding="utf-8")
    assert list(tmp_path.glob("*.partial")) == []


def test_a_tampered_export_is_named(number: str, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    run("export", file)
    file.write_text(
        file.read_text(encoding="utf-8").replace('"by":"chen"', '"by":"lin"', 1), encoding="utf-8"
    )
    with pytest.raises(Trouble, match=f"BROKEN at line 3, ticket {number}, event 2: the event was changed"):
        run("verify", file)
    told = json.loads(run("verify", file, "--json").output)
    assert (told["ok"], told["fault"], told["number"], told["seq"]) == (False, "event_changed", number, 2)


def test_private_words_are_exported_only_when_asked_for(number: str, tmp_path: Path) -> None:
    file = tmp_path / "private.jsonl"
    run("export", file, "--with-private")
    assert "孙女在家" in file.read_text(encoding="utf-8")
    assert run("verify", file, "--json").exit_code == 0


def test_the_head_noted_when_sealing_is_found_in_later_exports(
    number: str, small_database: Database, tmp_path: Path
) -> None:
    head = run("seal").output.split()[-1]
    assert "New events sealed: 0." in run("seal").output
    with small_database.transaction() as session:
        add_note(session, number=number, by="chen", text="又一笔", clock=SetClock())
    file = tmp_path / "audit.jsonl"
    run("export", file)
    assert run("verify", file, "--head", head).exit_code == 0
    with pytest.raises(Trouble, match="not among its seals"):
        run("verify", file, "--head", "0" * 64)


def test_an_export_goes_to_standard_output(number: str) -> None:
    lines = run("export", "-").stdout_bytes.splitlines()
    assert [json.loads(line)["line"] for line in lines] == ["header", *["event"] * 3, "seal", "end"]


def test_an_empty_store_has_nothing_to_seal_and_an_unbroken_export(
    small_database: Database, tmp_path: Path
) -> None:
    assert "nothing to seal" in run("seal").output
    run("export", tmp_path / "empty.jsonl")
    assert "events: 0" in run("verify", tmp_path / "empty.jsonl").output


def test_every_fault_has_its_sentence() -> None:
    assert set(_FAULTS) == set(Fault)
