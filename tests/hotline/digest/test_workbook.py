"""The figures again, from the raw rows, by a computation that knows nothing of ours."""

from collections import Counter
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from hotline.calls import CallOutcome
from hotline.conversations import AgeBand, Asker, Missed
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
                judge(database, number, hours=4 + place // 4)
    for place in range(6):
        why = [Missed.ABSTAINED, Missed.UNCOVERED][place % 2]
        told = {"asker": Asker(age_band=AgeBand.OLD, for_other=place > 3), "guided_to": ("骨科",)}
        say(database, f"app-{place}", at(day=1), missed=why, **told)
        say(database, f"app-{place}", at(day=place + 1, hour=15), *["gout.diet"][: place % 2])
        say(database, f"wx-{place}", at(day=1), "gout.beer", channel="wechat")
        say(database, f"wx-{place}", at(day=place + 1, hour=15), ["gout.diet", "stroke.signs"][place % 2])
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


def was_at_once(row: dict[str, Any]) -> bool:
    for_person = row["开的工单"] or row["转人工次数"] or row["分级"] == "emergency"
    return bool(row["答复的条目"]) and not for_person


def is_back(row: dict[str, Any], came: Rows) -> bool:
    """By the rows themselves: none of these callers has a number, and none comes back after the week."""
    topics = topics_of(row)
    return any(
        other["对话"] == row["对话"]
        and row["结束"] < other["开始"] <= row["结束"] + timedelta(days=7)
        and (bool(topics & topics_of(other)) or bool(other["开的工单"]) or other["转人工次数"] > 0)
        for other in came
    )


def topics_of(row: dict[str, Any]) -> set[str]:
    return {entry.split(".")[0] for entry in (row["答复的条目"] or "").split()}


def test_every_figure_is_counted_again_from_the_rows(read: Read) -> None:
    digest, book = read
    came, tickets, rated = (rows_of(book, sheet) for sheet in ("来询", "工单", "评价"))
    spoken = [row for row in came if row["患者说了几句"]]
    at_once = [row for row in spoken if was_at_once(row)]
    handed = [row for row in spoken if row["转人工次数"] or "handoff" in (row["开的工单"] or "")]
    asked = [row for row in came if row["转人工次数"]]
    calls = [row for row in came if row["电话结果"]]
    settled = [row for row in tickets if row["承诺的结果"] in {"kept", "late_but_told", "silent"}]
    judged = [row for row in rated if row["满意"]]
    sure = [row for row in at_once if not row["没答上的原因"] and row["说没解决"] == "否"]
    solved = [row for row in sure if not is_back(row, came)]
    lost = [row for row in spoken if row["没答上的原因"] and not row["开的工单"] and not row["转人工次数"]]
    answered = [row for row in tickets if row["反馈用了几小时"] is not None or row["又打开过"] == "是"]
    again = {
        "answered_at_once": (len(at_once), len(spoken)),
        "solved_on_the_spot": (len(solved), len(spoken)),
        "not_helped": (sum(row["分级"] != "emergency" for row in lost), len(spoken)),
        "handed_to_person": (len(handed), len(spoken)),
        "came_to_person": (sum(row["等到护士的秒数"] is not None for row in asked), len(asked)),
        "abandoned_calls": (sum(row["电话结果"] in {"abandoned", "missed"} for row in calls), len(calls)),
        "emergencies": (sum(row["分级"] == "emergency" for row in came), len(came)),
        "promise_kept": (sum(row["承诺的结果"] == "kept" for row in settled), len(settled)),
        "late_but_told": (sum(row["承诺的结果"] == "late_but_told" for row in settled), len(settled)),
        "silent_breaches": (sum(row["承诺的结果"] == "silent" for row in settled), len(settled)),
        "reopened": (sum(row["又打开过"] == "是" for row in answered), len(answered)),
        "judged": (len(judged), len(rated)),
        "satisfied": (sum(row["满意"] == "是" for row in judged), len(judged)),
        "false_alarms": (0, 0),
    }
    assert {name: (one.count, one.among) for name, one in digest.figures.items()} == again
    assert len(came) == digest.volume.total
    assert again["answered_at_once"][0] > 0
    assert again["silent_breaches"][0] > 0
    assert 0 < again["solved_on_the_spot"][0] < again["answered_at_once"][0]
    assert again["not_helped"][0] > 0
    assert again["reopened"][0] > 0
    assert again["satisfied"][0] > 0


def test_what_else_the_digest_tells_is_counted_again_from_the_rows(read: Read) -> None:
    digest, book = read
    came = rows_of(book, "来询")
    whys = Counter(why for row in came for why in (row["没答上的原因"] or "").split())
    asked = Counter(name for row in came for name in (row["问到的科室"] or "").split())
    handed = [row for row in came if row["转人工的原因"] and row["患者说了几句"]]
    assert {why.value: count for why, count in digest.missed.items() if count} == whys
    assert digest.departments_asked == asked == {"骨科": 6}
    assert digest.handed_reasons == Counter(row["转人工的原因"] for row in handed)
    assert digest.handed_outcomes == Counter(row["转人工的结果"] for row in handed)
    assert digest.figures["handed_to_person"].count == len(handed) > 0
    assert all((row["七天内又来"] == "是") == is_back(row, came) for row in came if was_at_once(row))


def test_the_groups_are_told_as_they_may_be_shown(read: Read) -> None:
    digest, book = read
    came, groups = rows_of(book, "来询"), rows_of(book, "各类人")
    shown = {(row["按什么分"], row["哪一类"]): row["来询"] for row in groups}
    assert shown["channel", "web"] == sum(row["渠道"] == "web" for row in came)
    assert shown["age_band", "65_to_79"] is shown["age_band", None] is None
    assert len(groups) == len(digest.fairness)


def test_what_looks_like_a_formula_is_text(read: Read) -> None:
    cell = read[1]["工单"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
