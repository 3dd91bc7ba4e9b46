"""What a member is told waits behind the bell, and he says himself where else he is told."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from desk import Desk
from hotline.database import Database
from hotline.notifications import (
    NoticeKind,
    count_unread,
    find_reach,
    notices_of,
    notify_staff,
    subscriptions_of,
)
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

_POINT = base64.urlsafe_b64encode(b"\x04" + bytes(64)).rstrip(b"=").decode()
_SECRET = base64.urlsafe_b64encode(bytes(16)).rstrip(b"=").decode()
BROWSER = {"endpoint": "https://db5p.notify.windows.com/w/?token=x", "p256dh": _POINT, "auth": _SECRET}


@pytest.fixture
def told(database: Database, clock: SetClock, number: str) -> Callable[..., None]:
    def tell(username: str = "chen", **changed: Any) -> None:
        fields: dict[str, Any] = {"kind": NoticeKind.DUE_SOON, "ticket_number": number, "facts": {}}
        with database.transaction() as session:
            notify_staff(session, username=username, clock=clock, **fields | changed)

    return tell


def do(person: Person, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk/notices").text)
    return person.client.post(f"/desk/notices/{work}", data={"form_token": token, **fields})


def unread(person: Person) -> int:
    found: int = person.client.get("/desk/notices/count").json()["unread"]
    return found


def test_the_bell_counts_on_every_page_what_the_member_has_not_read(
    chen: Person, lin: Person, told: Callable[..., None]
) -> None:
    told()
    told(kind=NoticeKind.NEWS)
    assert '<b id="unread">2</b>' in chen.queue()
    assert '<b id="unread" hidden>0</b>' in lin.queue()
    assert (unread(chen), unread(lin)) == (2, 0)


def test_a_notice_leads_to_its_ticket_and_is_read_then(
    chen: Person, told: Callable[..., None], database: Database, number: str
) -> None:
    told()
    assert "工单快到时限" in chen.client.get("/desk/notices").text
    with database.reading() as session:
        letter = notices_of(session, username="chen", limit=1)[0].id
    answer = do(chen, "open", letter=str(letter))
    assert answer.headers["location"] == f"/desk/tickets/{number}"
    assert unread(chen) == 0


def test_nobody_reads_the_notice_of_another(
    lin: Person, told: Callable[..., None], database: Database
) -> None:
    told()
    with database.reading() as session:
        letter = notices_of(session, username="chen", limit=1)[0].id
    for wanted in (str(letter), "nonsense"):
        assert do(lin, "open", letter=wanted).headers["location"] == "/desk/notices"
    with database.reading() as session:
        assert count_unread(session, username="chen") == 1


def test_all_can_be_marked_as_read(chen: Person, told: Callable[..., None]) -> None:
    told()
    told()
    do(chen, "read_all")
    assert unread(chen) == 0
    assert "全部标为已读" not in chen.client.get("/desk/notices").text


def test_a_member_says_where_else_he_is_told(chen: Person, database: Database) -> None:
    answer = do(chen, "reach", phone="138 0000 8000", email="chen@hospital.example")
    assert "保存好了" in chen.client.get(answer.headers["location"]).text
    with database.reading() as session:
        reach = find_reach(session, username="chen")
        assert reach is not None
        assert (reach.phone, reach.email) == ("13800008000", "chen@hospital.example")
    do(chen, "reach", phone="", email="")
    with database.reading() as session:
        reach = find_reach(session, username="chen")
        assert reach is not None
        assert (reach.phone, reach.email) == (None, None)


@pytest.mark.parametrize(
    ("phone", "email", "why"),
    [
        ("12", "", "手机号不对"),
        ("", "chen", "邮箱写得不对"),
        ("", "a@b.cn,c@d.cn", "邮箱写得不对"),
        ("", "a\n@b.cn", "邮箱写得不对"),
    ],
)
def test_what_cannot_be_reached_is_not_kept(
    chen: Person, database: Database, phone: str, email: str, why: str
) -> None:
    answer = do(chen, "reach", phone=phone, email=email)
    assert why in chen.client.get(answer.headers["location"]).text
    with database.reading() as session:
        assert find_reach(session, username="chen") is None


def test_a_browser_is_subscribed_and_taken_away(chen: Person, lin: Person, database: Database) -> None:
    assert do(chen, "subscribe", **BROWSER).status_code == 204
    with database.reading() as session:
        (browser,) = subscriptions_of(session, username="chen")
    assert browser.endpoint == BROWSER["endpoint"]
    do(lin, "unsubscribe", browser=str(browser.id))
    assert "notify.windows.com" in chen.client.get("/desk/notices").text
    do(chen, "unsubscribe", browser=str(browser.id))
    with database.reading() as session:
        assert subscriptions_of(session, username="chen") == []


def test_a_browser_belongs_to_whoever_subscribed_it_last(
    chen: Person, lin: Person, database: Database
) -> None:
    for person in (chen, lin):
        do(person, "subscribe", **BROWSER)
    with database.reading() as session:
        assert subscriptions_of(session, username="chen") == []
        assert len(subscriptions_of(session, username="lin")) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://db5p.notify.windows.com/"},
        {"endpoint": "https://127.0.0.1/"},
        {"endpoint": "https://notify.windows.com.evil.example/"},
        {"endpoint": "https://evilnotify.windows.com:8443/"},
        {"endpoint": "https://a@fcm.googleapis.com/"},
        {"endpoint": "https://[/"},
        {"p256dh": "AAAA"},
        {"auth": "ä"},
        {"auth": ""},
    ],
)
def test_we_push_to_no_address_but_a_browsers_service(
    chen: Person, database: Database, changed: dict[str, str]
) -> None:
    assert do(chen, "subscribe", **BROWSER | changed).status_code == 422
    with database.reading() as session:
        assert subscriptions_of(session, username="chen") == []


def test_without_a_sign_in_there_is_nothing(app: FastAPI, chen: Person) -> None:
    stranger = TestClient(app, follow_redirects=False)
    assert stranger.get("/desk/notices").headers["location"].startswith("/desk/sign-in")
    assert stranger.get("/desk/notices/count").json() == {"unread": 0}
    assert chen.client.post("/desk/notices/read_all", data={}).status_code == 403
    foreign = {"origin": "https://evil.example"}
    assert chen.client.post("/desk/notices/read_all", data={}, headers=foreign).status_code == 403


def test_the_alarm_board_stands_without_the_number(chen: Person, desk: Desk, database_file: Any) -> None:
    chen.client.get("/desk/alarms")
    database_file.rename(database_file.with_suffix(".away"))
    page = chen.client.get("/desk/alarms")
    assert page.status_code == 200
    assert '<b id="unread" hidden>0</b>' in page.text
