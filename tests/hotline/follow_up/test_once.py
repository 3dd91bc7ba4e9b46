"""Each due timer is done exactly once, by however many replicas, and a faulty one holds up nobody."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.follow_up import (
    Timer,
    TimerKind,
    TimerState,
    count_stuck_timers,
    do_one_due_timer,
    due_timers,
    faulty_timers,
    is_timer_due,
    plan_one_forgotten_ticket,
    plan_timers,
    stuck_timers,
)
from hotline.follow_up import doing as doing_module
from hotline.notifications import Letter, Means, NoticeKind
from hotline.tickets import (
    EventKind,
    Ticket,
    TicketEvent,
    TicketState,
    accept_ticket,
    get_ticket,
    lock_ticket,
    open_ticket,
)
from tests.hotline.follow_up.conftest import House, SetRoster, add_staff_to
from tests.hotline.making import SetClock, a_request

MANY = 1000


def open_many(database: Database, clock: SetClock, *, many: int) -> None:
    with database.transaction() as session:
        for n in range(many):
            request = a_request(conversation_id=f"web-{n}", duty_nurse="护士wang")
            open_ticket(session, request=request, clock=clock)


def do_all(database: Database, clock: SetClock) -> int:
    done = 0
    while True:
        with database.transaction() as session:
            if not do_one_due_timer(session, clock=clock, roster=SetRoster()):
                return done
        done += 1


def require_each_once(database: Database, *, many: int, done: int) -> None:
    """Of many tickets nobody accepted for a quarter of an hour."""
    assert done == many
    with database.reading() as session:
        passed_on = Counter(
            session.scalars(select(TicketEvent.ticket_id).where(TicketEvent.kind == EventKind.ESCALATED))
        )
        assert set(passed_on.values()) == {1}
        assert len(passed_on) == many
        letters = Counter(session.scalars(select(Letter.ticket_number).where(Letter.means == Means.DESK)))
        assert set(letters.values()) == {1}
        assert len(letters) == many
        by_state = select(Timer.state, func.count()).where(Timer.kind == TimerKind.UNACCEPTED)
        states = {state: count for state, count in session.execute(by_state.group_by(Timer.state))}  # noqa: C416 - rows are no pairs to mypy
        assert states == {TimerState.DONE: many, TimerState.PLANNED: many}


@pytest.mark.whole
def test_two_replicas_do_a_thousand_due_timers_once_each(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    add_staff_to(postgres_database)
    open_many(postgres_database, clock, many=MANY)
    clock.move(minutes=15)
    replicas = [Database(migrated_postgres) for _ in range(2)]
    start, counts = threading.Barrier(2), [0, 0]

    def work(place: int) -> None:
        start.wait()
        counts[place] = do_all(replicas[place], clock)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for replica in replicas:
        replica.close()
    # Whoever found only locked rows left stops; the rest waits for the next turn.
    done = sum(counts) + do_all(postgres_database, clock)
    assert min(counts) > 0, "both worked"
    require_each_once(postgres_database, many=MANY, done=done)


_PROCESS = """
import sys
from datetime import datetime
from hotline.database import Database, Keyring, install_keyring
from tests.hotline.follow_up.test_once import do_all
from tests.hotline.making import SetClock
url, key, at = sys.argv[1:]
install_keyring(Keyring(key))
print(do_all(Database(url), SetClock(datetime.fromisoformat(at))))
"""


@pytest.mark.whole
def test_two_processes_share_the_work_and_do_nothing_twice(
    postgres_database: Database, migrated_postgres: str, clock: SetClock, data_key: str
) -> None:
    add_staff_to(postgres_database)
    open_many(postgres_database, clock, many=300)
    clock.move(minutes=15)
    told = [migrated_postgres, data_key, clock.now().isoformat()]
    command = [sys.executable, "-c", _PROCESS, *told]
    root = Path(__file__).parents[3]
    replicas = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    counts = [int(replica.communicate()[0]) for replica in replicas]
    assert all(replica.returncode == 0 for replica in replicas)
    require_each_once(postgres_database, many=300, done=sum(counts) + do_all(postgres_database, clock))


def test_one_process_on_sqlite_does_each_once(database: Database, clock: SetClock) -> None:
    add_staff_to(database)
    open_many(database, clock, many=100)
    clock.move(minutes=15)
    require_each_once(database, many=100, done=do_all(database, clock))


@pytest.mark.whole
def test_a_deed_that_holds_the_ticket_is_not_waited_for(postgres_database: Database, clock: SetClock) -> None:
    house = House(postgres_database, clock)
    add_staff_to(postgres_database)
    first, second = house.open(), house.open()
    clock.move(minutes=15)
    with postgres_database.transaction() as session:
        lock_ticket(session, number=first)
        assert house.turn() == 1
    assert house.events(first) == []
    assert len(house.events(second)) == 1
    assert house.turn() == 1


@pytest.mark.whole
def test_deeds_and_timers_of_the_same_tickets_never_lock_each_other_out(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    add_staff_to(postgres_database)
    open_many(postgres_database, clock, many=100)
    clock.move(minutes=15)
    with postgres_database.reading() as session:
        numbers = list(session.scalars(select(Ticket.number)))
    replica = Database(migrated_postgres, busy_timeout=timedelta(seconds=20))
    timers = threading.Thread(target=do_all, args=(replica, clock))
    timers.start()
    for number in numbers:
        with replica.transaction() as session:
            accept_ticket(session, number=number, staff="li", clock=clock)
    timers.join()
    do_all(postgres_database, clock)
    with postgres_database.reading() as session:
        faults = list(session.scalars(select(Timer.fault).where(Timer.tries > 0)))
        waiting = select(Timer.id).where(
            Timer.kind == TimerKind.UNACCEPTED, Timer.state == TimerState.PLANNED
        )
        assert (faults, session.scalars(waiting).all()) == ([], [])
        assert set(session.scalars(select(Ticket.state))) == {TicketState.ACCEPTED}
    replica.close()


def stuck(house: House) -> list[str]:
    with house.database.reading() as session:
        found = [one.ticket.number for one in stuck_timers(session)]
        assert count_stuck_timers(session) == len(found)
        return found


def test_a_faulty_timer_is_put_off_longer_each_time_and_holds_up_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty, sound = house.open(), house.open()
    carry_out = doing_module._carry_out

    def break_for_one(session: Session, ticket: Ticket, *rest: Any, **more: Any) -> None:
        carry_out(session, ticket, *rest, **more)
        if ticket.number == faulty:
            raise RuntimeError("told to fail")

    monkeypatch.setattr(doing_module, "_carry_out", break_for_one)
    assert house.wait(minutes=15) == 2
    assert len(house.events(sound)) == 1
    assert house.events(faulty) == [], "half of it is not kept"
    assert house.told() == [("li", "unaccepted")]
    assert stuck(house) == [], "one failure may pass"
    pauses = []
    for _ in range(6):
        (timer,) = house.timers(faulty, TimerKind.UNACCEPTED)
        pauses.append(timer.look_at - house.clock.now())
        assert timer.fault == "RuntimeError"
        house.clock.at = timer.look_at
        house.turn()
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 10, 10)]
    with house.database.reading() as session:
        assert [one.ticket.number for one in faulty_timers(session)] == [faulty]
    assert stuck(house) == [faulty]
    monkeypatch.undo()
    house.wait(minutes=10)
    assert len(house.events(faulty)) == 1
    with house.database.reading() as session:
        assert list(faulty_timers(session)) == []
    assert stuck(house) == []


def test_what_is_due_is_listed_the_longest_overdue_first(house: House) -> None:
    first = house.open()
    house.clock.move(minutes=5)
    second = house.open()
    with house.database.reading() as session:
        assert not is_timer_due(session, now=house.clock.now())
    house.clock.move(minutes=15)
    with house.database.reading() as session:
        assert is_timer_due(session, now=house.clock.now())
        due = due_timers(session, now=house.clock.now())
        assert [timer.ticket.number for timer in due] == [first, second]


def test_planning_again_changes_nothing(house: House) -> None:
    number = house.open()
    before = [(one.id, one.due_at, one.state) for one in house.timers(number)]
    assert before
    with house.database.transaction() as session:
        plan_timers(session, ticket=get_ticket(session, number=number))
    assert [(one.id, one.due_at, one.state) for one in house.timers(number)] == before


def test_a_ticket_that_is_not_kept_leaves_no_timer(house: House) -> None:
    def open_and_fail() -> None:
        with house.database.transaction() as session:
            open_ticket(session, request=a_request(), clock=house.clock)
            raise RuntimeError("told to fail")

    with pytest.raises(RuntimeError):
        open_and_fail()
    with house.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Timer)) == 0


def test_tickets_from_before_there_were_timers_get_theirs(house: House) -> None:
    old, new = house.open(), house.open()
    wanted = house.planned(new)
    with house.database.transaction() as session:
        gone = get_ticket(session, number=old).id.hex
        session.execute(
            text("DELETE FROM timers WHERE replace(CAST(ticket_id AS varchar(36)), '-', '') = :gone"),
            {"gone": gone},
        )
    assert house.planned(old) == set()
    with house.database.transaction() as session:
        assert plan_one_forgotten_ticket(session)
        assert not plan_one_forgotten_ticket(session)
    assert house.planned(old) == wanted


def test_without_any_account_the_duty_still_goes_on_and_the_letter_is_seen_to_be_dead(
    any_database: Database, clock: SetClock
) -> None:
    house = House(any_database, clock)
    number = house.open()
    assert house.wait(minutes=15) == 1
    assert house.ticket(number).duty_nurse == "护士li"
    with any_database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.means == Means.DESK)).one()
        assert (letter.kind, letter.state.value) == (NoticeKind.UNACCEPTED, "dead")


def test_a_timer_whose_state_another_changed_is_left_alone(house: House) -> None:
    number = house.open()
    with house.database.transaction() as session:
        session.execute(update(Timer).values(state=TimerState.CANCELLED))
    assert house.wait(days=2) == 0
    assert house.events(number) == []
