"""Staff change one week or the usual one; what changed is noted and told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.timetable import (
    USUAL,
    Hand,
    NoSuchSitting,
    NothingToCopy,
    ReasonBlank,
    Sitting,
    SittingChange,
    Taking,
    TimetableDeed,
    TimetableRefused,
    add_sitting,
    cancel_sitting,
    change_sitting,
    changes_of,
    copy_week,
    find_sitting,
    give_up_week,
    listen_to_changes,
    own_weeks,
    preview,
    remove_sitting,
    restore_sitting,
    save_as_usual,
    saved_usual_week,
    sittings,
    stop_listening,
    take_table,
)
from hotline.weeks import Week
from tests.hotline.making import SetClock
from tests.hotline.timetable.making import CARDIOLOGY, HOSPITAL, QIAOREN, TOTAL, W48, half

HAND = Hand(hospital=HOSPITAL, by="xu", clock=SetClock())
W49 = W48.after()
LIN = "总院林主任（示例）"


@pytest.fixture
def heard() -> Iterator[list[SittingChange]]:
    found: list[SittingChange] = []

    def hear(_: Session, changes: Sequence[SittingChange], *, by: str, clock: Clock) -> None:
        assert by == "xu"
        found.extend(changes)

    listen_to_changes(hear)
    yield found
    stop_listening(hear)


def read(database: Database, week: Week) -> tuple[Sitting, ...]:
    with database.reading() as session:
        return sittings(session, first=week.first, last=week.last, hospital=HOSPITAL)


def of(found: Sequence[Sitting], doctor: str) -> Sitting:
    (one,) = (one for one in found if one.doctor == doctor)
    return one


def test_a_change_of_hours_keeps_the_id_and_is_told(
    any_database: Database, heard: list[SittingChange]
) -> None:
    before = of(read(any_database, W48), LIN)
    with any_database.transaction() as session:
        later = replace(CARDIOLOGY, starts="14:30", ends="17:00")
        change_sitting(session, known_as=before.id, half=later, hand=HAND)
    after = of(read(any_database, W48), LIN)
    assert (after.id, after.starts, after.places) == (before.id, "14:30", 20)
    assert heard == [SittingChange(before=before, after=after)]
    assert len(read(any_database, W48)) == 3


def test_a_leave_stays_visible_with_its_reason_until_the_doctor_comes_after_all(
    database: Database, heard: list[SittingChange]
) -> None:
    known_as = of(read(database, W48), LIN).id
    with database.transaction() as session:
        cancel_sitting(session, known_as=known_as, reason=" 外出进修 ", hand=HAND)
    found = of(read(database, W48), LIN)
    assert (found.cancelled, found.reason) == (True, "外出进修")
    with database.transaction() as session:
        restore_sitting(session, known_as=known_as, hand=HAND)
    assert of(read(database, W48), LIN).cancelled is False
    assert [one.after is not None and one.after.cancelled for one in heard] == [True, False]


def test_a_leave_of_a_whole_week_takes_every_half_day_of_that_doctor(database: Database) -> None:
    with database.transaction() as session:
        more = replace(CARDIOLOGY, where=TOTAL, weekday=5)
        add_sitting(session, week=W48, half=more, hand=HAND)
        known_as = next(one.id for one in read_in(session) if one.doctor == LIN)
        cancel_sitting(session, known_as=known_as, reason="病假", hand=HAND, whole_week=True)
    assert [one.cancelled for one in read(database, W48)] == [False, True, False, True]


def read_in(session: Session) -> tuple[Sitting, ...]:
    return sittings(session, first=W48.first, last=W48.last, hospital=HOSPITAL)


def test_a_leave_without_a_reason_is_refused(database: Database) -> None:
    known_as = of(read(database, W48), LIN).id
    with pytest.raises(ReasonBlank), database.transaction() as session:
        cancel_sitting(session, known_as=known_as, reason="  ", hand=HAND)


def test_what_is_taken_out_is_told_as_gone_and_found_no_more(
    database: Database, heard: list[SittingChange]
) -> None:
    known_as = of(read(database, W48), LIN).id
    with database.transaction() as session:
        remove_sitting(session, known_as=known_as, hand=HAND)
        assert find_sitting(session, known_as=known_as, hospital=HOSPITAL) is None
    assert [one.after for one in heard] == [None]
    with pytest.raises(NoSuchSitting), database.transaction() as session:
        restore_sitting(session, known_as=known_as, hand=HAND)


@pytest.mark.parametrize("known_as", ["usual:2026-11-24:000000000000", "usual:yesterday:1", "nothing", ""])
def test_an_id_of_no_sitting_is_refused(database: Database, known_as: str) -> None:
    with pytest.raises(NoSuchSitting), database.transaction() as session:
        remove_sitting(session, known_as=known_as, hand=HAND)
    with database.reading() as session:
        assert find_sitting(session, known_as=known_as, hospital=HOSPITAL) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"weekday": 8},
        {"where": "火星分院"},
        {"department": "心内"},
        {"doctor": " "},
        {"doctor": "张" * 41},
        {"starts": "12:00", "ends": "08:00"},
        {"starts": "8:00"},
        {"places": -1},
        {"places": 501},
        {"starts": "09:00", "ends": "10:00"},  # the usual half-day again
    ],
)
def test_what_cannot_stand_in_a_timetable_is_refused(database: Database, changed: dict[str, object]) -> None:
    with pytest.raises(TimetableRefused), database.transaction() as session:
        add_sitting(session, week=W48, half=half(**changed), hand=HAND)
    with database.reading() as session:
        assert own_weeks(session, weeks=[W48]) == {}


def test_a_copied_week_brings_what_was_added_but_no_leave(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_sitting(session, week=W48, half=half(weekday=6, department="针灸推拿科"), hand=HAND)
        known_as = of(read_in(session), LIN).id
        cancel_sitting(session, known_as=known_as, reason="病假", hand=HAND)
        copy_week(session, source=W48, target=W49, hand=HAND)
    found = read(any_database, W49)
    assert [one.on.isoweekday() for one in found] == [1, 2, 4, 6]
    assert not any(one.cancelled for one in found)
    assert of(found, LIN).id.startswith("usual:2026-12-01:")


def test_a_week_copied_over_a_holiday_has_no_sittings_then(database: Database) -> None:
    national = Week.parse("2026-W41")
    with database.transaction() as session:
        copy_week(session, source=Week.parse("2026-W39"), target=national, hand=HAND)
    # 5 to 7 October are free; Thursday the 8th is worked.
    assert [one.on.day for one in read(database, national)] == [8]


def test_an_empty_week_is_not_copied(database: Database) -> None:
    with database.transaction() as session:
        take_table(session, week=W48, wanted=[], taking=Taking.WHOLE, hand=HAND)
    with pytest.raises(NothingToCopy), database.transaction() as session:
        copy_week(session, source=W48, target=W49, hand=HAND)


def test_a_saved_usual_week_is_followed_by_weeks_without_a_table(
    any_database: Database, heard: list[SittingChange]
) -> None:
    known_as = of(read(any_database, W48.after(2)), LIN).id
    with any_database.transaction() as session:
        later = replace(CARDIOLOGY, starts="09:00")
        change_sitting(session, known_as=of(read_in(session), LIN).id, half=later, hand=HAND)
        heard.clear()
        save_as_usual(session, source=W48, hand=HAND)
        kept = saved_usual_week(session)
        assert kept is not None
        assert kept.by == "xu"
    found = of(read(any_database, W48.after(2)), LIN)
    assert (found.id, found.starts) == (known_as, "09:00")
    assert {one.before.on.isocalendar().week for one in heard} >= {49, 50, 51}
    assert all(one.after is not None and one.after.starts == "09:00" for one in heard)


def test_a_holiday_in_the_week_saved_takes_nothing_out_of_the_usual_one(database: Database) -> None:
    with database.transaction() as session:
        save_as_usual(session, source=Week.parse("2026-W40"), hand=HAND)
    assert [one.on.isoweekday() for one in read(database, W48)] == [1, 2, 4]


def test_a_week_given_up_is_the_usual_one_again(database: Database, heard: list[SittingChange]) -> None:
    before = read(database, W48)
    with database.transaction() as session:
        remove_sitting(session, known_as=before[2].id, hand=HAND)
        give_up_week(session, week=W48, hand=HAND)
        assert own_weeks(session, weeks=[W48]) == {}
    assert read(database, W48) == before


def test_a_table_is_taken_whole_and_those_who_stay_keep_their_ids(any_database: Database) -> None:
    liang = of(read(any_database, W48), "梁医生（示例）")
    wanted = [half(starts="14:30", ends="17:00"), half(weekday=3, where="清溪分院", doctor="宋医生（示例）")]
    with any_database.transaction() as session:
        shown = preview(session, week=W48, wanted=wanted, taking=Taking.WHOLE, hospital=HOSPITAL)
        done = take_table(session, week=W48, wanted=wanted, taking=Taking.WHOLE, hand=HAND)
    assert shown == done
    assert (len(done.kept), len(done.changed), len(done.added), len(done.removed)) == (0, 1, 1, 2)
    found = read(any_database, W48)
    assert [one.where for one in found] == ["清溪分院", QIAOREN]
    assert found[1].id == liang.id


def test_beside_what_stays_an_afternoon_is_not_the_morning_moved(database: Database) -> None:
    with database.transaction() as session:
        done = take_table(
            session,
            week=W48,
            wanted=[half(starts="14:30", ends="17:00")],
            taking=Taking.KEEP,
            hand=HAND,
        )
    assert (len(done.added), len(done.changed), len(done.removed)) == (1, 0, 0)
    assert len(read(database, W48)) == 4


def test_only_adding_changes_nothing_that_stands(database: Database) -> None:
    wanted = [half(ends="11:00"), half(weekday=7)]
    with database.transaction() as session:
        take_table(session, week=W48, wanted=wanted, taking=Taking.ONLY_ADD, hand=HAND)
    found = read(database, W48)
    assert [(one.on.isoweekday(), one.ends) for one in found][-2:] == [(4, "12:00"), (7, "12:00")]


def test_a_faulty_table_leaves_everything_as_it_was(database: Database) -> None:
    before = read(database, W48)
    with pytest.raises(TimetableRefused), database.transaction() as session:
        take_table(session, week=W48, wanted=[half(), half(where="x")], taking=Taking.WHOLE, hand=HAND)
    assert read(database, W48) == before


def test_every_deed_is_noted_with_who_did_what(any_database: Database) -> None:
    with any_database.transaction() as session:
        known_as = add_sitting(session, week=W48, half=half(weekday=6), hand=HAND)
    with any_database.transaction() as session:
        change_sitting(session, known_as=known_as, half=half(weekday=6, places=10), hand=HAND)
        save_as_usual(session, source=W48, hand=HAND)
    with any_database.reading() as session:
        added, changed = sorted(changes_of(session, week=str(W48)), key=lambda one: one.deed)
        assert (added.deed, added.by, added.at) == (TimetableDeed.ADDED, "xu", HAND.clock.now())
        assert [(one["before"], one["after"]["weekday"]) for one in added.changes] == [(None, 6)]
        assert [(one["before"]["places"], one["after"]["places"]) for one in changed.changes] == [(None, 10)]
        (usual,) = changes_of(session, week=USUAL)
        assert [one["after"]["weekday"] for one in usual.changes] == [6]


def test_a_change_that_changes_nothing_is_neither_noted_nor_told(
    database: Database, heard: list[SittingChange]
) -> None:
    known_as = of(read(database, W48), LIN).id
    with database.transaction() as session:
        change_sitting(session, known_as=known_as, half=CARDIOLOGY, hand=HAND)
        assert list(changes_of(session, week=str(W48))) == []
    assert heard == []


def test_what_is_over_is_told_to_nobody(database: Database, heard: list[SittingChange]) -> None:
    last = W48.before()
    with database.transaction() as session:
        remove_sitting(session, known_as=of(read(database, last), LIN).id, hand=HAND)
    assert heard == []


def test_who_listens_can_undo_the_deed(database: Database) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise LookupError("told to")

    listen_to_changes(refuse)
    before = read(database, W48)
    try:
        with pytest.raises(LookupError), database.transaction() as session:
            remove_sitting(session, known_as=before[0].id, hand=HAND)
    finally:
        stop_listening(refuse)
    assert read(database, W48) == before


def test_two_editors_of_a_fresh_week_both_get_their_sitting(any_database: Database) -> None:
    faults: list[Exception] = []

    def add(weekday: int) -> None:
        try:
            with any_database.transaction() as session:
                add_sitting(session, week=W48, half=half(weekday=weekday, where="清溪分院"), hand=HAND)
        except Exception as fault:  # noqa: BLE001 - shown by the test
            faults.append(fault)

    threads = [Thread(target=add, args=(weekday,)) for weekday in (3, 5, 6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert [one.on.isoweekday() for one in read(any_database, W48)] == [1, 2, 3, 4, 5, 6]
