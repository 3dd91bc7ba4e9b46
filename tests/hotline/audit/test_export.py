"""An export proves itself, and whatever was done to it afterwards is found."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from hotline.audit import BrokenAudit, Fault, canonical, event_hash, verify
from hotline.database import Database, Keyring, install_keyring
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    ReturnReason,
    accept_ticket,
    add_note,
    export_audit,
    get_ticket,
    hand_over_ticket,
    open_ticket,
    record_attempt,
    return_handover,
    seal_events,
)
from tests.hotline.making import SetClock, a_request, add_member

ROOT = Path(__file__).parents[3]
Lines = list[bytes]


def lived_through(database: Database) -> list[str]:
    """Three tickets, sealed in between, whose events lie under several seals; gives their numbers."""
    clock, numbers = SetClock(), []
    with database.transaction() as session:
        for name in ("chen", "wu"):
            add_member(session, name)
    for _ in range(3):
        with database.transaction() as session:
            numbers.append(open_ticket(session, request=a_request(), clock=clock).number)
            for number in numbers:
                add_some(session, number=number, clock=clock)
            seal_events(session, clock=clock)
        clock.move(minutes=7)
    return numbers


def add_some(session: Session, *, number: str, clock: SetClock) -> None:
    ticket = get_ticket(session, number=number)
    if ticket.assignee is None:
        accept_ticket(session, number=number, staff="chen", clock=clock)
    add_note(session, number=number, by="chen", text="孙女在家", clock=clock)
    if not ticket.manager_decides:
        reason = ReturnReason.LACKS_INFORMATION
        hand_over_ticket(session, number=number, to="wu", by="chen", reason="专科", clock=clock)
        return_handover(session, number=number, by="wu", reason=reason, clock=clock)
    how, outcome = FeedbackMeans.CALL, AttemptOutcome.BUSY
    record_attempt(session, number=number, by="chen", how=how, outcome=outcome, text="占线", clock=clock)


@pytest.fixture(scope="module")
def both(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lines, Lines]:
    """The export without and with private text."""
    install_keyring(Keyring(Keyring.generate_key()))
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("audit") / "hotline.db")
    database = Database(f"sqlite:///{file}")
    assert len(lived_through(database)) == 3
    with database.reading() as session:
        found = list(export_audit(session)), list(export_audit(session, with_private=True))
    database.close()
    return found


@pytest.fixture(scope="module")
def lines(both: tuple[Lines, Lines]) -> Lines:
    return both[0]


def facts(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def with_facts(line: bytes, /, **changed: Any) -> bytes:
    return canonical(facts(line) | changed) + b"\n"


def fault_of(lines: Lines, **wanted: Any) -> BrokenAudit:
    with pytest.raises(BrokenAudit) as broken:
        verify(lines, **wanted)
    return broken.value


def test_an_export_as_it_was_written_is_unbroken(both: tuple[Lines, Lines]) -> None:
    for lines in both:
        verdict = verify(lines)
        assert (verdict.tickets, verdict.seals) == (3, 3)
        assert verdict.events == sum(facts(line)["line"] == "event" for line in lines) > 20
        assert facts(lines[-1])["head"] == verdict.head
        assert verify(lines, head=verdict.head) == verdict


def test_no_word_of_a_patient_is_in_it_unless_asked_for(both: tuple[Lines, Lines]) -> None:
    plain, private = (b"".join(lines).decode() for lines in both)
    for word in ("孙女在家", "专科", "占线", "13800008000", "林阿水", "web-1", "salt"):
        assert word not in plain
    assert "孙女在家" in private


@given(data=st.data())
def test_any_single_changed_byte_is_found(both: tuple[Lines, Lines], data: st.DataObject) -> None:
    lines = list(both[data.draw(st.integers(0, 1))])
    place = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[place]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != lines[place][at]))
    lines[place] = lines[place][:at] + bytes([byte]) + lines[place][at + 1 :]
    fault_of(lines)


@given(data=st.data())
def test_any_single_changed_fact_is_found(lines: Lines, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    name = data.draw(st.sampled_from(sorted(facts(lines[place]))))
    value: object = data.draw(
        st.sampled_from([None, True, 1, 28, 28.0, {}, [], "end"]) | st.text() | st.integers()
    )
    changed = with_facts(lines[place], **{name: value})
    if changed != lines[place]:
        fault_of([*lines[:place], changed, *lines[place + 1 :]])


@given(data=st.data())
def test_a_changed_event_with_its_hash_computed_anew_is_found(lines: Lines, data: st.DataObject) -> None:
    events = [place for place, line in enumerate(lines) if facts(line)["line"] == "event"]
    place = data.draw(st.sampled_from(events))
    forged = facts(lines[place]) | {"by": "nobody"}
    forged["hash"] = event_hash(forged)
    fault_of([*lines[:place], canonical(forged) + b"\n", *lines[place + 1 :]])


@given(data=st.data())
def test_any_dropped_or_doubled_line_is_found(lines: Lines, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    fault_of([*lines[:place], *lines[place + 1 :]])
    fault_of([*lines[: place + 1], *lines[place:]])


@given(data=st.data())
def test_any_two_swapped_lines_are_found(lines: Lines, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=2, max_size=2)))
    swapped = list(lines)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    fault_of(swapped)


def place_of(lines: Lines, is_it: Callable[[dict[str, Any]], bool]) -> int:
    return next(place for place, line in enumerate(lines) if is_it(facts(line)))


def test_the_first_broken_event_is_named(lines: Lines) -> None:
    place = place_of(lines, lambda one: one.get("kind") == "noted")
    told = facts(lines[place])
    changed = [*lines[:place], with_facts(lines[place], by="wu"), *lines[place + 1 :]]
    broken = fault_of(changed)
    assert (broken.fault, broken.line) == (Fault.EVENT_CHANGED, place + 1)
    assert (broken.number, broken.seq) == (told["number"], told["seq"])
    dropped = fault_of([*lines[:place], *lines[place + 1 :]])
    assert (dropped.fault, dropped.number) == (Fault.EVENT_MISSING, told["number"])
    assert dropped.seq == told["seq"] + 1


def test_a_whole_ticket_left_out_is_found_by_the_seal(lines: Lines) -> None:
    gone = facts(lines[1])["ticket"]
    broken = fault_of([line for line in lines if facts(line).get("ticket") != gone])
    assert (broken.fault, broken.seal) == (Fault.SEAL_DOES_NOT_FIT, 1)


def test_what_was_noted_earlier_tells_a_history_computed_anew_from_the_true_one(lines: Lines) -> None:
    head = verify(lines).head
    last = place_of(lines, lambda one: one.get("seal") == 3)
    before = place_of(lines, lambda one: one.get("seal") == 2)
    kept = lines[: before + 1]
    assert last > before
    content = hashlib.sha256(b"".join(kept)).hexdigest()
    told = [facts(line) for line in kept]
    events = [one for one in told if one["line"] == "event"]
    end = {"line": "end", "content": content, "events": len(events), "seals": 2, "head": told[-1]["hash"]}
    shortened = [*kept, canonical(end | {"tickets": len({one["ticket"] for one in events})}) + b"\n"]
    assert verify(shortened).seals == 2
    assert fault_of(shortened, head=head).fault is Fault.HEAD_MISSING


@pytest.mark.parametrize(
    "strange", [b"", b"\n", b"[]\n", b"{}\n", b"\xff\n", b'{"line":"event"}\n', b"[" * 100_000 + b"\n"]
)
def test_whatever_else_a_file_holds_is_a_fault_and_no_crash(lines: Lines, strange: bytes) -> None:
    for place in (0, 1, len(lines)):
        fault_of([*lines[:place], strange, *lines[place:]])
    fault_of([])


def test_nothing_but_python_is_needed_to_verify(lines: Lines, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_bytes(b"".join(lines))
    bad.write_bytes(b"".join(lines[:-2]))
    runs = [
        subprocess.run(
            [sys.executable, "-S", "-m", "hotline.audit", str(file)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        for file in (good, bad)
    ]
    assert [run.returncode for run in runs] == [0, 1]
    assert json.loads(runs[0].stdout)["events"] == verify(lines).events
    assert json.loads(runs[1].stdout)["fault"] == "end_missing"
