"""What came of a measure is told when its weeks are over, from counts that outlive the words."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from hotline.conversations import Message
from hotline.database import Database
from hotline.digest import Trend
from hotline.measures import (
    LedgerRow,
    MeasureState,
    OutlookState,
    keep_one_week,
    ledger,
    measures_in_week,
    stop,
)
from hotline.safety import TriageGrade
from tests.hotline.digest.making import say
from tests.hotline.making import SetClock
from tests.hotline.measures.making import AFTER_FOUR, BEGUN, FIRST, ZONE, a_hand, a_measure, ask


@pytest.fixture
def lived(any_database: Database) -> Database:
    """Ten of thirty a week before, two of thirty after."""
    for back in range(1, 6):
        ask(any_database, FIRST.before(back), eeg=10, others=20)
    for place in range(4):
        ask(any_database, FIRST.after(place), eeg=2, others=28)
    return any_database


def rows(database: Database, *, as_of: object = AFTER_FOUR) -> tuple[LedgerRow, ...]:
    with database.reading() as session:
        return ledger(session, zone=ZONE, as_of=as_of)  # type: ignore[arg-type]


def test_after_four_weeks_it_says_that_fewer_asked(lived: Database) -> None:
    with lived.transaction() as session:
        a_measure(session)
    four, eight = rows(lived)[0].outlooks
    assert (four.state, four.due_on) == (OutlookState.TOLD, FIRST.after(3).last)
    assert four.effect is not None
    assert [one.asked for one in four.effect.before] == [10] * 5
    assert [(one.asked, one.contacts) for one in four.effect.after] == [(2, 30)] * 4
    assert four.effect.verdict is Trend.FELL
    assert not four.effect.in_share_only
    assert (eight.state, eight.due_on) == (OutlookState.TOO_EARLY, FIRST.after(7).last)


def test_before_the_fourth_week_is_over_nothing_is_said(lived: Database) -> None:
    with lived.transaction() as session:
        a_measure(session)
    states = [one.state for one in rows(lived, as_of=AFTER_FOUR - timedelta(days=1))[0].outlooks]
    assert states == [OutlookState.TOO_EARLY] * 2


def test_a_contact_counts_once_and_an_emergency_not_at_all(database: Database) -> None:
    ask(database, FIRST.before(1), eeg=1, others=1)
    when = FIRST.before(1).span(ZONE).start + timedelta(hours=9, minutes=2)
    say(database, f"web-{FIRST.before(1)}-0", when, said="周六脑电图做不做呀", channel="web_chat")
    say(database, "web-sos", when, said="做脑电图时昏过去了", channel="web_chat", grade=TriageGrade.EMERGENCY)
    clock = SetClock(AFTER_FOUR)
    with database.transaction() as session:
        a_measure(session)
    with database.transaction() as session:
        while keep_one_week(session, zone=ZONE, clock=clock):
            pass
    with database.reading() as session:
        effect = ledger(session, zone=ZONE, as_of=AFTER_FOUR)[0].outlooks[0].effect
    assert effect is not None
    assert [(one.asked, one.contacts) for one in effect.before] == [(1, 2)]


def test_counts_outlive_the_words_they_were_counted_from(lived: Database) -> None:
    clock = SetClock(AFTER_FOUR + timedelta(days=1))
    with lived.transaction() as session:
        a_measure(session)
    before, kept = rows(lived), 0
    with lived.transaction() as session:
        while keep_one_week(session, zone=ZONE, clock=clock):
            kept += 1
    assert kept == 8 + 4
    with lived.transaction() as session:
        session.execute(delete(Message))
    assert rows(lived) == before


def test_a_week_is_not_kept_while_its_last_contacts_go_on(lived: Database) -> None:
    with lived.transaction() as session:
        a_measure(session)
        clock = SetClock(FIRST.span(ZONE).end + timedelta(hours=3))
        while keep_one_week(session, zone=ZONE, clock=clock):
            pass
        clock.move(days=1)
        assert keep_one_week(session, zone=ZONE, clock=clock)
        assert not keep_one_week(session, zone=ZONE, clock=clock)


def test_one_that_was_stopped_early_is_not_judged(lived: Database) -> None:
    with lived.transaction() as session:
        measure = a_measure(session)
        on = BEGUN + timedelta(days=10)
        stop(session, known_as=measure.id, on=on, note="没有人手", seen=2, hand=a_hand(on))
    row = rows(lived)[0]
    assert [one.state for one in row.outlooks] == [OutlookState.STOPPED] * 2
    assert row.state is MeasureState.STOPPED


def test_the_ledger_tells_states_apart_and_what_is_overdue(database: Database) -> None:
    with database.transaction() as session:
        a_measure(session, begun=False, title="挂号窗口加一个")
        a_measure(session)
    found = {row.title: row.is_overdue for row in rows(database)}
    assert found == {"挂号窗口加一个": True, "脑电图下午也做": False}
    with database.reading() as session:
        only = ledger(session, zone=ZONE, as_of=AFTER_FOUR, state=MeasureState.BEGUN)
    assert [row.title for row in only] == ["脑电图下午也做"]


def test_a_weeks_digest_tells_what_happened_in_it_and_the_same_later(lived: Database) -> None:
    with lived.transaction() as session:
        a_measure(session)
        late = a_measure(session, begun=False, title="挂号窗口加一个", due_on=date(2026, 9, 18))
        stop(
            session,
            known_as=late.id,
            on=date(2026, 9, 30),
            note="不做了",
            seen=1,
            hand=a_hand(date(2026, 9, 30)),
        )
    told = {}
    for as_of in (AFTER_FOUR, AFTER_FOUR + timedelta(days=90)):
        with lived.reading() as session:
            for place in range(5):
                week = FIRST.after(place)
                found = measures_in_week(session, week=week, zone=ZONE, as_of=as_of)
                parts = {
                    "judged": [(row.title, one.weeks) for row, one in found.judged],
                    "begun": [row.title for row in found.begun],
                    "overdue": [row.title for row in found.overdue],
                    "stopped": [row.title for row in found.stopped],
                }
                told[as_of, place] = {name: rows for name, rows in parts.items() if rows}
    expected = [
        {"begun": ["脑电图下午也做"], "overdue": ["挂号窗口加一个"]},
        {"overdue": ["挂号窗口加一个"]},
        {"stopped": ["挂号窗口加一个"]},
        {"judged": [("脑电图下午也做", 4)]},
        {},
    ]
    assert list(told.values()) == expected * 2
