"""The figures again, from the raw rows, by a computation that knows nothing of ours."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from hotline.calls import CallOutcome
from hotline.database import Database
from hotline.digest import Digest, compile_digest
from hotline.digest.workbook import write_workbook
from hotline.tickets import AttemptOutcome, FeedbackMeans, TicketKind, get_ticket
from tests.hotline.digest.making import LATER, WEEK, ZONE, ask_person, at, ring, say, ticket
from tests.hotline.making import add_member

MINUTE = timedelta(minutes=1)
Rows = list[dict[str, Any]]


def fill_week(database: Database) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
    for place in range(20):
        say(database, f"web-{place}", at(day=place % 7, hour=7 + place % 13), *["gout.beer"][: place % 3])
        if place % 4 == 0:
            kind = TicketKind.HANDOFF if place % 8 else TicketKind.QUESTION
            opened = at(day=place % 7, hour=7 + place % 13) + MINUTE
            number = ticket(database, f"web-{place}", opened, kind=kind, department="=1+1")
            if place % 8 == 4:
                ask_person(database, f"web-{place}", opened, number=number, after=place * MINUTE, by="chen")
            if place % 3 == 0:
                judge(database, number, hours=4 + place)
    for outcome in (CallOutcome.ABANDONED, CallOutcome.MISSED, CallOutcome.FINISHED):
        ring(database, at(day=3, hour=20), outcome)


def judge(database: Database, number: str, *, hours: int) -> None:
    with database.transaction() as session:
        found = get_ticket(session, number=number)
        found.accept("chen", at=found.opened_at + MINUTE)
        told = found.opened_at + timedelta(hours=hours)
        found.record_attempt(
            by="chen", how=FeedbackMeans.CALL, outcome=AttemptOutcome.REACHED, text="说了", at=told
        )
        found.resolve(by="chen", at=told)
        found.rate(solved=hours % 2 == 0, score=5 if hours % 2 == 0 else 1, by="caller", at=told)


Read = tuple[Digest, Workbook]


@pytest.fixture
def read(any_database: Database) -> Read:
    fill_week(any_database)
    with any_database.reading() as session:
        digest = compile_digest(session, week=WEEK, zone=ZONE, as_of=LATER)
        written = write_workbook(session, digest, zone=ZONE)
    return digest, load_workbook(BytesIO(written))


def rows_of(book: Workbook, sheet: str) -> Rows:
    head, *below = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in below]


def test_every_figure_is_counted_again_from_the_rows(read: Read) -> None:
    digest, book = read
    came, tickets, rated = (rows_of(book, sheet) for sheet in ("来询", "工单", "评价"))
    spoken = [row for row in came if row["患者说了几句"]]
    at_once = [
        row
        for row in spoken
        if row["答复的条目"] and not row["开的工单"] and not row["转人工次数"] and row["分级"] != "emergency"
    ]
    handed = [row for row in spoken if row["转人工次数"] or "handoff" in (row["开的工单"] or "")]
    asked = [row for row in came if row["转人工次数"]]
    calls = [row for row in came if row["电话结果"]]
    settled = [row for row in tickets if row["承诺的结果"] in {"kept", "late_but_told", "silent"}]
    judged = [row for row in rated if row["满意"]]
    again = {
        "answered_at_once": (len(at_once), len(spoken)),
        "handed_to_person": (len(handed), len(spoken)),
        "came_to_person": (sum(row["等到护士的秒数"] is not None for row in asked), len(asked)),
        "abandoned_calls": (sum(row["电话结果"] in {"abandoned", "missed"} for row in calls), len(calls)),
        "emergencies": (sum(row["分级"] == "emergency" for row in came), len(came)),
        "promise_kept": (sum(row["承诺的结果"] == "kept" for row in settled), len(settled)),
        "late_but_told": (sum(row["承诺的结果"] == "late_but_told" for row in settled), len(settled)),
        "silent_breaches": (sum(row["承诺的结果"] == "silent" for row in settled), len(settled)),
        "judged": (len(judged), len(rated)),
        "satisfied": (sum(row["满意"] == "是" for row in judged), len(judged)),
        "false_alarms": (0, 0),
    }
    assert {name: (one.count, one.among) for name, one in digest.figures.items()} == again
    assert len(came) == digest.volume.total
    assert again["answered_at_once"][0] > 0
    assert again["silent_breaches"][0] > 0
    assert again["satisfied"][0] > 0


def test_what_looks_like_a_formula_is_text(read: Read) -> None:
    cell = read[1]["工单"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
