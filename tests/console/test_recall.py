"""`hotline kb recall`: who was told an answer is listed, and called back once."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from console.commands.kb import command
from console.words import Trouble
from hotline.conversations import ToldEntry, record_exchanges
from hotline.database import Database
from hotline.tickets import TicketKind, open_ticket, queue
from hotline.working_time import AROUND_THE_CLOCK, DepartmentsTime
from knowledge_base import load_hospital, load_knowledge
from knowledge_base.profile import PROFILE
from tests.hotline.making import SetClock, a_request, an_exchange
from tests.knowledge_base import samples

DIET = "hypertension.diet"
FIRST_MOMENT = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
"""The first of March as the hospital's clock strikes midnight."""
TALK = "talk-with-a-long-unguessable-name"


def tell(
    database: Database,
    *,
    conversation: str = TALK,
    entry: str = DIET,
    version: str = "0ld",
    at: datetime = FIRST_MOMENT,
) -> None:
    told = (ToldEntry(entry=entry, version=version),)
    said = an_exchange(conversation_id=conversation, told=told, received_at=at, channel="web_chat")
    with database.transaction() as session:
        record_exchanges(session, [said])


def leave_number(database: Database, *, conversation: str = TALK) -> None:
    with database.transaction() as session:
        request = a_request(conversation_id=conversation, phone="13800001234", caller_name="林阿水")
        open_ticket(session, request=request, clock=SetClock())


def run(*words: str) -> Result:
    return CliRunner().invoke(command, ["recall", *words, "--since", "2026-03-01"], catch_exceptions=False)


def rows(*words: str) -> list[dict[str, Any]]:
    found = run(*words, "--json")
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines()]


def summaries(database: Database) -> dict[str, str]:
    """Of the call-backs in the queue, by conversation."""
    with database.reading() as session:
        return {t.conversation_id: t.summary for t in queue(session) if "回访" in t.summary}


def current(folder: Path) -> str:
    known = load_knowledge(folder, hospital=load_hospital(folder / PROFILE))
    return known.entries[DIET].version


def test_who_was_told_is_listed_by_the_hospitals_clock(small_database: Database) -> None:
    tell(small_database)
    tell(small_database, conversation="earlier", at=FIRST_MOMENT.replace(minute=0, hour=15))
    tell(small_database, conversation="other", entry="gout.diet")
    assert rows(DIET) == [
        {
            "entry": DIET,
            "conversation": TALK[:8],
            "channel": "web_chat",
            "told": [
                {"at": "2026-03-01T00:00:00+08:00", "version": "0ld", "changed": True, "state": "changed"}
            ],
            "phone_end": None,
            "reachable": False,
            "ticket": None,
        }
    ]
    assert summaries(small_database) == {}


def test_of_a_number_four_digits_are_shown_and_of_a_name_none(small_database: Database) -> None:
    tell(small_database)
    leave_number(small_database)
    assert rows(DIET)[0]["phone_end"] == "1234"
    printed = run(DIET).output
    assert "1234" in printed
    for secret in ("138000", "林阿水", TALK):
        assert secret not in printed
    assert "1 conversations were told hypertension.diet, 0 of them cannot be reached." in printed


def test_only_those_who_were_told_a_version_can_be_listed(
    small_database: Database, small_knowledge: Path
) -> None:
    now = current(small_knowledge)
    tell(small_database)
    tell(small_database, conversation="of-today", version=now)
    assert [row["told"][0]["changed"] for row in rows(DIET)] == [True, False]
    assert [row["conversation"] for row in rows(DIET, "--version", now)] == ["of-today"]


def test_one_call_back_a_conversation_is_opened_once(small_database: Database) -> None:
    tell(small_database)
    tell(small_database, at=FIRST_MOMENT.replace(hour=20))
    tell(small_database, conversation="no-number")
    leave_number(small_database)
    first = rows(DIET, "--open")
    assert [row["reachable"] for row in first] == [True, False]
    assert all(row["ticket"] for row in first)
    assert [row["ticket"] for row in rows(DIET, "--open")] == [row["ticket"] for row in first]
    assert [row["ticket"] for row in rows(DIET)] == [row["ticket"] for row in first]
    assert summaries(small_database).keys() == {TALK, "no-number"}


def test_a_call_back_has_its_departments_target(
    small_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    around_the_clock = DepartmentsTime(usual=AROUND_THE_CLOCK, zone=zone)
    monkeypatch.setattr("console.commands.recall.departments_time", lambda _: around_the_clock)
    tell(small_database)
    rows(DIET, "--open")
    with small_database.reading() as session:
        (ticket,) = queue(session)
    assert ticket.department
    assert ticket.handle_due_at == ticket.opened_at + timedelta(hours=8)


def test_the_nurse_reads_what_was_told_why_and_whom_to_ring(small_database: Database) -> None:
    tell(small_database)
    leave_number(small_database)
    run(DIET, "--open", "--why", "指南改了。")
    with small_database.reading() as session:
        (ticket,) = (ticket for ticket in queue(session) if "回访" in ticket.summary)
        assert (ticket.phone, ticket.caller_name) == ("13800001234", "林阿水")
        assert (ticket.kind, ticket.topic, ticket.department) == (
            TicketKind.QUESTION,
            "高血压",
            "心血管内科",
        )
        assert ticket.duty_nurse in {"日班", "夜班"}
        for part in ("2026-03-01", "hypertension.diet 问法一", DIET, "此后已修改", "原因：指南改了。请"):
            assert part in ticket.summary


@pytest.mark.parametrize("is_gone", [False, True])
def test_why_follows_what_became_of_the_text(
    small_database: Database, small_knowledge: Path, is_gone: object
) -> None:
    tell(small_database, version=current(small_knowledge))
    if is_gone:
        other = samples.entry("hypertension", "salt")
        samples.write(small_knowledge / "topics" / "hypertension.yml", samples.topic(entries=[other]))
    run(DIET, "--open")
    assert ("该条目已撤下" if is_gone else "需要向咨询者核对") in summaries(small_database)[TALK]


def test_an_unknown_entry_is_told_with_the_nearest(small_database: Database) -> None:
    tell(small_database, entry="hypertension.diets_of_old")
    with pytest.raises(Trouble, match=r"no entry hypertension\.deit.*hypertension\.diet,"):
        run("hypertension.deit")
    assert rows("hypertension.diets_of_old")[0]["told"][0]["state"] == "gone"


def test_nobody_told_is_an_empty_list(small_database: Database) -> None:
    assert rows(DIET, "--open") == []
    assert "0 conversations" in run(DIET).output


def test_a_day_that_is_none_is_refused() -> None:
    ended = CliRunner().invoke(command, ["recall", DIET, "--since", "yesterday"])
    assert ended.exit_code == 2
    assert "yesterday" in ended.output
