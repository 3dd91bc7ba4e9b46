"""Timers in the application: the hospital's own duty list, the thread, and `hotline timers`."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from console.commands.timers import command
from console.paths import KNOWLEDGE
from console.roster import HospitalRoster
from console.timers import Timers
from hotline.clock import SystemClock
from hotline.database import Database
from hotline.follow_up import OnDuty
from hotline.safety import TriageGrade
from hotline.tickets import get_ticket, open_ticket
from knowledge_base import Hospital
from knowledge_base.profile import PROFILE, Contact, load_hospital
from knowledge_base.rota import Rota, Shift
from tests.hotline.making import SetClock, a_request, add_member

EVERY_DAY = frozenset(range(1, 8))
# 2026-11-23 is a Monday; the hospital is eight hours ahead.
MONDAY_MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)


def hospital_with(*shifts: Shift) -> Hospital:
    manager = Contact(name="吴主任", line="0000-1", username="wu")
    return replace(load_hospital(KNOWLEDGE / PROFILE), rota=Rota(shifts), duty_manager=manager)


@pytest.fixture
def roster() -> HospitalRoster:
    return HospitalRoster(
        hospital_with(
            Shift(name="白班", weekdays=EVERY_DAY, starts="08:00", ends="16:00", username="bai"),
            Shift(name="小夜", weekdays=frozenset({1, 2, 3, 4, 5}), starts="16:00", ends="24:00"),
            Shift(name="周末", weekdays=frozenset({6, 7}), starts="16:00", ends="24:00"),
            Shift(name="大夜", weekdays=EVERY_DAY, starts="00:00", ends="08:00"),
        )
    )


def test_who_is_on_duty_is_read_in_the_hospitals_time(roster: HospitalRoster) -> None:
    assert roster.on_duty(MONDAY_MORNING) == OnDuty(name="白班", username="bai")
    assert roster.on_duty(MONDAY_NIGHT) == OnDuty(name="大夜")
    assert roster.manager() == OnDuty(name="吴主任", username="wu")


def test_the_next_is_whoever_comes_on_duty_next_and_everybody_has_a_turn(roster: HospitalRoster) -> None:
    names = ["白班"]
    for _ in range(4):
        names.append(roster.next_after(names[-1], MONDAY_MORNING).name)
    assert names == ["白班", "小夜", "大夜", "周末", "白班"]


def test_at_night_the_next_morning_follows(roster: HospitalRoster) -> None:
    assert roster.next_after("大夜", MONDAY_NIGHT).name == "白班"


@pytest.mark.parametrize("name", [None, "不在班上的人"])
def test_who_is_not_on_the_rota_is_followed_by_whoever_is_on_duty(
    roster: HospitalRoster, name: str | None
) -> None:
    assert roster.next_after(name, MONDAY_NIGHT).name == "大夜"


def test_a_nurse_alone_on_the_rota_follows_herself() -> None:
    alone = HospitalRoster(hospital_with(Shift(name="陈", weekdays=EVERY_DAY, starts="00:00", ends="24:00")))
    assert alone.next_after("陈", MONDAY_MORNING).name == "陈"


def open_one(database: Database, clock: Any, **changed: Any) -> str:
    with database.transaction() as session:
        return open_ticket(session, request=a_request(**changed), clock=clock).number


def duty_nurse(database: Database, number: str) -> str | None:
    with database.reading() as session:
        return get_ticket(session, number=number).duty_nurse


def test_the_thread_does_what_is_due_and_stops(small_database: Database, roster: HospitalRoster) -> None:
    clock = SetClock(MONDAY_MORNING)
    with small_database.transaction() as session:
        add_member(session, "bai")
    number = open_one(small_database, clock, duty_nurse="白班")
    clock.move(minutes=15)
    timers = Timers(database=small_database, clock=clock, roster=roster, every=timedelta(milliseconds=10))
    timers.turning.start()
    waiting = Event()
    for _ in range(500):
        if duty_nurse(small_database, number) == "小夜":
            break
        waiting.wait(0.02)
    timers.turning.stop()
    assert duty_nurse(small_database, number) == "小夜"
    assert timers.turn() == 0


def test_the_command_lists_what_is_due_and_does_it_once(small_database: Database) -> None:
    clock = SetClock(SystemClock().now() - timedelta(minutes=3))
    number = open_one(small_database, clock, grade=TriageGrade.EMERGENCY)
    listed = CliRunner().invoke(command, ["--json"])
    (row,) = [json.loads(line) for line in listed.output.splitlines()]
    assert (row["ticket"], row["kind"], row["is_due"]) == (number, "unaccepted", True)
    assert "1" in CliRunner().invoke(command, ["run"]).output
    assert CliRunner().invoke(command, ["run"]).output == "Done: 0\n"
    assert CliRunner().invoke(command, []).output == "Nothing is due, and no timer has failed.\n"
