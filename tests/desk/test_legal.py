"""The forms shown are exactly the deeds the ticket would allow."""

from collections.abc import Callable

import pytest

from desk.deeds import Deed, read_deed
from desk.forms import Form
from desk.legal import legal_deeds, legal_outcomes
from hotline.database import Database
from hotline.staff import get_active_staff
from hotline.tickets import DeedRefused, Outcome, get_ticket
from knowledge_base import Hospital
from tests.desk.person import Person
from tests.hotline.making import MORNING, SetClock

CALL = {"how": "call", "text": "说了"}
PATHS: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "opened": [],
    "accepted": [("chen", "accept", {})],
    "in progress": [("chen", "accept", {}), ("chen", "add_note", {"text": "看过"})],
    "attempted": [("chen", "accept", {}), ("chen", "record_feedback", {**CALL, "attempt": "no_answer"})],
    "handed to me": [("lin", "accept", {}), ("lin", "hand_over", {"to": "chen", "reason": "请"})],
    "handed to another": [("chen", "accept", {}), ("chen", "hand_over", {"to": "lin", "reason": "请"})],
    "fed back": [("chen", "accept", {}), ("chen", "record_feedback", {**CALL, "attempt": "reached"})],
    "fed back, handed": [
        ("lin", "accept", {}),
        ("lin", "record_feedback", {**CALL, "attempt": "reached"}),
        ("lin", "hand_over", {"to": "chen", "reason": "请"}),
    ],
    "resolved": [
        ("chen", "accept", {}),
        ("chen", "record_feedback", {**CALL, "attempt": "reached"}),
        ("chen", "resolve", {}),
    ],
    "closed": [("chen", "accept", {}), ("chen", "close", {"outcome": "mistaken"})],
}
FIELDS = {
    "to": "wang",
    "department": "骨科",
    "due_at": "2026-11-24T20:00",
    "told": "yes",
    "confirmed": "yes",
    "reason": "not_our_department",
    "text": "说了",
    "how": "call",
    "attempt": "reached",
    "outcome": "mistaken",
    "when": "in_an_hour",
}


@pytest.fixture
def is_allowed(
    database: Database, number: str, clock: SetClock, hospital: Hospital, open_one: Callable[..., str]
) -> Callable[..., bool]:
    """Whether the service itself does it; what it did is dropped."""
    other = open_one()

    def tried(deed: Deed, **changed: str) -> bool:
        grade = "urgent" if deed is Deed.RAISE_GRADE else "routine"
        form = Form({**FIELDS, "other": other, "grade": grade, **changed})
        do = read_deed(deed, number=number, by="chen", form=form, clock=clock, hospital=hospital)
        try:
            with database.reading() as session:
                do(session)
        except DeedRefused:
            return False
        return True

    return tried


@pytest.mark.parametrize("path", PATHS)
def test_a_form_is_shown_exactly_where_the_deed_is_legal(
    path: str,
    number: str,
    database: Database,
    person: Callable[[str], Person],
    is_allowed: Callable[..., bool],
) -> None:
    for username, deed, fields in PATHS[path]:
        assert person(username).do(deed, number, **fields).status_code == 303
    with database.reading() as session:
        ticket = get_ticket(session, number=number)
        shown = legal_deeds(ticket, member=get_active_staff(session, username="chen"), now=MORNING)
        outcomes = legal_outcomes(ticket)
    assert set(shown) == {deed for deed in Deed if deed is not Deed.MARK_SEEN and is_allowed(deed)}
    if Deed.CLOSE in shown:
        closable = {outcome for outcome in Outcome if is_allowed(Deed.CLOSE, outcome=outcome.value)}
        assert set(outcomes) == closable
    page = person("chen").ticket(number)
    assert {deed for deed in Deed if f'action="/desk/tickets/{number}/{deed.value}"' in page} == set(shown)
