"""One's own account: a new password, the other sign-ins, and a browser left alone."""

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from desk import Desk
from desk.browsers import browser_name
from hotline.green_channel import AlarmState, Bell
from hotline.staff import StaffMember, StaffRole, add_staff, find_signed_in, verify_password
from tests.desk.alarming import ring
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PASSWORD, FRESH = "暖心-lantern-77", "槐花开在五月的小桥边"
BY_A_PERSON = {"Accept": "text/html,*/*"}
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def su(desk: Desk, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("hotline.staff.hashing._HASHER", cheap)
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            password=PASSWORD,
            clock=desk.clock,
        )
    return sign_in(TestClient(app, follow_redirects=False))


def sign_in(browser: TestClient, *, agent: str = EDGE) -> TestClient:
    token = token_in(browser.get("/desk/sign-in").text)
    fields = {"form_token": token, "username": "su", "password": PASSWORD}
    assert browser.post("/desk/sign-in", data=fields, headers={"User-Agent": agent}).status_code == 303
    return browser


def send(browser: TestClient, work: str, **fields: str) -> Response:
    token = token_in(browser.get("/desk/account").text)
    return browser.post(f"/desk/account/{work}", data={"form_token": token, **fields})


def change(
    browser: TestClient, *, old: str = PASSWORD, new: str = FRESH, again: str | None = None
) -> Response:
    return send(browser, "password", password=old, new=new, again=new if again is None else again)


def test_the_account_tells_who_one_is_and_where_one_is_signed_in(su: TestClient, app: FastAPI) -> None:
    sign_in(TestClient(app, follow_redirects=False), agent=IPHONE)
    page = su.get("/desk/account").text
    for words in ("苏护士", "su", "护士", "没有开启", "Edge · Windows", "Safari · iPhone", "退出其他1处登录"):
        assert words in page
    assert page.count("就是这里") == 1


def test_the_others_are_ended_and_this_one_stays(su: TestClient, app: FastAPI) -> None:
    other = sign_in(TestClient(app, follow_redirects=False))
    answer = send(su, "end-others")
    assert "其他地方的登录都已退出" in su.get(answer.headers["location"]).text
    assert "没有在别处登录" in su.get("/desk/account").text
    assert other.get("/desk").status_code == 303


def test_a_new_password_ends_the_others_and_counts_at_once(su: TestClient, app: FastAPI, desk: Desk) -> None:
    other = sign_in(TestClient(app, follow_redirects=False))
    assert change(su).headers["location"] == "/desk/account?done=password"
    assert su.get("/desk").status_code == 200
    assert other.get("/desk").status_code == 303
    for password, is_right in ((PASSWORD, False), (FRESH, True)):
        found = verify_password(desk.database, username="su", password=password, clock=desk.clock)
        assert (found.member is not None) == is_right


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"new": "short"}, "至少要10个字符"),
        ({"new": "Password123"}, "太常见"),
        ({"again": "another one"}, "两次输入的新密码不一样"),
        ({"new": PASSWORD}, "新密码和现在的一样"),
        ({"new": ""}, "必填"),
        ({"new": "长" * 201}, "200个字以内"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    su: TestClient, desk: Desk, changed: dict[str, str], why: str
) -> None:
    answer = change(su, **changed)
    assert answer.status_code == 422
    assert why in answer.text
    typed = changed.get("new")
    assert not typed or f'value="{typed}"' not in answer.text
    found = verify_password(desk.database, username="su", password=PASSWORD, clock=desk.clock)
    assert found.member is not None


def test_guessing_the_password_here_is_counted_as_at_the_door(su: TestClient) -> None:
    for _ in range(5):
        change(su, old="wrong")
    assert "现在的密码不对" in change(su).text


