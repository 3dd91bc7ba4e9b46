"""Every look at a patient's details is kept, and the page is not shown where it cannot be."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desk import Desk
from hotline.database import StorageUnavailable
from hotline.green_channel import Bell
from hotline.ledger import JournalUnavailable
from hotline.staff import DetailView, ViewDeed, ViewedThing, list_views
from hotline.tickets import get_ticket
from tests.desk import talking
from tests.desk.alarming import ring, sheet, work
from tests.desk.person import Person, token_in, unveil
from tests.hotline.making import SetClock

WHOLE = "13800008000"


def kept(desk: Desk) -> list[DetailView]:
    with desk.database.reading() as session:
        return list(reversed(list_views(session, limit=50)))


def told(desk: Desk) -> list[tuple[str, ViewedThing, ViewDeed, str]]:
    return [(view.by, view.what, view.deed, view.number) for view in kept(desk)]


def test_opening_a_ticket_and_asking_for_its_number_are_kept(
    chen: Person, lin: Person, number: str, desk: Desk, clock: SetClock
) -> None:
    chen.queue()
    chen.client.get("/desk/tickets/261123-9999")
    assert told(desk) == []
    chen.ticket(number)
    clock.move(seconds=1)
    lin.ticket(number)
    clock.move(seconds=1)
    unveil(chen, number)
    assert told(desk) == [
        ("chen", ViewedThing.TICKET, ViewDeed.OPENED, number),
        ("lin", ViewedThing.TICKET, ViewDeed.OPENED, number),
        ("chen", ViewedThing.TICKET, ViewDeed.UNVEILED, number),
    ]
    assert kept(desk)[0].at == clock.at.replace(second=0)
    with desk.database.reading() as session:
        events = get_ticket(session, number=number).events
    assert [event.kind.value for event in events] == ["opened"]


def test_a_refused_deed_shows_the_ticket_and_is_a_look_at_it(chen: Person, number: str, desk: Desk) -> None:
    answer = chen.do("resolve", number)
    assert answer.status_code == 409
    assert "自己把降压药减了一半" in answer.text
    assert told(desk) == [("chen", ViewedThing.TICKET, ViewDeed.OPENED, number)]


def test_working_on_one_ticket_is_one_look(chen: Person, number: str, desk: Desk) -> None:
    chen.ticket(number)
    chen.do("accept", number)
    chen.ticket(number)
    chen.do("add_note", number, text="问过药房")
    chen.ticket(number)
    assert len(kept(desk)) == 1


def test_an_alarms_sheet_is_kept(chen: Person, bell: Bell, clock: SetClock, desk: Desk) -> None:
    alarm = ring(bell, clock)
    chen.client.get("/desk/alarms")
    assert told(desk) == []  # the board hangs on the wall: who looks at it nobody knows
    sheet(chen, alarm)
    assert told(desk) == [("chen", ViewedThing.ALARM, ViewDeed.OPENED, str(alarm))]


def test_a_refused_answer_shows_the_sheet_and_is_a_look_at_it(
    chen: Person, bell: Bell, clock: SetClock, desk: Desk
) -> None:
    alarm = ring(bell, clock)
    assert work(chen, "call_off", alarm, reason="").status_code == 422
    assert told(desk) == [("chen", ViewedThing.ALARM, ViewDeed.OPENED, str(alarm))]


def test_opening_a_talk_is_kept_however_often_its_page_renews_itself(
    chen: Person, lin: Person, number: str, desk: Desk, clock: SetClock
) -> None:
    talk = talking.ask(desk, desk.ledger, clock, number=number)
    chen.client.get("/desk/talks")
    assert told(desk) == []  # the list of who waits is no look at a talk
    for _ in range(3):
        talking.page(chen, talk)
        chen.client.get(f"/desk/talks/{talk}/live")
    chen_looked = ("chen", ViewedThing.CONVERSATION, ViewDeed.OPENED, str(talk))
    assert told(desk) == [chen_looked]
    clock.move(seconds=1)
    assert lin.client.get(f"/desk/talks/{talk}/live").json()["story"]
    lin_looked = ("lin", *chen_looked[1:])
    assert told(desk) == [chen_looked, lin_looked]


def test_refused_work_shows_the_talk_and_is_a_look_at_it(
    chen: Person, number: str, desk: Desk, clock: SetClock
) -> None:
    talk = talking.ask(desk, desk.ledger, clock, number=number)
    assert talking.work(chen, "hand_back", talk).status_code == 409
    assert told(desk) == [("chen", ViewedThing.CONVERSATION, ViewDeed.OPENED, str(talk))]


def test_a_talk_whose_view_cannot_be_kept_is_not_shown(
    chen: Person, number: str, desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = talking.ask(desk, desk.ledger, clock, number=number)

    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr("desk.viewing.log_view", away)
    opened = chen.client.get(f"/desk/talks/{talk}")
    assert opened.status_code == 503
    assert talking.SUMMARY not in opened.text
    assert not chen.client.get(f"/desk/talks/{talk}/live").content


def test_what_cannot_be_kept_is_not_shown(
    chen: Person, number: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_in(chen.queue())

    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr("desk.viewing.log_view", away)
    monkeypatch.setattr("desk.unveil_door.log_view", away)
    opened = chen.client.get(f"/desk/tickets/{number}")
    asked = chen.client.post(f"/desk/tickets/{number}/unveil", data={"form_token": token})
    refused = chen.client.post(f"/desk/tickets/{number}/resolve", data={"form_token": token})
    for answer in (opened, asked, refused):
        assert answer.status_code == 503
        assert "自己把降压药减了一半" not in answer.text
        assert WHOLE not in answer.text
    assert f'href="/desk/tickets/{number}"' in asked.text


def test_an_alarm_is_shown_with_the_database_away_and_its_look_kept_afterwards(
    chen: Person, clock: SetClock, desk: Desk, database_file: Path
) -> None:
    alarm = ring(desk.bell, clock)
    chen.client.get("/desk/alarms")
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    assert "我爸胸口压得慌" in sheet(chen, alarm)
    away.rename(database_file)
    assert told(desk) == []
    assert desk.ledger.replay() == 1
    assert told(desk) == [("chen", ViewedThing.ALARM, ViewDeed.OPENED, str(alarm))]
    assert kept(desk)[0].at == clock.at


def test_with_database_and_disk_away_the_alarm_is_shown_and_the_log_tells_of_it(
    chen: Person,
    desk: Desk,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    alarm = ring(desk.bell, clock)

    def full(_viewing: object) -> None:
        raise JournalUnavailable("the disk is full")

    monkeypatch.setattr(desk.ledger, "log_view", full)
    with caplog.at_level(logging.CRITICAL):
        assert "我爸胸口压得慌" in sheet(chen, alarm)
    assert f"chen looked at alarm {alarm}" in caplog.text


def test_the_number_is_sent_to_who_calls_patients_and_to_nobody_else(
    person: Callable[[str], Person], number: str, desk: Desk
) -> None:
    for username in ("chen", "wang", "xu", "fang", "he"):
        assert f'href="tel:{WHOLE}"' in unveil(person(username), number).text
    editor = person("gu")
    assert "data-unveil" not in editor.ticket(number)
    refused = unveil(editor, number)
    assert refused.status_code == 403
    assert WHOLE not in refused.text
    assert ("gu", ViewedThing.TICKET, ViewDeed.UNVEILED, number) not in told(desk)


def test_the_number_is_not_got_by_a_link_or_by_a_form_of_elsewhere(
    chen: Person, number: str, desk: Desk
) -> None:
    where = f"/desk/tickets/{number}/unveil"
    linked = chen.client.get(where)
    assert linked.headers["location"] == f"/desk/tickets/{number}"
    for headers, fields in (({"Origin": "https://evil.example"}, {}), ({}, {"form_token": "0" * 64})):
        answer = chen.client.post(where, data=fields, headers=headers)
        assert answer.status_code == 403
        assert WHOLE not in answer.text
    assert told(desk) == []
    assert unveil(chen, "261123-9999").status_code == 404


def test_a_ticket_without_a_number_offers_none(chen: Person, open_one: Callable[..., str]) -> None:
    number = open_one(phone=None)
    assert "data-unveil" not in chen.ticket(number)
    assert "没有留电话" in unveil(chen, number).text


def rows(person: Person, **narrowed: Any) -> str:
    page = person.client.get("/desk/views", params=narrowed)
    assert page.status_code == 200
    return page.text.partition("<tbody>")[2].partition("</tbody>")[0]


def test_an_administrator_reads_who_looked_at_what(
    person: Callable[[str], Person], open_one: Callable[..., str], desk: Desk, clock: SetClock
) -> None:
    number, other = open_one(), open_one()
    chen, lin, fang = (person(username) for username in ("chen", "lin", "fang"))
    alarm = ring(desk.bell, clock, ticket_number=number, ticket_id=uuid4())
    chen.ticket(number)
    lin.ticket(other)
    unveil(lin, number)
    sheet(chen, alarm)
    talk = talking.ask(desk, desk.ledger, clock, number=number)
    talking.page(chen, talk)
    everything = rows(fang)
    ids = (str(alarm)[:8], str(talk)[:8])
    for words in ("陈护士", "林护士", number, other, "打开", "显示完整号码", "急救交接单", *ids):
        assert words in everything
    of_ticket = rows(fang, ticket=number)
    assert other not in of_ticket
    assert of_ticket.count("<tr>") == 4  # with the alarm and the talk that belong to it
    assert rows(fang, member="lin").count("<tr>") == 2
    assert rows(fang, ticket=number, member="lin").count("<tr>") == 1
    assert "没有符合条件的记录" in fang.client.get("/desk/views", params={"ticket": "nothing"}).text
    assert WHOLE not in everything


def test_the_record_goes_on_over_pages(person: Callable[[str], Person], desk: Desk, clock: SetClock) -> None:
    with desk.database.transaction() as session:
        for turn in range(101):
            session.add(
                DetailView(
                    id=uuid4(),
                    by="chen",
                    what=ViewedThing.TICKET,
                    deed=ViewDeed.OPENED,
                    number=f"261123-{turn:04}",
                    at=clock.at,
                    address_hash="0" * 64,
                )
            )
            clock.move(minutes=1)
    fang = person("fang")
    first = fang.client.get("/desk/views", params={"member": "chen"}).text
    assert "page=1" in first
    assert "261123-0000" not in first
    assert "261123-0000" in rows(fang, member="chen", page="1")
    assert "page=1" not in fang.client.get("/desk/views", params={"member": "chen", "page": "1"}).text
    assert rows(fang, page="-1") == rows(fang)
