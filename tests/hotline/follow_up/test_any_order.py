"""Whatever is done in whatever order at whatever times: one breach a promise, nothing alive that is over."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.database import Database
from hotline.follow_up import TimerKind, TimerState, plan_timers
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    DeedRefused,
    EventKind,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    accept_ticket,
    close_ticket,
    get_ticket,
    hand_over_ticket,
    merge_tickets,
    raise_grade,
    rate_ticket,
    record_attempt,
    reopen_ticket,
    resolve_ticket,
    return_handover,
    tell_delay,
)
from tests.hotline.follow_up.conftest import House, add_staff_to
from tests.hotline.making import MORNING, SetClock

Deed = Callable[[House, str, str], None]


def _deed(service: Callable[..., Any], **facts: Any) -> Deed:
    def do(house: House, number: str, _: str) -> None:
        house.do(service, number, **facts)

    return do


def _attempt(outcome: AttemptOutcome) -> Deed:
    return _deed(record_attempt, by="wang", how=FeedbackMeans.CALL, outcome=outcome, text="说了")


def _merge(house: House, number: str, other: str) -> None:
    house.do(merge_tickets, number, into=other, by="wang")


def _delay(house: House, number: str, _: str) -> None:
    new = house.ticket(number).last_due_at + timedelta(hours=7)
    facts = {"by": "wang", "how": FeedbackMeans.CALL, "reason": "等结果"}
    house.do(tell_delay, number, new_due_at=new, **facts)


DEEDS: dict[str, Deed] = {
    "accept": _deed(accept_ticket, staff="wang"),
    "accept handover": _deed(accept_ticket, staff="heart"),
    "hand over": _deed(hand_over_ticket, to="heart", by="wang", reason="请会诊"),
    "return": _deed(return_handover, by="heart", reason=ReturnReason.DUPLICATE),
    "try": _attempt(AttemptOutcome.NO_ANSWER),
    "reach": _attempt(AttemptOutcome.REACHED),
    "delay": _delay,
    "resolve": _deed(resolve_ticket, by="wang"),
    "close solved": _deed(close_ticket, by="wang", outcome=Outcome.SOLVED),
    "close withdrawn": _deed(close_ticket, by="wang", outcome=Outcome.WITHDRAWN),
    "close unreachable": _deed(close_ticket, by="wang", outcome=Outcome.UNREACHABLE),
    "rate well": _deed(rate_ticket, solved=True, score=5, by="caller"),
    "rate badly": _deed(rate_ticket, solved=False, score=1, by="caller"),
    "reopen": _deed(reopen_ticket, by="caller", reason="又疼了"),
    "graver": _deed(raise_grade, grade=TriageGrade.URGENT, by="hotline"),
    "merge": _merge,
    "nothing": lambda *_: None,
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans(), st.integers(-120, 60 * 30), st.booleans()),
    min_size=3,
    max_size=14,
)


@pytest.fixture(scope="module")
def staffed_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("staffed") / "hotline.db"))
    kept = Database(f"sqlite:///{path}")
    add_staff_to(kept)
    kept.close()
    return path


@pytest.mark.whole
@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_any_order_of_deeds_and_times(staffed_file: Path, steps: list[tuple[str, bool, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(staffed_file, folder)
        kept = Database(f"sqlite:///{path}")
        try:
            _go_through(House(kept, SetClock(MORNING)), steps)
        finally:
            kept.close()


def _go_through(house: House, steps: list[tuple[str, bool, int, bool]]) -> None:
    pair = (house.open(), house.open(rules=("suicide_plan",)))
    for deed, is_second, minutes, does_turn in steps:
        house.clock.move(minutes=minutes)
        if does_turn:
            house.turn()
        with suppress(DeedRefused):
            DEEDS[deed](house, pair[is_second], pair[not is_second])
        for number in pair:
            require_sound(house, number)
    house.clock.move(days=20)
    house.turn()
    assert house.turn() == 0
    for number in pair:
        require_sound(house, number)


def require_sound(house: House, number: str) -> None:
    ticket = house.ticket(number)
    rounds = Counter(_rounds_of_breaches(house, number))
    assert all(count == 1 for count in rounds.values()), "one breach a promise"
    alive = house.planned(number)
    if ticket.closed_at is not None:
        assert all(kind.outlives_closing for kind in alive)
    if ticket.merged_into is not None:
        assert alive == set()
    if ticket.fed_back_at is not None:
        assert not alive & {TimerKind.DUE_SOON, TimerKind.DUE_VERY_SOON, TimerKind.BREACHED}
    if ticket.first_contact is not None:
        assert TimerKind.UNACCEPTED not in alive
    per_kind = Counter(one.kind for one in house.timers(number) if one.state is TimerState.PLANNED)
    assert all(count == 1 for count in per_kind.values()), "nothing is planned twice"
    _require_settled(house, number)


def _rounds_of_breaches(house: House, number: str) -> list[int]:
    found, promise = [], 1
    for event in house.ticket(number).events:
        promise += event.kind is EventKind.REOPENED
        if event.kind is EventKind.BREACHED:
            found.append(promise)
    return found


def _require_settled(house: House, number: str) -> None:
    """Every deed left the rows as the ticket asks for them: planning again would change nothing."""
    before = [(one.id, one.due_at, one.state) for one in house.timers(number)]
    with house.database.transaction() as session:
        plan_timers(session, ticket=get_ticket(session, number=number))
    assert [(one.id, one.due_at, one.state) for one in house.timers(number)] == before
