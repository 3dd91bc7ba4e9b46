"""Of an appointment its patient's words go with its ticket's; day, department and outcome stay."""

from hotline.appointments import find_appointment
from hotline.database import Database
from hotline.privacy import delete_person, find_person, purge_batch, tell_person
from hotline.tickets import Outcome, close_ticket
from tests.hotline.appointments.making import FRIDAY, a_confirmed
from tests.hotline.making import SetClock, add_member


def closed(database: Database, clock: SetClock) -> str:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock, places=5).ticket_number
        close_ticket(session, number=number, by="chen", outcome=Outcome.WITHDRAWN, clock=clock)
    return number


def test_a_person_is_told_of_his_appointments_and_they_are_kept_as_the_law_says(
    any_database: Database, clock: SetClock
) -> None:
    closed(any_database, clock)
    with any_database.transaction() as session:
        person = find_person(session, phone="13800008000")
        (told,) = tell_person(session, person=person)["appointments"]
        assert told["for_whom"] == "我母亲"
        deletion = delete_person(session, person=person, by="chen", reason="本人要求", clock=clock)
        assert deletion.kept["appointments"] == 1


def test_after_three_years_only_the_facts_are_left(any_database: Database, clock: SetClock) -> None:
    number = closed(any_database, clock)
    clock.move(days=3 * 366)
    with any_database.transaction() as session:
        assert purge_batch(session, kind="appointments", clock=clock) == 1
        assert purge_batch(session, kind="appointments", clock=clock) == 0
    with any_database.reading() as session:
        left = find_appointment(session, number=number)
        assert left is not None
        assert (left.for_whom, left.patient_name, left.relation, left.wish) == (None,) * 4
        assert (left.on, left.department) == (FRIDAY, "心血管内科")
