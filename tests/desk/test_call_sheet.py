"""A call becomes a ticket, is screened while it is typed, and an alarm is one key away."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI

from desk import Desk, router
from hotline.database import Database
from hotline.green_channel import RAISED_BY_STAFF, Bell
from hotline.ledger import Ledger
from hotline.safety import Screening, TriageGrade
from hotline.tickets import Ticket, TicketKind, TicketSource, get_ticket
from tests.desk.calling import GRAVE, PLAIN, SHEET, Call
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock


@pytest.fixture
def call(chen: Person) -> Call:
    return Call(chen)


def kept_ticket(database: Database, call: Call) -> Ticket:
    number = re.search(r"<dt>工单号</dt><dd><b>([0-9-]+)</b>", call.receipt().text)
    assert number
    with database.reading() as session:
        return get_ticket(session, number=number[1])


def test_a_call_becomes_a_ticket(call: Call, database: Database) -> None:
    answer = call.keep(
        phone="138 0000 8000", text=PLAIN, caller_name="林阿水", for_whom="relative", relation="女儿"
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/desk/calls/{call.id}"
    ticket = kept_ticket(database, call)
    assert (ticket.summary, ticket.phone, ticket.caller_name) == (PLAIN, "13800008000", "林阿水")
    assert (ticket.kind, ticket.grade, ticket.channel) == (
        TicketKind.QUESTION,
        TriageGrade.ROUTINE,
        "phone",
    )
    assert ticket.department == "心血管内科"
    assert (ticket.source, ticket.caller_is_patient, ticket.relation) == (
        TicketSource.PERSON,
        False,
        "女儿",
    )
    assert ticket.details == {"taken_by": "陈护士"}
    assert ticket.duty_nurse
    page = call.receipt().text
    for words in (
        ticket.progress_code,
        "明天 09:30 以前一定给您回话",
        f"/desk/tickets/{ticket.number}/accept",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({}, (True, None)),
        ({"for_whom": "self", "relation": "女儿"}, (True, None)),
        ({"for_whom": "relative"}, (False, "家里人")),
        ({"for_whom": "other"}, (False, None)),
        ({"for_whom": "other", "relation": "村医"}, (False, "村医")),
    ],
)
def test_for_whom_somebody_calls_is_kept_as_what_he_is_to_the_patient(
    call: Call, database: Database, told: dict[str, str], kept: tuple[bool, str | None]
) -> None:
    call.keep(text=PLAIN, **told)
    ticket = kept_ticket(database, call)
    assert (ticket.caller_is_patient, ticket.relation) == kept


@pytest.mark.parametrize("kind", ["question", "booking", "complaint"])
def test_the_nurse_says_what_is_owed(call: Call, database: Database, kind: str) -> None:
    call.keep(text=PLAIN, kind=kind)
    assert kept_ticket(database, call).kind == kind


def test_what_the_nurse_chooses_holds(call: Call, database: Database) -> None:
    call.keep(text=PLAIN, grade="urgent", department="消化内科")
    ticket = kept_ticket(database, call)
    assert (ticket.grade, ticket.department) == (TriageGrade.URGENT, "消化内科")


def test_a_form_sent_twice_is_one_ticket(call: Call, database: Database) -> None:
    for _ in range(2):
        assert call.keep(text=PLAIN).status_code == 303
    with database.reading() as session:
        assert session.query(Ticket).count() == 1


def test_another_call_is_another_ticket(chen: Person, database: Database) -> None:
    for _ in range(2):
        Call(chen).keep(text=PLAIN, phone="13800008000")
    with database.reading() as session:
        assert session.query(Ticket).count() == 2


def test_a_receipt_that_memory_lost_leads_to_the_ticket(
    call: Call, desk: Desk, database: Database, chen: Person, person: Callable[[str], Person]
) -> None:
    call.keep(text=PLAIN)
    number = kept_ticket(database, call).number
    # A replica has a memory of its own.
    other = FastAPI()
    other.include_router(router(desk))
    elsewhere = Person.signed_in("chen", desk=desk, app=other)
    answer = elsewhere.client.get(f"/desk/calls/{call.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/tickets/{number}")
    assert elsewhere.client.get("/desk/calls/00000000-0000-4000-8000-000000000000").status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "还有必填的内容"),
        ({"text": "长" * 2001}, "2000个字以内"),
        ({"text": PLAIN, "phone": "123"}, "不像电话号码"),
        ({"text": PLAIN, "phone": "没有留"}, "不像电话号码"),
        ({"text": PLAIN, "kind": "emergency"}, "没有这一项"),
        ({"text": PLAIN, "grade": "red"}, "没有这一项"),
        ({"text": PLAIN, "for_whom": "cat"}, "没有这一项"),
    ],
)
def test_a_refused_sheet_comes_back_with_everything_typed(
    call: Call, fields: dict[str, str], sentence: str
) -> None:
    answer = call.keep(caller_name="林阿水", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="林阿水"' in answer.text
    assert f'name="call" value="{call.id}"' in answer.text
    assert fields["text"] in answer.text


def test_who_does_not_work_on_tickets_takes_no_calls(person: Callable[[str], Person]) -> None:
    for username in ("gu", "he"):
        answer = person(username).client.get(SHEET)
        assert answer.status_code == 403
        assert "您的岗位不办理工单" in answer.text


def test_a_sheet_of_another_sign_in_is_not_taken(call: Call, lin: Person) -> None:
    foreign = token_in(lin.queue())
    answer = call.send("keep", text=PLAIN, form_token=foreign)
    assert answer.status_code == 403
    assert f"{PLAIN}</textarea>" in answer.text
    assert f'href="{SHEET}"' in answer.text


# Screening while typing


def test_nothing_grave_is_proposed_as_routine(call: Call) -> None:
    piece = call.pause("约下周三的胃镜")
    assert "绿 一般" in piece
    assert "消化内科" in piece
    assert "data-danger" not in piece


def test_a_danger_is_shown_at_once_with_what_to_read_aloud(call: Call, desk: Desk) -> None:
    piece = call.pause(GRAVE)
    screening = desk.gate.screen(GRAVE)
    assert "data-danger" in piece
    assert "红 急症" in piece
    assert screening.title
    for words in (screening.title, *screening.spoken, screening.say or "", "急诊"):
        assert words in piece


def test_typing_on_hides_no_danger(call: Call, database: Database) -> None:
    call.pause(GRAVE)
    assert "data-danger" in call.pause("问高血压能不能吃咸菜")
    call.keep(text=PLAIN)
    ticket = kept_ticket(database, call)
    assert ticket.grade is TriageGrade.EMERGENCY
    assert ticket.kind is TicketKind.EMERGENCY
    assert ticket.rules


def test_a_danger_set_aside_is_small_urgent_and_kept_in_the_ticket(call: Call, database: Database) -> None:
    rules = re.search(r'name="seen" value="([^"]+)"', call.pause(GRAVE))
    assert rules
    piece = call.pause(GRAVE, set_aside=rules[1])
    assert "data-danger" not in piece
    assert "黄 紧急" in piece
    assert "仍要上报急救" in piece
    assert "data-danger" not in call.pause(GRAVE + "。")
    call.keep(text=GRAVE)
    ticket = kept_ticket(database, call)
    assert ticket.grade is TriageGrade.URGENT
    assert ticket.details["judged_lower"]


def test_another_danger_is_shown_again(call: Call) -> None:
    rules = re.search(r'name="seen" value="([^"]+)"', call.pause(GRAVE))
    assert rules
    call.pause(GRAVE, set_aside=rules[1])
    assert "data-danger" in call.pause(f"{GRAVE}。刚才吐了半盆血，人叫不醒了")


def test_rules_that_a_page_made_up_raise_nothing(call: Call) -> None:
    piece = call.pause(PLAIN, seen="no_such_rule <script>")
    assert "data-danger" not in piece
    assert "<script>" not in piece


class Doubting:
    """The second opinion of a gate: alarmed and unsure."""

    def __init__(self, desk: Desk) -> None:
        self._gate = desk.gate

    def screen(self, text: str) -> Screening:
        return self._gate.screen(text)

    def reconsider(self, screening: Screening, text: str) -> Screening:
        return replace(screening, asks=True)


def test_the_second_opinion_asks_one_question(desk: Desk) -> None:
    doubting = replace(desk, gate=Doubting(desk))
    app = FastAPI()
    app.include_router(router(doubting))
    piece = Call(Person.signed_in("chen", desk=doubting, app=app)).pause("人有点不对劲")
    assert "人现在叫得醒吗" in piece


def test_without_scripts_the_whole_page_comes_back_judged(call: Call) -> None:
    answer = call.send("screen", text=GRAVE, phone="13800008000")
    assert answer.status_code == 200
    assert "<html" in answer.text
    assert "data-danger" in answer.text
    assert f"{GRAVE}</textarea>" in answer.text


def test_enter_without_scripts_never_raises_an_alarm(call: Call) -> None:
    page = call.send("screen", text=GRAVE).text
    form = page[page.index('id="call-sheet"') :]
    first = re.search(r"<button[^>]*>", form)
    assert first
    assert "formaction" not in first[0]


# Alarms from the sheet


def test_one_key_raises_the_alarm_with_all_that_is_known(call: Call, bell: Bell, desk: Desk) -> None:
    call.pause(GRAVE)
    answer = call.send("alarm", text=GRAVE, phone="138 0000 8000", place="小桥镇老街3号", part="yes")
    assert answer.status_code == 200
    assert "已上报急救" in answer.text
    (alarm,) = bell.live()
    screening = desk.gate.screen(GRAVE)
    assert (alarm.kind, alarm.title, alarm.rules) == (screening.kind, screening.title, screening.rules)
    assert (alarm.said, alarm.advised, alarm.raised_by) == (GRAVE, screening.say, "chen")
    assert (alarm.phone, alarm.place, alarm.channel) == ("13800008000", "小桥镇老街3号", "phone")


def test_the_alarm_and_the_ticket_lead_to_each_other(call: Call, bell: Bell, database: Database) -> None:
    call.send("alarm", text=GRAVE)
    call.keep(text=GRAVE, phone="13800008000", place="小桥镇老街3号", caller_name="林阿水")
    bell.flush()
    ticket = kept_ticket(database, call)
    (alarm,) = bell.live()
    assert (alarm.ticket_number, alarm.ticket_id) == (ticket.number, ticket.id)
    assert (alarm.phone, alarm.place, alarm.caller_name) == ("13800008000", "小桥镇老街3号", "林阿水")
    assert f"/desk/alarms/{alarm.id}" in call.person.ticket(ticket.number)
    assert f"/desk/tickets/{ticket.number}" in call.person.client.get(f"/desk/alarms/{alarm.id}").text


def test_an_alarm_nobody_screened_is_what_the_nurse_chose(call: Call, bell: Bell) -> None:
    call.send("alarm", text="", alarm_kind="", chosen="yes")
    (alarm,) = bell.live()
    assert (alarm.kind, alarm.title, alarm.said) == (RAISED_BY_STAFF, "其他危急情况", "其他危急情况")
    assert alarm.rules == ()


def test_the_nurse_may_name_another_danger_than_the_rules(call: Call, bell: Bell) -> None:
    call.send("alarm", text=GRAVE, alarm_kind="upper_gi_bleeding", chosen="yes")
    (alarm,) = bell.live()
    assert alarm.kind == "upper_gi_bleeding"
    assert alarm.rules == ()  # a rule is counted only where it fired


def test_pressing_twice_rings_once(call: Call, bell: Bell) -> None:
    for _ in range(2):
        call.send("alarm", text=GRAVE, part="yes")
    assert len(bell.live()) == 1


def test_a_grave_call_kept_without_an_alarm_asks(call: Call, bell: Bell, database: Database) -> None:
    call.keep(text=GRAVE)
    assert bell.live() == ()
    assert "要不要上报急救？" in call.receipt().text
    assert "要不要上报急救？" in call.person.ticket(kept_ticket(database, call).number)


# Earlier tickets of the number


def test_earlier_tickets_of_the_number_are_shown(call: Call, open_one: Callable[..., str]) -> None:
    number = open_one(phone="13800008000", summary="请打 138 0000 8000 找我女儿")
    other = open_one(phone="13900001111")
    piece = call.send("earlier", phone="138-0000-8000").text
    assert f'href="/desk/tickets/{number}" target="_blank"' in piece
    assert "138****8000" in piece
    assert other not in piece
    assert "<html" not in piece


@pytest.mark.parametrize("phone", ["", "138", "没有"])
def test_half_a_number_is_not_looked_up(call: Call, open_one: Callable[..., str], phone: str) -> None:
    open_one(phone=None)
    assert "/desk/tickets/" not in call.send("earlier", phone=phone).text


# While the database is away


def test_a_call_is_kept_while_the_database_is_away(
    call: Call, database_file: Path, ledger: Ledger, database: Database, clock: SetClock
) -> None:
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    assert call.keep(text=PLAIN, phone="13800008000").status_code == 303
    page = call.receipt().text
    assert "已先存在本机" in page
    assert "/accept" not in page
    away.rename(database_file)
    assert ledger.replay() == 1
    assert kept_ticket(database, call).summary == PLAIN


def test_an_alarm_rings_while_the_database_is_away(call: Call, database_file: Path, bell: Bell) -> None:
    database_file.rename(database_file.with_suffix(".away"))
    assert "data-danger" in call.pause(GRAVE)
    assert "已上报急救" in call.send("alarm", text=GRAVE, part="yes").text
    assert len(bell.live()) == 1


def test_earlier_tickets_are_not_guessed_at_while_it_is_away(call: Call, database_file: Path) -> None:
    database_file.rename(database_file.with_suffix(".away"))
    assert call.send("earlier", phone="13800008000").status_code == 503
