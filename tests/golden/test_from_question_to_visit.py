"""From a question to the visit: the branch on Thursday, confirmed, reminded of, with a sheet on paper."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from console.appointments import BookedListen
from console.paths import KNOWLEDGE
from console.timetable import hospital_week
from hotline.appointments import AppointmentState, confirm, find_appointment
from hotline.notifications import Letter, Means, NoticeKind
from hotline.sheets import give_sheet
from hotline.timetable import HalfDay, Hand, add_sitting, cancel_sitting, sittings
from hotline.weeks import Week
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.journeys import load_journeys
from telephony.channels.sheet_page.door import SheetPage
from telephony.channels.sheet_page.paper import print_sheet
from tests.golden.conftest import MakeWorld
from tests.golden.fast import FastStage
from tests.golden.loading import load_conversation
from tests.golden.player import Player
from tests.golden.world import World
from tests.hotline.making import add_member

FILE = Path(__file__).with_name("old_man_from_a_village.yml")
THURSDAY = date(2026, 11, 26)
BRANCH, DEPARTMENT, DOCTOR = "乔仁分院", "心血管内科", "总院林主任（示例）"


@pytest.fixture
async def booked(
    make_world: MakeWorld, fast_stage: FastStage, knowledge: KnowledgeBase, hospital: Hospital
) -> World:
    """The doctor comes on Thursday instead of Tuesday, and the old man has asked."""
    world = make_world(fast_stage)
    with world.database.transaction() as session:
        add_member(session, "gu")
        hand = Hand(hospital=hospital_week(hospital), by="gu", clock=world.clock)
        week = Week.of(THURSDAY)
        first = half_day(world, date(2026, 11, 24), hospital)
        cancel_sitting(session, known_as=first, reason="外出学习", hand=hand)
        half = HalfDay(
            weekday=4,
            starts="08:30",
            ends="11:30",
            where=BRANCH,
            department=DEPARTMENT,
            doctor=DOCTOR,
            visiting=True,
            places=None,
        )
        add_sitting(session, week=week, half=half, hand=hand)
    await Player(load_conversation(FILE), world, knowledge.entries).play()
    return world


def half_day(world: World, on: date, hospital: Hospital) -> str:
    with world.database.reading() as session:
        found = sittings(session, first=on, last=on, hospital=hospital_week(hospital))
    return next(one.id for one in found if (one.where, one.department) == (BRANCH, DEPARTMENT))


def settle(world: World, hospital: Hospital) -> str:
    """A nurse confirms; gives the ticket's number."""
    (ticket,) = world.tickets()
    known_as = half_day(world, THURSDAY, hospital)
    with world.database.transaction() as session:
        confirm(
            session,
            number=ticket.number,
            on=THURSDAY,
            starts="08:30",
            where=BRANCH,
            department=DEPARTMENT,
            doctor=DOCTOR,
            sitting_id=known_as,
            by="gu",
            clock=world.clock,
        )
    return ticket.number


def told(world: World) -> list[NoticeKind]:
    """What he was written by short message, in its order; his chat shows the same."""
    with world.database.reading() as session:
        letters = session.scalars(select(Letter).order_by(Letter.written_at))
        return [one.kind for one in letters if one.is_to_caller and one.means is Means.SMS]


async def test_he_is_told_that_it_stands_and_reminded_the_evening_before(
    booked: World, hospital: Hospital
) -> None:
    settle(booked, hospital)
    assert told(booked) == [NoticeKind.APPOINTMENT_CONFIRMED]
    booked.clock.at += timedelta(days=1)
    booked.remind()
    assert len(told(booked)) == 1
    booked.clock.at += timedelta(days=1, hours=9)
    booked.remind()
    booked.remind()
    assert len(told(booked)) == 2
    assert "remind" in told(booked)[-1].value


async def test_he_has_his_way_on_paper(booked: World, hospital: Hospital) -> None:
    number = settle(booked, hospital)
    journeys = load_journeys(KNOWLEDGE, hospital=hospital)
    with booked.database.transaction() as session:
        code = give_sheet(
            session,
            journey="outpatient_visit",
            traits={"old"},
            ticket_number=number,
            clock=booked.clock,
            by="gu",
        ).code
    page = SheetPage(database=booked.database, journeys=journeys, hospital=hospital, clock=booked.clock)
    shown = page.show(code)
    pages = PdfReader(BytesIO(print_sheet(shown, hospital=hospital))).pages
    text = "".join(page.extract_text() for page in pages)
    assert shown.sheet.title in text
    assert "王建国" not in text


async def test_a_leave_of_the_doctor_reaches_him_once(booked: World, hospital: Hospital) -> None:
    number = settle(booked, hospital)
    hand = Hand(hospital=hospital_week(hospital), by="gu", clock=booked.clock)
    known_as = half_day(booked, THURSDAY, hospital)
    with BookedListen(hospital), booked.database.transaction() as session:
        cancel_sitting(session, known_as=known_as, reason="临时手术", hand=hand)
    assert told(booked) == [NoticeKind.APPOINTMENT_CONFIRMED, NoticeKind.APPOINTMENT_FELL_THROUGH]
    with booked.database.reading() as session:
        appointment = find_appointment(session, number=number)
    assert appointment is not None
    assert appointment.state is AppointmentState.ASKED
