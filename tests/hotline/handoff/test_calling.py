"""A patient who asks for a person is announced: to those at the desk and on duty, once a talk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.handoff import HandoffReason, TalkRequest, ask_for_person
from hotline.notifications import Letter, LetterFault, LetterState, Means, NoticeKind
from hotline.staff import disable_staff
from tests.hotline.handoff.talking import CHANNEL, Ward
from tests.hotline.making import SetClock, add_member

REQUEST = TalkRequest(
    conversation_id="web-1",
    channel=CHANNEL,
    ticket_number="261123-0001",
    reason=HandoffReason.ASKED,
    summary="想找护士",
)


@pytest.fixture
def ward(database: Database, clock: SetClock, tmp_path: Path) -> Iterator[Ward]:
    ward = Ward(database, clock=clock, journal=tmp_path / "journal")
    yield ward
    ward.close()


def letters(ward: Ward) -> list[Letter]:
    wanted = select(Letter).where(Letter.kind == NoticeKind.HANDOFF_WAITING, Letter.means == Means.DESK)
    with ward.database.reading() as session:
        return list(session.scalars(wanted.order_by(Letter.written_at)))


def told(ward: Ward) -> list[str | None]:
    return sorted((letter.to_staff for letter in letters(ward)), key=str)


def ask(ward: Ward, *, on_duty: str | None = None) -> None:
    with ward.database.transaction() as session:
        ask_for_person(session, request=REQUEST, clock=ward.clock, on_duty=on_duty)


def test_who_is_at_the_desk_hears_that_a_patient_waits(ward: Ward) -> None:
    ward.is_present("chen")
    ask(ward)
    (letter,) = letters(ward)
    assert (letter.to_staff, letter.ticket_number, letter.state) == (
        "chen",
        "261123-0001",
        LetterState.SENT,
    )


def test_whoever_is_on_duty_hears_it_too(ward: Ward) -> None:
    ward.is_present("chen")
    ask(ward, on_duty="Lin")
    assert told(ward) == ["chen", "lin"]


def test_the_duty_list_is_asked_at_the_moment_of_asking(ward: Ward) -> None:
    ward.is_present("chen")
    ward.duty = "lin"
    ward.ask()
    assert told(ward) == ["chen", "lin"]


def test_asking_again_tells_nobody_again(ward: Ward) -> None:
    ward.is_present("chen")
    ask(ward)
    ask(ward)
    assert told(ward) == ["chen"]


def test_where_nobody_is_there_every_nurse_hears_it(ward: Ward) -> None:
    ward.is_present("chen")
    ward.clock.move(minutes=2)
    ask(ward)
    assert told(ward) == ["chen", "lin"]


def test_who_has_left_is_told_nothing(ward: Ward) -> None:
    ward.is_present("chen", "lin")
    with ward.database.transaction() as session:
        disable_staff(session, username="lin")
    ask(ward, on_duty="lin")
    assert told(ward) == ["chen"]


def test_without_a_single_nurse_somebody_sees_a_dead_letter(
    database: Database, clock: SetClock, tmp_path: Path
) -> None:
    empty = Ward(database, clock=clock, journal=tmp_path / "journal", staffed=False)
    with database.transaction() as session:
        add_member(session, "gu")
        disable_staff(session, username="gu")
    ask(empty)
    empty.close()
    (letter,) = letters(empty)
    assert (letter.state, letter.fault) == (LetterState.DEAD, LetterFault.NO_SUCH_STAFF)
