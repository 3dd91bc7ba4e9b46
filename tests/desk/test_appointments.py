"""A visit is arranged, moved, cancelled and marked at the desk, by those who work on tickets."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx2 import Response

from hotline.appointments import Appointment, AppointmentState, ask_change, find_appointment
from hotline.database import Database
from hotline.staff import list_views
from hotline.tickets import CALLER
from tests.desk.person import Person, token_in
from tests.desk.sitting import FRIDAY, SetTimetable, a_sitting
from tests.hotline.appointments.making import a_booking, a_confirmed
from tests.hotline.making import SetClock

Book = Callable[..., str]


@pytest.fixture
def book(database: Database, clock: SetClock) -> Book:
    def booked(**details: str) -> str:
        with database.transaction() as session:
            return a_booking(session, clock=clock, **details).number

    return booked


@pytest.fixture
def confirmed(database: Database, clock: SetClock) -> str:
    with database.transaction() as session:
        return a_confirmed(session, clock=clock, where="乔仁分院").ticket_number


def read(person: Person, number: str, **query: str) -> str:
    return person.client.get(f"/desk/tickets/{number}/appointment", params=query).text


def do(person: Person, work: str, number: str, **fields: str) -> Response:
    token = token_in(person.queue())
    address = f"/desk/tickets/{number}/appointment/{work}"
    return person.client.post(address, data={"form_token": token, **fields})


def mark(person: Person, work: str, number: str) -> Response:
    fields = {"form_token": token_in(person.queue()), "number": number, "day": FRIDAY.isoformat()}
    return person.client.post(f"/desk/appointments/{work}", data=fields)


def found(database: Database, number: str) -> Appointment:
    with database.reading() as session:
        appointment = find_appointment(session, number=number)
    assert appointment is not None
    return appointment


def test_a_booking_says_what_is_wished_and_offers_the_half_days_of_its_department(
    chen: Person, book: Book, timetable: SetTimetable
) -> None:
    timetable.known += [a_sitting(), a_sitting(id="other", department="骨科", doctor="朱主任（示例）")]
    number = book(help_needed="wheelchair,old")
    page = read(chen, number)
    for told in ("李秀英", "这周五上午", "要轮椅", "请优先", "11月27日周五 08:00–11:30", "还有2个号"):
        assert told in page
    assert "朱主任" not in page
    assert "朱主任" in read(chen, number, department="")


def test_what_was_chosen_is_confirmed_and_the_caller_is_told(
    chen: Person, book: Book, timetable: SetTimetable, database: Database
) -> None:
    timetable.known.append(a_sitting())
    number = book()
    answer = do(chen, "confirm", number, sitting="sitting-1")
    assert answer.status_code == 303
    kept = found(database, number)
    assert (kept.state, kept.on, kept.starts, kept.where) == (
        AppointmentState.CONFIRMED,
        FRIDAY,
        "08:00",
        "乔仁分院",
    )
    page = chen.client.get(answer.headers["location"]).text
    assert "约好了，会告诉来电人" in page
    assert "约好了：" in page
    assert "现在约的就是这次" in page


def test_a_sitting_that_is_gone_meanwhile_is_refused_and_nothing_is_arranged(
    chen: Person, book: Book, timetable: SetTimetable, database: Database
) -> None:
    number = book()
    timetable.known.append(a_sitting(cancelled=True, reason="开会"))
    answer = do(chen, "confirm", number, sitting="sitting-1")
    assert answer.status_code == 409
    assert "坐诊表上已经没有或取消了" in answer.text
    assert found(database, number).state is AppointmentState.ASKED


def test_a_full_sitting_is_refused_with_the_reason(chen: Person, book: Book, timetable: SetTimetable) -> None:
    timetable.known.append(a_sitting(places=1))
    do(chen, "confirm", book(), sitting="sitting-1")
    second = book()
    assert "约满了" in read(chen, second)
    answer = do(chen, "confirm", second, sitting="sitting-1")
    assert answer.status_code == 409
    assert "号已经满了" in answer.text


def test_a_visit_outside_the_timetable_is_written_by_hand(
    chen: Person, book: Book, database: Database
) -> None:
    number = book()
    fields = {"on": "2026-11-30", "starts": "09:00", "where": "清溪分院", "department": "妇科"}
    assert do(chen, "confirm", number, **fields).status_code == 303
    kept = found(database, number)
    assert (kept.where, kept.department, kept.doctor, kept.sitting_id) == ("清溪分院", "妇科", None, None)


@pytest.mark.parametrize(
    "changed", [{"on": "后天"}, {"starts": "九点"}, {"where": "隔壁"}, {"department": "算命科"}]
)
def test_what_is_written_by_hand_must_be_a_visit(chen: Person, book: Book, changed: dict[str, str]) -> None:
    fields = {"on": "2026-11-30", "starts": "09:00", "where": "清溪分院", "department": "妇科"} | changed
    answer = do(chen, "confirm", book(), **fields)
    assert answer.status_code == 422
    assert "自己填的要写全" in answer.text


def test_a_confirmed_visit_is_moved_and_cancelled_with_a_reason(
    chen: Person, confirmed: str, timetable: SetTimetable, database: Database
) -> None:
    timetable.known.append(a_sitting(id="later", on=FRIDAY + timedelta(days=7)))
    assert do(chen, "change", confirmed, sitting="later").status_code == 303
    assert found(database, confirmed).on == FRIDAY + timedelta(days=7)
    assert do(chen, "cancel", confirmed).status_code == 422
    assert do(chen, "cancel", confirmed, reason="患者说已经好了").status_code == 303
    assert found(database, confirmed).state is AppointmentState.CANCELLED
    assert "这个预约已经结束" in read(chen, confirmed)
    assert do(chen, "cancel", confirmed, reason="又一次").status_code == 409


def test_a_day_that_the_caller_wants_moved_is_shown_on_the_ticket_and_its_page(
    chen: Person, confirmed: str, database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        ask_change(session, number=confirmed, wish="想改到下周一", by=CALLER, clock=clock)
    for page in (chen.ticket(confirmed), read(chen, confirmed)):
        assert "来电人想改到别的时间：想改到下周一" in page
    assert "想改期" in chen.client.get("/desk/appointments").text


def test_who_came_is_marked_on_the_list_of_the_day_and_not_before(
    chen: Person, confirmed: str, database: Database, clock: SetClock
) -> None:
    assert mark(chen, "kept", confirmed).status_code == 409
    clock.move(days=4)
    answer = mark(chen, "missed", confirmed)
    assert answer.status_code == 303
    assert "明天上午会问候他一次" in chen.client.get(answer.headers["location"]).text
    assert found(database, confirmed).state is AppointmentState.MISSED


def test_the_old_and_the_disabled_stand_first_among_those_who_wait(chen: Person, book: Book) -> None:
    first, second = book(), book(help_needed="hearing")
    page = chen.client.get("/desk/appointments").text
    assert page.index(second) < page.index(first)


def test_a_day_lists_who_comes_and_only_to_the_place_that_is_asked_for(chen: Person, confirmed: str) -> None:
    day = {"day": FRIDAY.isoformat()}
    assert confirmed in chen.client.get("/desk/appointments", params=day).text
    assert confirmed not in chen.client.get("/desk/appointments").text
    elsewhere = chen.client.get("/desk/appointments", params=day | {"where": "清溪分院"}).text
    assert confirmed not in elsewhere


def test_every_patient_on_the_list_counts_as_looked_at(
    chen: Person, confirmed: str, database: Database
) -> None:
    chen.client.get("/desk/appointments", params={"day": FRIDAY.isoformat()})
    with database.reading() as session:
        assert [view.number for view in list_views(session, numbers=[confirmed], limit=9)] == [confirmed]


@pytest.mark.parametrize("username", ["gu", "he"])
def test_who_does_not_work_on_tickets_is_refused(
    person: Callable[[str], Person], confirmed: str, username: str
) -> None:
    somebody = person(username)
    assert somebody.client.get("/desk/appointments").status_code == 403
    assert somebody.client.get(f"/desk/tickets/{confirmed}/appointment").status_code == 403


def test_nobody_is_sent_to_sign_in_and_comes_back(chen: Person, confirmed: str) -> None:
    chen.client.cookies.clear()
    for address in ("/desk/appointments", f"/desk/tickets/{confirmed}/appointment"):
        answer = chen.client.get(address)
        assert answer.status_code == 303
        assert address.replace("/", "%2F") in answer.headers["location"]


def test_another_sites_form_and_a_form_without_its_token_change_nothing(
    chen: Person, confirmed: str, database: Database
) -> None:
    token = token_in(chen.queue())
    address = f"/desk/tickets/{confirmed}/appointment/cancel"
    foreign = {"Sec-Fetch-Site": "cross-site"}
    fields = {"form_token": token, "reason": "冒充"}
    assert chen.client.post(address, data=fields, headers=foreign).status_code == 403
    assert chen.client.post(address, data={"reason": "没有令牌"}).status_code == 403
    assert found(database, confirmed).state is AppointmentState.CONFIRMED


def test_a_ticket_without_an_appointment_has_no_such_page(chen: Person, number: str) -> None:
    assert chen.client.get(f"/desk/tickets/{number}/appointment").status_code == 404
    assert "每天的预约" not in chen.ticket(number)
