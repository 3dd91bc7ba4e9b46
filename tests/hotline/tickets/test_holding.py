"""Who answers for a ticket, who is told, and who decides after two returns."""

import pytest

from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.staff import NoSuchStaff, StaffRole
from hotline.tickets import (
    HOTLINE,
    AlreadyAssists,
    EscalationLevel,
    EscalationReason,
    EventKind,
    ManagerDecides,
    NotGraver,
    NotMilder,
    ReturnReason,
    Standing,
    accept_ticket,
    add_assisting,
    add_note,
    escalate,
    get_ticket,
    hand_over_ticket,
    lower_grade,
    mark_seen,
    open_ticket,
    raise_grade,
    return_handover,
)
from tests.hotline.making import MORNING, SetClock, a_request, add_member
from tests.hotline.tickets.making import HOUR, accepted, opened


@pytest.fixture
def number(any_database: Database, clock: SetClock) -> str:
    with any_database.transaction() as session:
        for name in ("chen", "lin"):
            add_member(session, name)
        add_member(session, "wang", role=StaffRole.DEPARTMENT).department = "神经内科"
        add_member(session, "xu", role=StaffRole.MANAGER)
        number = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=number, staff="chen", clock=clock)
    return number


def returned_twice(database: Database, number: str, clock: SetClock) -> None:
    for reason in (ReturnReason.NOT_OUR_DEPARTMENT, ReturnReason.LACKS_INFORMATION):
        with database.transaction() as session:
            hand_over_ticket(session, number=number, to="lin", by="chen", reason="专科", clock=clock)
            return_handover(session, number=number, by="lin", reason=reason, text="看过了", clock=clock)


def test_a_return_names_its_reason_and_is_counted(
    any_database: Database, number: str, clock: SetClock
) -> None:
    returned_twice(any_database, number, clock)
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        told = [e.data for e in ticket.events if e.kind is EventKind.HANDOVER_RETURNED]
    assert told == [
        {"reason": "not_our_department", "returns": 1},
        {"reason": "lacks_information", "returns": 2},
    ]
    assert (ticket.returns, ticket.assignee, ticket.first_contact) == (2, "chen", "chen")


def test_after_two_returns_only_the_manager_decides_and_the_decision_stands(
    any_database: Database, number: str, clock: SetClock
) -> None:
    returned_twice(any_database, number, clock)
    it = {"number": number, "reason": "专科", "clock": clock}
    with pytest.raises(ManagerDecides) as refused, any_database.transaction() as session:
        hand_over_ticket(session, to="wang", by="chen", **it)  # type: ignore[arg-type]
    assert refused.value.returns == 2
    with any_database.transaction() as session:
        hand_over_ticket(session, to="lin", by="xu", **it)  # type: ignore[arg-type]
        hand_over_ticket(session, to="wang", by="xu", **it)  # type: ignore[arg-type]
    with pytest.raises(ManagerDecides), any_database.transaction() as session:
        return_handover(
            session, number=number, by="wang", reason=ReturnReason.NOT_A_MATTER_FOR_US, clock=clock
        )
    with any_database.transaction() as session:
        ticket = accept_ticket(session, number=number, staff="wang", clock=clock)
    assert (ticket.assignee, ticket.first_contact, ticket.returns) == ("wang", "chen", 2)


def test_a_department_leads_only_after_accepting(
    any_database: Database, number: str, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_assisting(session, number=number, department="神经内科", by="chen", clock=clock)
        ticket = hand_over_ticket(session, number=number, to="wang", by="chen", reason="专科", clock=clock)
        assert (ticket.department, ticket.assisting) == ("心血管内科", ["神经内科"])
        ticket = accept_ticket(session, number=number, staff="wang", clock=clock)
        assert (ticket.department, ticket.assisting) == ("神经内科", [])
        assert ticket.events[-1].data == {"from": "chen", "department": "神经内科"}


def test_a_department_assists_once_and_not_where_it_leads() -> None:
    ticket = accepted()
    ticket.add_assisting("药剂科", by="chen", at=MORNING)
    for department in ("药剂科", "心血管内科"):
        with pytest.raises(AlreadyAssists):
            ticket.add_assisting(department, by="chen", at=MORNING)
    assert ticket.assisting == ["药剂科"]


def test_the_first_contact_sees_what_others_did_since_looking(
    any_database: Database, number: str, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_note(session, number=number, by="chen", text="我自己写的", clock=clock)
        ticket = add_note(session, number=number, by="lin", text="问过药房", clock=clock)
        assert [event.by for event in ticket.news_for_first_contact] == ["lin"]
        mark_seen(session, number=number, by="lin")
        assert len(ticket.news_for_first_contact) == 1
        mark_seen(session, number=number, by="chen")
        assert ticket.news_for_first_contact == []
    with any_database.reading() as session:
        assert get_ticket(session, number=number).seen_seq == 4


def test_before_anybody_accepted_there_is_nobody_to_tell() -> None:
    assert opened().news_for_first_contact == ()


def test_an_escalation_moves_no_responsibility(any_database: Database, number: str, clock: SetClock) -> None:
    with any_database.transaction() as session:
        ticket = escalate(
            session,
            number=number,
            level=EscalationLevel.DUTY_MANAGER,
            to="xu",
            reason=EscalationReason.BREACHED,
            clock=clock,
        )
    assert (ticket.assignee, ticket.escalation) == ("chen", EscalationLevel.DUTY_MANAGER)
    assert ticket.events[-1].data == {"level": "duty_manager", "to": "xu", "reason": "breached"}
    assert ticket.events[-1].by == HOTLINE


def test_anybody_raises_a_grade_and_only_a_person_lowers_it(
    any_database: Database, number: str, clock: SetClock
) -> None:
    it = {"number": number, "clock": clock}
    with any_database.transaction() as session:
        ticket = raise_grade(session, grade=TriageGrade.EMERGENCY, by=HOTLINE, **it)  # type: ignore[arg-type]
        assert ticket.grade is TriageGrade.EMERGENCY
    with pytest.raises(NoSuchStaff), any_database.transaction() as session:
        lower_grade(session, grade=TriageGrade.ROUTINE, by=HOTLINE, reason="看错", **it)  # type: ignore[arg-type]
    with any_database.transaction() as session:
        lower_grade(session, grade=TriageGrade.URGENT, by="chen", reason="问清了", **it)  # type: ignore[arg-type]
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert ticket.events[-1].data == {"grade_before": "emergency", "grade": "urgent"}
        assert ticket.events[-1].private == {"reason": "问清了"}


def test_a_grade_that_is_not_moved_is_refused_and_the_promise_stays() -> None:
    ticket = accepted(TriageGrade.URGENT)
    due = ticket.feedback_due_at
    with pytest.raises(NotGraver):
        ticket.raise_grade(TriageGrade.URGENT, by="chen", at=MORNING)
    with pytest.raises(NotMilder):
        ticket.lower_grade(TriageGrade.EMERGENCY, by="chen", reason="试", at=MORNING)
    ticket.lower_grade(TriageGrade.ROUTINE, by="chen", reason="问清了", at=MORNING)
    assert ticket.feedback_due_at == due
    assert ticket.standing(MORNING + 5 * HOUR) is Standing.BREACHED