def test_an_unknown_work_and_a_form_of_elsewhere_do_nothing(su: TestClient) -> None:
    assert send(su, "fly").status_code == 403
    assert su.post("/desk/account/end-others", data={}).status_code == 403
    foreign = su.post("/desk/account/end-others", data={}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert TestClient(su.app, follow_redirects=False).get("/desk/account").status_code == 303


@pytest.fixture
def given(su: TestClient, desk: Desk) -> TestClient:
    """Su, whose password somebody else chose."""
    with desk.database.transaction() as session:
        session.get_one(StaffMember, "su").password_given = True
    return su


@pytest.mark.parametrize(
    "page",
    [
        "/desk",
        "/desk/alarms",
        "/desk/talks",
        "/desk/calls/new",
        "/desk/knowledge",
        "/desk/notices",
        "/desk/account/second-factor",
    ],
)
def test_with_a_password_of_somebody_else_only_the_way_to_ones_own_is_open(
    given: TestClient, page: str
) -> None:
    answer = given.get(page, headers=BY_A_PERSON)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/account")
    shown = given.get("/desk/account").text
    assert "现在的密码是别人替您设的" in shown
    assert "我的登录" not in shown


def test_a_password_of_ones_own_opens_the_desk(given: TestClient) -> None:
    assert send(given, "end-others").headers["location"] == "/desk/account"
    refused = change(given, new=PASSWORD)
    assert (refused.status_code, "新密码和现在的一样" in refused.text) == (422, True)
    assert given.get("/desk").status_code == 303
    assert change(given).status_code == 303
    assert given.get("/desk").status_code == 200
    assert "密码改好了" in given.get("/desk/account?done=password").text


def test_with_a_password_of_somebody_else_one_may_sign_out(given: TestClient) -> None:
    token = token_in(given.get("/desk/account").text)
    answer = given.post("/desk/sign-out", data={"form_token": token})
    assert answer.headers["location"] == "/desk/sign-in"
    assert given.get("/desk/account").headers["location"].startswith("/desk/sign-in")


def test_an_administrator_chooses_a_password_before_the_second_factor(given: TestClient, desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.get_one(StaffMember, "su").role = StaffRole.ADMINISTRATOR
    assert given.get("/desk/account/second-factor").headers["location"] == "/desk/account"
    assert change(given).status_code == 303
    assert given.get("/desk/account").headers["location"] == "/desk/account/second-factor"


def test_a_browser_left_alone_asks_for_the_password_again(
    su: TestClient, clock: SetClock, desk: Desk, number: str
) -> None:
    clock.move(hours=1)
    assert su.get("/desk", headers=BY_A_PERSON).status_code == 200
    clock.move(hours=1)
    assert su.get("/desk").status_code == 200  # a page that renews itself
    clock.move(hours=1)
    for page in ("/desk", f"/desk/tickets/{number}", "/desk/account"):
        assert su.get(page, headers=BY_A_PERSON).headers["location"].startswith("/desk/sign-in")
    page = su.get("/desk/sign-in").text
    assert "有一阵没有人用了" in page
    assert "data-rests" in page
    token = su.cookies["desk_sign_in"]
    sign_in(su)
    assert su.get("/desk").status_code == 200
    with desk.database.reading() as session:
        assert find_signed_in(session, token=token, clock=clock, also_resting=True) is None


def test_a_browser_left_alone_still_hears_alarms_and_can_answer(
    su: TestClient, clock: SetClock, bell: Bell
) -> None:
    clock.move(hours=2)
    alarm = ring(bell, clock)
    assert su.get("/desk").status_code == 303
    assert su.get("/desk/alarms/live").json()["unanswered"] == 1
    assert "alarms.js" in su.get("/desk/sign-in").text
    token = token_in(su.get("/desk/alarms").text)
    su.post(f"/desk/alarms/{alarm}/acknowledge", data={"form_token": token})
    assert bell.live()[0].state is AlarmState.ACKNOWLEDGED
    clock.move(hours=10)
    assert su.get("/desk/alarms").status_code == 303


def test_the_sign_in_page_of_a_stranger_listens_to_nothing(app: FastAPI) -> None:
    assert "alarms.js" not in TestClient(app).get("/desk/sign-in").text


def test_a_use_that_cannot_be_noted_does_not_keep_the_page_away(
    su: TestClient, clock: SetClock, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hotline.database import StorageUnavailable  # noqa: PLC0415

    def locked(*_: object, **__: object) -> None:
        raise StorageUnavailable("locked")

    monkeypatch.setattr("desk.signing_in.note_use", locked)
    clock.move(minutes=5)
    assert su.get("/desk", headers=BY_A_PERSON).status_code == 200
    with desk.database.reading() as session:
        assert find_signed_in(session, token=su.cookies["desk_sign_in"], clock=clock) is not None


def test_browsers_are_named_as_their_owners_know_them(chen: Person) -> None:
    assert browser_name(EDGE) == "Edge · Windows"
    assert browser_name(IPHONE) == "Safari · iPhone"
    assert browser_name("curl/8") == ""
    assert "浏览器" in chen.client.get("/desk/account").text
