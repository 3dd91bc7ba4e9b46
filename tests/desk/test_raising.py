"""A person raises an alarm from a ticket; what staff write is screened, and asks before anything rings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.alarm_kinds import find_kind, known_kinds
from desk.words import Words
from hotline.database import Database
from hotline.green_channel import RAISED_BY_STAFF, Bell
from hotline.tickets import merge_tickets
from tests.desk.alarming import ring, work
from tests.desk.calling import GRAVE, PLAIN
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

ASKED = "要不要上报急救？"


def raise_one(person: Person, number: str, **fields: str) -> str:
    """Gives the address of the alarm's sheet."""
    token = token_in(person.client.get("/desk").text)
    answer = person.client.post(f"/desk/tickets/{number}/alarm", data={"form_token": token, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_an_alarm_carries_the_ticket_and_leads_back(chen: Person, number: str, bell: Bell) -> None:
    sheet = raise_one(chen, number, text="家属说叫不醒", place="老街3号", alarm_kind="upper_gi_bleeding")
    (alarm,) = bell.live()
    assert sheet == f"/desk/alarms/{alarm.id}"
    assert (alarm.said, alarm.place, alarm.raised_by) == ("家属说叫不醒", "老街3号", "chen")
    assert (alarm.phone, alarm.caller_name, alarm.ticket_number) == ("13800008000", "林阿水", number)
    assert alarm.kind == "upper_gi_bleeding"
    assert alarm.advised == ""
    bell.flush()
    page = chen.ticket(number)
    assert sheet in page
    assert "陈护士报警" in page
    assert f"/desk/tickets/{number}" in chen.client.get(sheet).text


def test_the_sheet_says_what_the_caller_is_to_the_patient(chen: Person, open_one: Callable[..., str]) -> None:
    number = open_one(details={}, caller_is_patient=False, relation="女儿")
    page = chen.client.get(raise_one(chen, number, text="叫不醒")).text
    assert "<dt>来电人是患者的</dt><dd>女儿</dd>" in page


def test_the_state_of_the_alarm_is_shown_on_the_ticket(chen: Person, number: str, bell: Bell) -> None:
    sheet = raise_one(chen, number, text="叫不醒")
    assert "待接警" in chen.ticket(number)
    work(chen, "acknowledge", sheet.rpartition("/")[2])
    assert "已接警" in chen.ticket(number)


def test_the_alarm_of_a_merged_ticket_is_shown_where_its_matter_goes_on(
    chen: Person, number: str, open_one: Callable[..., str], database: Database, clock: SetClock
) -> None:
    sheet = raise_one(chen, number, text="叫不醒")
    into = open_one()
    with database.transaction() as session:
        merge_tickets(session, number=number, into=into, by="chen", clock=clock)
    assert sheet in chen.ticket(into)


def test_what_became_of_the_alarm_is_told_on_the_ticket_and_to_its_first_contact(
    chen: Person, lin: Person, number: str, bell: Bell
) -> None:
    chen.do("accept", number)
    alarm = raise_one(chen, number, text="叫不醒").rpartition("/")[2]
    work(lin, "acknowledge", alarm)
    work(lin, "call_off", alarm, reason="家属说已经醒了")
    bell.flush()
    page = chen.ticket(number)
    assert "急救报警已解除" in page
    assert "家属说已经醒了" in page
    assert "要不要上报急救" not in page
    work(lin, "record_outcome", alarm, outcome="urgent", text="要尽快看")
    assert "急救报警有了结果：要尽快看，不算急症" in chen.ticket(number)


@pytest.mark.parametrize("kind", ["", "no_such_kind"])
def test_without_a_name_it_is_any_other_danger(chen: Person, number: str, bell: Bell, kind: str) -> None:
    raise_one(chen, number, text="说不清，脸色很差", alarm_kind=kind)
    (alarm,) = bell.live()
    assert (alarm.kind, alarm.title) == (RAISED_BY_STAFF, "其他危急情况")


def test_a_blank_text_holds_up_no_alarm(chen: Person, number: str, bell: Bell) -> None:
    raise_one(chen, number)
    assert bell.live()[0].said == "自己把降压药减了一半，头晕"


def test_who_may_raise_one(person: Callable[[str], Person], number: str, bell: Bell) -> None:
    for username in ("chen", "wang", "he", "xu", "fang"):
        raise_one(person(username), number, text="叫不醒")
    editor = person("gu")
    assert f"/desk/tickets/{number}/alarm" not in editor.ticket(number)
    answer = editor.client.post(
        f"/desk/tickets/{number}/alarm", data={"form_token": token_in(editor.queue()), "text": "叫不醒"}
    )
    assert answer.status_code == 403
    assert "急诊科电话 0000-8810999" in answer.text
    assert len(bell.live()) == 1


def test_an_alarm_of_a_ticket_rings_while_the_database_is_away(
    chen: Person, number: str, database_file: Path, bell: Bell
) -> None:
    token = token_in(chen.client.get("/desk/alarms").text)
    database_file.rename(database_file.with_suffix(".away"))
    data = {"form_token": token, "text": "叫不醒"}
    assert chen.client.post(f"/desk/tickets/{number}/alarm", data=data).status_code == 303
    (alarm,) = bell.live()
    assert (alarm.ticket_number, alarm.said) == (number, "叫不醒")
    assert chen.client.post("/desk/tickets/nonsense/alarm", data=data).status_code == 503
    assert len(bell.live()) == 1


def test_no_alarm_for_a_ticket_that_does_not_exist(chen: Person, bell: Bell) -> None:
    token = token_in(chen.queue())
    answer = chen.client.post("/desk/tickets/261123-9999/alarm", data={"form_token": token, "text": "x"})
    assert answer.status_code == 404
    assert bell.live() == ()


def test_a_form_from_elsewhere_rings_nothing(chen: Person, number: str, bell: Bell) -> None:
    for data, headers in (
        ({"text": "x"}, {}),
        ({"text": "x", "form_token": token_in(chen.queue())}, {"origin": "https://elsewhere.example"}),
    ):
        answer = chen.client.post(f"/desk/tickets/{number}/alarm", data=data, headers=headers)
        assert answer.status_code == 403
    assert bell.live() == ()


# What staff write


def test_a_grave_note_asks_and_never_raises_by_itself(chen: Person, number: str, bell: Bell) -> None:
    chen.do("accept", number)
    assert ASKED not in chen.ticket(number)
    chen.do("add_note", number, text=f"家属来电：{GRAVE}")
    page = chen.ticket(number)
    assert ASKED in page
    assert bell.live() == ()


def test_grave_feedback_asks(chen: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("record_feedback", number, how="call", attempt="no_answer", text=f"邻居接的，说{GRAVE}")
    assert ASKED in chen.ticket(number)


def test_one_button_raises_what_was_written(chen: Person, number: str, bell: Bell, clock: SetClock) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text=GRAVE)
    page = chen.ticket(number)
    kind = page.partition('name="alarm_kind" value="')[2].partition('"')[0]
    clock.move(seconds=30)
    raise_one(chen, number, text=GRAVE, alarm_kind=kind)
    (alarm,) = bell.live()
    assert alarm.kind == kind in {one.kind for one in known_kinds()}
    assert ASKED not in chen.ticket(number)


def test_a_calm_note_asks_nothing(chen: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text=PLAIN)
    assert ASKED not in chen.ticket(number)


def test_what_the_caller_wrote_is_not_asked_about_again(chen: Person, open_one: Callable[..., str]) -> None:
    assert ASKED not in chen.ticket(open_one(summary=GRAVE))


def test_the_question_ends_with_an_alarm_and_after_two_hours(
    chen: Person, number: str, bell: Bell, clock: SetClock
) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text=GRAVE)
    clock.move(hours=1, minutes=59)
    assert ASKED in chen.ticket(number)
    clock.move(minutes=2)
    assert ASKED not in chen.ticket(number)
    chen.do("add_note", number, text=GRAVE)
    clock.move(seconds=1)
    assert ASKED in chen.ticket(number)
    ring(bell, clock, ticket_number=number)
    assert ASKED not in chen.ticket(number)


def test_hostile_words_in_a_note_are_shown_and_never_run(chen: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text=f'{GRAVE}"><script>alert(1)</script>')
    assert "<script>alert" not in chen.ticket(number)


def test_each_kind_is_offered_once_under_one_title(database: Database) -> None:
    kinds = known_kinds()
    assert len({one.kind for one in kinds}) == len(kinds) > 20
    assert all(one.title and one.advised for one in kinds)
    for one in kinds:
        assert find_kind(one.kind, words=Words.load()) == one
