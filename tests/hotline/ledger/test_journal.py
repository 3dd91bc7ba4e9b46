"""The journal survives a crash at any line, and shows nobody what it holds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from hotline.conversations import AgeBand, Asker, Direction, Message, Missed
from hotline.database import Database, Keyring
from hotline.ledger import Ledger
from hotline.ledger import replay as replay_module
from hotline.ledger.journal import Journal, JournalUnavailable, Segment
from hotline.ledger.keeping import keep_lines
from hotline.tickets import EventKind, get_ticket, queue
from tests.hotline.ledger.conftest import locked
from tests.hotline.making import SetClock, a_request, an_exchange

pytestmark = pytest.mark.whole  # processes that crash, and databases that stay locked


def journal_three(ledger: Ledger, database_file: Path) -> list[str]:
    with locked(database_file):
        return [ledger.open_ticket(a_request(conversation_id=f"web-{i}")).number for i in range(3)]


def opened(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(ticket.number for ticket in queue(session))


def rejected(folder: Path) -> list[dict[str, str]]:
    path = folder / "rejected" / "rejected.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.journal"))


def test_the_journal_holds_no_word_and_no_number_and_is_for_its_owner_only(
    ledger: Ledger, database_file: Path, journal_folder: Path
) -> None:
    with locked(database_file):
        number = ledger.open_ticket(a_request()).number
        ledger.add_contact(number, phone="13900009000", caller_name="林阿土")
        ledger.record(an_exchange(said="我把药减了一半"))
        ledger.flush()
    (segment,) = segments(journal_folder)
    raw = segment.read_bytes()
    assert len(raw.splitlines()) == 3
    secret = ["13800008000", "13900009000", "林阿土", "减了一半", "web-1", number]
    assert [word for word in secret if word.encode() in raw] == []
    assert segment.stat().st_mode & 0o077 == 0


def test_a_crash_between_two_lines_loses_and_doubles_nothing(
    ledger: Ledger,
    database: Database,
    database_file: Path,
    journal_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbers = journal_three(ledger, database_file)
    monkeypatch.setattr(replay_module, "_GROUP", 1)

    def crash_after_two(*args: object, **more: object) -> int:
        if len(opened(database)) == 2:
            raise KeyboardInterrupt
        return keep_lines(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(replay_module, "keep_lines", crash_after_two)
    with pytest.raises(KeyboardInterrupt):
        ledger.replay()
    assert len(opened(database)) == 2
    monkeypatch.setattr(replay_module, "keep_lines", keep_lines)
    reborn = Ledger(database=database, journal_folder=journal_folder, clock=SetClock(), replay_every=None)
    assert reborn.replay() == 3
    reborn.close()
    assert opened(database) == sorted(numbers)
    with database.reading() as session:
        assert [len(ticket.events) for ticket in queue(session)] == [1, 1, 1]


def test_a_crash_after_the_last_line_doubles_neither_contact_nor_words(
    ledger: Ledger, database: Database, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(database_file):
        number = ledger.open_ticket(a_request()).number
        ledger.add_contact(number, phone="13900009000", caller_name=None)
        ledger.record(an_exchange())
        ledger.flush()

    def crash(_segment: Segment) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Segment, "remove", crash)
    with pytest.raises(KeyboardInterrupt):
        ledger.replay()
    monkeypatch.undo()
    assert ledger.replay() == 3
    with database.reading() as session:
        assert [event.kind for event in get_ticket(session, number=number).events] == [
            EventKind.OPENED,
            EventKind.CONTACT_ADDED,
        ]
    assert len(ledger.history("web-1", 9)) == 2


def test_an_outage_in_the_middle_of_a_replay_stops_it_and_the_rest_follows(
    ledger: Ledger, database: Database, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = journal_three(ledger, database_file)
    monkeypatch.setattr(replay_module, "_GROUP", 1)

    def lock_before_the_second(*args: object, **more: object) -> int:
        if len(opened(database)) == 1:
            with locked(database_file):
                return keep_lines(*args, **more)  # type: ignore[arg-type]
        return keep_lines(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(replay_module, "keep_lines", lock_before_the_second)
    ledger.replay()
    assert len(opened(database)) == 1
    assert ledger.is_behind
    monkeypatch.setattr(replay_module, "keep_lines", keep_lines)
    ledger.replay()
    assert opened(database) == sorted(numbers)


def test_a_line_cut_short_by_a_crash_is_kept_aside_and_the_others_are_kept(
    ledger: Ledger, database: Database, database_file: Path, journal_folder: Path, clock: SetClock
) -> None:
    numbers = journal_three(ledger, database_file)
    ledger.close()
    (segment,) = segments(journal_folder)
    raw = segment.read_bytes()
    segment.write_bytes(raw[:-60])
    reborn = Ledger(database=database, journal_folder=journal_folder, clock=clock, replay_every=None)
    with locked(database_file):
        later = reborn.open_ticket(a_request()).number
    assert reborn.replay() == 3
    reborn.close()
    assert opened(database) == sorted([*numbers[:2], later])
    (aside,) = rejected(journal_folder)
    assert aside["line"] == raw.splitlines()[2][:-59].decode()
    assert aside["reason"] == "no key of the keyring opens this text"


@pytest.mark.parametrize("damage", ["not a token", "", '{"line": "ticket"}', "\x00\x00"])
def test_a_corrupt_line_is_kept_aside_once_even_if_the_replay_is_cut_short(
    ledger: Ledger, database: Database, database_file: Path, journal_folder: Path, damage: str
) -> None:
    numbers = journal_three(ledger, database_file)
    ledger._journal.close()
    (segment,) = segments(journal_folder)
    lines = segment.read_text().splitlines()
    segment.write_text("\n".join([lines[0], damage, *lines[1:]]) + "\n")
    with locked(database_file):
        assert ledger.replay() == 0
    assert rejected(journal_folder) == []
    assert ledger.replay() == 3
    assert opened(database) == sorted(numbers)
    assert [row["line"] for row in rejected(journal_folder)] == [damage]
    assert not ledger.is_behind


def test_a_line_that_reads_well_but_says_nothing_known_is_kept_aside_without_its_words(
    ledger: Ledger, journal_folder: Path, keyring: Keyring
) -> None:
    journal = Journal(journal_folder)
    unknown = ['{"line": "ticket", "request": "头晕的林阿水"}', "林阿水"]
    journal.append([keyring.encrypt(text) for text in unknown])
    journal.close()
    assert ledger.replay() == 0
    aside = rejected(journal_folder)
    assert "林阿水" not in str(aside)
    assert [row["reason"].partition(":")[0] for row in aside] == ["not a line of the journal"] * 2


def test_a_contact_for_a_ticket_nobody_knows_is_kept_aside_with_the_reason(
    ledger: Ledger, database_file: Path, journal_folder: Path
) -> None:
    with locked(database_file):
        ledger.add_contact("261123-0000", phone="13900009000", caller_name=None)
    assert ledger.replay() == 0
    assert [row["reason"] for row in rejected(journal_folder)] == ["NoSuchTicket"]


def test_a_journal_another_process_is_writing_is_left_to_it(
    ledger: Ledger, database_file: Path, journal_folder: Path, keyring: Keyring
) -> None:
    program = (
        "import sys, pathlib; from hotline.ledger.journal import Journal;"
        "Journal(pathlib.Path(sys.argv[1])).append(['x']); print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(journal_folder)]
    root, pipe = Path(__file__).parents[3], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=root) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        journal_three(ledger, database_file)
        assert len(segments(journal_folder)) == 2
        assert ledger.replay() == 3
        assert len(segments(journal_folder)) == 1
    assert ledger.replay() == 0
    assert [row["line"] for row in rejected(journal_folder)] == ["x"]


def test_a_disk_that_takes_half_a_line_says_so_and_the_next_line_is_whole(
    journal_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(journal_folder)
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[: len(data) // 2]))
    with pytest.raises(JournalUnavailable, match="part of the line"):
        journal.append(["abcdef"])
    monkeypatch.setattr(os, "write", write)
    journal.append(["ghi"])
    assert [segment.read_text() for segment in segments(journal_folder)] == ["abc", "ghi\n"]


def test_what_is_known_of_a_message_outlives_the_journal(
    ledger: Ledger, database: Database, database_file: Path
) -> None:
    asker = Asker(age_band=AgeBand.OLDEST, for_other=True, township="石坂乡")
    with locked(database_file):
        ledger.record(an_exchange(missed=Missed.UNAVAILABLE, guided_to=("骨科", "儿科"), asker=asker))
        ledger.flush()
    assert ledger.replay() == 1
    with database.reading() as session:
        said = session.scalars(select(Message).where(Message.direction == Direction.IN)).one()
    assert (said.missed, said.guided_to) == (Missed.UNAVAILABLE, ["骨科", "儿科"])
    assert (said.age_band, said.for_other, said.township) == (AgeBand.OLDEST, True, "石坂乡")
