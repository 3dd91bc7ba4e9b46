"""Setting up the second factor, signing in with it, and what an administrator sees without one."""

import re
from collections.abc import Callable

import pyotp
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from desk import Desk
from hotline.green_channel import Bell
from hotline.staff import StaffRole, add_staff, change_role, remove_second_factor
from tests.desk.alarming import ring
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PASSWORD = "暖心-lantern-77"
FACTOR = "/desk/account/second-factor"
CODE = "/desk/sign-in/code"


@pytest.fixture
def guest(desk: Desk, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser nobody is signed in at; 苏护士 and 管管理 have a password."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("hotline.staff.hashing._HASHER", cheap)
    with desk.database.transaction() as session:
        for username, role in (("su", StaffRole.NURSE), ("guan", StaffRole.ADMINISTRATOR)):
            add_staff(
                session,
                username=username,
                display_name=username,
                role=role,
                password=PASSWORD,
                clock=desk.clock,
            )
    return TestClient(app, follow_redirects=False)


def sign_in(guest: TestClient, username: str = "su", *, wanted: str = "") -> Response:
    page = guest.get("/desk/sign-in", params={"next": wanted})
    fields = {"form_token": token_in(page.text), "username": username, "password": PASSWORD, "next": wanted}
    return guest.post("/desk/sign-in", data=fields)


def send_code(guest: TestClient, code: str, *, wanted: str = "") -> Response:
    page = guest.get(CODE, params={"next": wanted})
    return guest.post(CODE, data={"form_token": token_in(page.text), "code": code, "next": wanted})


def step(guest: TestClient, name: str, **fields: str) -> Response:
    token = token_in(guest.get(FACTOR).text)
    return guest.post(f"{FACTOR}/{name}", data={"form_token": token, **fields})


def secret_on(page: str) -> str:
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def enrol(guest: TestClient, clock: SetClock) -> tuple[pyotp.TOTP, list[str]]:
    """Gives the telephone and the recovery codes."""
    assert step(guest, "begin", password=PASSWORD).headers["location"] == FACTOR
    telephone = pyotp.TOTP(secret_on(guest.get(FACTOR).text))
    done = step(guest, "confirm", code=telephone.at(clock.now()))
    assert done.status_code == 200
    return telephone, re.findall(r"<li><code>([a-z0-9-]{19})</code></li>", done.text)


def test_whoever_sets_it_up_signs_in_with_both(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    telephone, codes = enrol(guest, clock)
    assert len(codes) == 10
    assert "已经开启" in guest.get(FACTOR).text
    guest.cookies.clear()
    clock.move(minutes=1)
    asked = sign_in(guest, wanted="/desk?view=mine")
    assert asked.headers["location"].startswith(CODE)
    assert guest.get("/desk").status_code == 303  # half a sign-in opens nothing
    assert "六位数字" in guest.get(asked.headers["location"]).text
    entered = send_code(guest, telephone.at(clock.now()), wanted="/desk?view=mine")
    assert entered.headers["location"] == "/desk?view=mine"
    assert guest.get("/desk").status_code == 200


def test_a_used_code_and_a_wrong_one_are_refused_and_a_recovery_code_is_not(
    guest: TestClient, clock: SetClock
) -> None:
    sign_in(guest)
    telephone, codes = enrol(guest, clock)
    for code in (telephone.at(clock.now()), "000000", ""):
        guest.cookies.clear()
        sign_in(guest)
        refused = send_code(guest, code)
        assert refused.status_code == 403
        assert "没有通过" in refused.text
        assert guest.get("/desk").status_code == 303
        clock.move(minutes=16)  # what was counted is forgotten
    sign_in(guest)
    assert send_code(guest, codes[0]).headers["location"] == "/desk"


def test_wrong_codes_lock_the_name(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    telephone, _codes = enrol(guest, clock)
    guest.cookies.clear()
    clock.move(minutes=1)
    sign_in(guest)
    for _ in range(4):
        send_code(guest, "000000")
    assert send_code(guest, telephone.at(clock.now())).status_code == 403
    assert "没能登录" in sign_in(guest).text
    clock.move(minutes=15)
    assert guest.get(CODE).headers["location"].startswith("/desk/sign-in?")  # its ten minutes are over
    sign_in(guest)
    assert send_code(guest, telephone.at(clock.now())).status_code == 303


def test_the_code_page_without_a_password_leads_back(guest: TestClient) -> None:
    assert guest.get(CODE).headers["location"].startswith("/desk/sign-in?")
    page = guest.get("/desk/sign-in")
    answer = guest.post(CODE, data={"form_token": token_in(page.text), "code": "000000"})
    assert answer.status_code == 403
    assert "从用户名和密码重新开始" in answer.text


def test_the_code_needs_its_own_form(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    telephone, _codes = enrol(guest, clock)
    guest.cookies.clear()
    clock.move(minutes=1)
    sign_in(guest)
    answer = guest.post(CODE, data={"form_token": "0" * 64, "code": telephone.at(clock.now())})
    assert answer.status_code == 403
    foreign = guest.post(CODE, data={}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert guest.get("/desk").status_code == 303


def test_an_administrator_sees_nothing_else_before_it_is_set_up(
    guest: TestClient, clock: SetClock, bell: Bell, number: str
) -> None:
    ring(bell, clock)
    assert sign_in(guest, "guan").headers["location"] == "/desk"
    for page in (
        "/desk",
        f"/desk/tickets/{number}",
        "/desk/alarms",
        "/desk/account",
        "/desk/staff",
        "/desk/views",
    ):
        assert guest.get(page).headers["location"] == FACTOR
    assert guest.get("/desk/alarms/live").json() == {"watching": False}
    assert "必须开启两步登录" in guest.get(FACTOR).text
    enrol(guest, clock)
    for page in ("/desk", "/desk/alarms", "/desk/staff"):
        assert guest.get(page).status_code == 200


def test_whoever_becomes_an_administrator_is_led_there_at_the_next_page(
    guest: TestClient, desk: Desk
) -> None:
    sign_in(guest)
    assert guest.get("/desk").status_code == 200
    with desk.database.transaction() as session:
        change_role(session, username="su", role=StaffRole.ADMINISTRATOR, department=None)
    assert guest.get("/desk").headers["location"] == FACTOR


def test_an_administrator_whose_factor_was_reset_is_led_there_again(
    person: Callable[[str], Person], desk: Desk
) -> None:
    fang = person("fang")
    assert fang.client.get("/desk/staff").status_code == 200
    with desk.database.transaction() as session:
        remove_second_factor(session, username="fang")
    assert fang.client.get("/desk/staff").headers["location"] == FACTOR


def test_the_square_and_the_key_are_shown_only_while_it_is_set_up(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    assert "<svg" not in guest.get(FACTOR).text
    step(guest, "begin", password=PASSWORD)
    page = guest.get(FACTOR).text
    assert '<svg viewBox="0 0' in page
    assert "style=" not in page
    secret = secret_on(page)
    enrol(guest, clock)
    page = guest.get(FACTOR).text
    assert "<svg" not in page
    assert secret not in page.replace(" ", "")


@pytest.mark.parametrize("name", ["begin", "off", "codes"])
def test_every_step_but_the_last_wants_the_password(guest: TestClient, clock: SetClock, name: str) -> None:
    sign_in(guest)
    if name != "begin":
        enrol(guest, clock)
    for password, status in (("wrong", 422), ("", 422)):
        assert step(guest, name, password=password).status_code == status
    assert ("已经开启" in guest.get(FACTOR).text) == (name != "begin")


def test_taken_off_the_password_is_enough_again(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    enrol(guest, clock)
    assert step(guest, "off", password=PASSWORD).headers["location"] == FACTOR
    guest.cookies.clear()
    assert sign_in(guest).headers["location"] == "/desk"


def test_new_recovery_codes_are_shown_once(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    _telephone, old = enrol(guest, clock)
    shown = step(guest, "codes", password=PASSWORD)
    fresh = re.findall(r"<li><code>([a-z0-9-]{19})</code></li>", shown.text)
    assert len(fresh) == 10
    assert not set(fresh) & set(old)
    assert fresh[0] not in guest.get(FACTOR).text


def test_a_wrong_first_code_keeps_it_off(guest: TestClient) -> None:
    sign_in(guest)
    assert step(guest, "confirm", code="000000").status_code == 409  # nothing was begun
    step(guest, "begin", password=PASSWORD)
    refused = step(guest, "confirm", code="000000")
    assert refused.status_code == 422
    assert "验证码不对" in refused.text
    assert step(guest, "codes", password=PASSWORD).status_code == 409


def test_setting_it_up_ends_the_other_sign_ins(
    guest: TestClient, clock: SetClock, desk: Desk, app: FastAPI
) -> None:
    sign_in(guest)
    other = Person.signed_in("su", desk=desk, app=app)
    enrol(guest, clock)
    assert other.client.get("/desk").status_code == 303
    assert guest.get("/desk").status_code == 200
