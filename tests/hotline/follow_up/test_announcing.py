"""Whoever a deed concerns is told in the deed's own transaction."""

from hotline.notifications import NoticeKind
from hotline.tickets import (
    ReturnReason,
    accept_ticket,
    add_note,
    get_ticket,
    hand_over_ticket,
    record_attempt,
    return_handover,
)
from tests.hotline.follow_up.conftest import House
from tests.hotline.follow_up.test_promise_timers import REACHED, accepted


def receivers(house: House, kind: NoticeKind) -> list[str | None]:
    return [letter.to_staff for letter in house.announced(kind)]


def hand(house: House, number: str, *, to: str) -> None:
    house.clock.move(minutes=1)
    house.do(hand_over_ticket, number, to=to, by="wang", reason="专科")


def test_who_a_ticket_is_handed_to_is_told_who_gave_it(house: House) -> None:
    number = accepted(house)
    hand(house, number, to="li")
    (letter,) = house.announced(NoticeKind.HANDED_OVER)
    assert letter.to_staff == "li"
    assert letter.facts["from"]


def test_a_return_is_told_to_the_giver_and_the_second_to_the_manager_too(house: House) -> None:
    number = accepted(house)
    for _ in range(2):
        hand(house, number, to="li")
        house.do(return_handover, number, by="li", reason=ReturnReason.NOT_OUR_DEPARTMENT)
    assert receivers(house, NoticeKind.RETURNED) == ["wang", "wang"]
    assert receivers(house, NoticeKind.DECIDE) == ["wu"]


def test_the_first_contact_hears_of_later_deeds_once_until_she_looks(house: House) -> None:
    number = accepted(house)
    hand(house, number, to="li")
    house.do(accept_ticket, number, staff="li")
    for _ in range(2):
        house.do(add_note, number, by="li", text="在办")
    assert receivers(house, NoticeKind.NEWS) == ["wang"]
    with house.database.transaction() as session:
        get_ticket(session, number=number).mark_seen("wang")
    house.do(record_attempt, number, **REACHED | {"by": "li"})
    assert receivers(house, NoticeKind.NEWS) == ["wang", "wang"]


def test_nobody_is_told_of_her_own_deeds(house: House) -> None:
    number = accepted(house)
    house.do(add_note, number, by="wang", text="在办")
    assert receivers(house, NoticeKind.NEWS) == []
