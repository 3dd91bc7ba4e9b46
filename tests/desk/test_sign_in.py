"""Who gets in, and where to."""

from dataclasses import replace
from html import escape

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from desk import Desk, DeskSettings, router
from desk.same_origin import form_token
from desk.signing_in import local_page
from hotline.staff import StaffRole, add_staff, disable_staff
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PASSWORD = "暖心-lantern-77"
BY_A_PERSON = {"Accept": "text/html,*/*"}


@pytest.fixture
def guest(desk: Desk, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser nobody is signed in at; 苏护士 has a password."""
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
    return TestClient(app, follow_redirects=False)


def sign_in(guest: TestClient, username: str = "su", password: str = PASSWORD, wanted: str = "") -> Response:
    page = guest.get("/desk/sign-in", params={"next": wanted})
    fields = {"form_token": token_in(page.text), "next": wanted, "username": username, "password": password}
    return guest.post("/desk/sign-in", data=fields)


LOOKED_BACK = [
    *("/desk/digest?week=2026-W47", "/desk/digest.pdf?week=2026-W47", "/desk/digest/needs?week=2026-W47"),
    *("/desk/digest/rows?week=2026-W47&figure=not_helped&counted=yes", "/desk/review?day=2026-11-20"),
    *(
        "/desk/measures/0b0c9e0e-6b0a-4d53-8f6c-3a3d1a0c1f11",
        "/desk/gaps",
        "/desk/drafts/new?ticket=261123-0001",
    ),
]


@pytest.mark.parametrize("page", ["/desk", "/desk?view=mine", "/desk/tickets/261123-0001", *LOOKED_BACK])
def test_a_stranger_is_sent_to_the_sign_in_page_and_back_to_the_page_asked_for(
    guest: TestClient, page: str
) -> None:
    asked = guest.get(page)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/desk/sign-in?next=")
    form = guest.get(asked.headers["location"])
    wanted = "/desk?view=open" if page == "/desk" else page
    assert f'name="next" value="{escape(wanted)}"' in form.text
    assert sign_in(guest, wanted=wanted).headers["location"] == wanted


def test_the_right_password_lets_in(guest: TestClient) -> None:
    answer = sign_in(guest, username="  SU ")
    assert answer.headers["location"] == "/desk"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("desk_sign_in="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=43200" in cookie
    assert "Secure" not in cookie
    assert "苏护士" in guest.get("/desk").text


def test_the_cookie_is_secure_over_https_and_where_it_is_demanded(desk: Desk, guest: TestClient) -> None:
    demanding = DeskSettings.model_construct(secure_cookies=True)
    strict = FastAPI()
    strict.include_router(router(replace(desk, settings=demanding)))
    for browser in (
        TestClient(guest.app, base_url="https://testserver", follow_redirects=False),
        TestClient(strict, base_url="http://testserver", follow_redirects=False),
    ):
        page = browser.get("/desk/sign-in")
        assert "Secure" in page.headers["set-cookie"]


def test_a_wrong_password_a_wrong_name_and_a_locked_one_are_told_the_same(guest: TestClient) -> None:
    wrong_password = sign_in(guest, password="wrong")
    wrong_name = sign_in(guest, username="nobody", password="wrong")
    for _ in range(5):
        sign_in(guest, password="wrong")
    locked = sign_in(guest)
    told = {refusal_in(answer) for answer in (wrong_password, wrong_name, locked)}
    assert len(told) == 1
    assert "没能登录" in told.pop()
    assert {a.status_code for a in (wrong_password, wrong_name, locked)} == {403}
    assert "desk_sign_in" not in guest.cookies


def test_the_name_typed_comes_back_and_the_password_does_not(guest: TestClient) -> None:
    page = sign_in(guest, username='"><script>', password="geheim").text
    assert "geheim" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_the_lock_opens_after_a_quarter_of_an_hour(guest: TestClient, clock: SetClock) -> None:
    for _ in range(5):
        sign_in(guest, password="wrong")
    assert sign_in(guest).status_code == 403
    clock.move(minutes=15)
    assert sign_in(guest).status_code == 303


def test_a_sign_in_ends_after_its_time_however_much_it_is_used(guest: TestClient, clock: SetClock) -> None:
    sign_in(guest)
    for _ in range(11):
        clock.move(hours=1)
        assert guest.get("/desk", headers=BY_A_PERSON).status_code == 200
    clock.move(minutes=59, seconds=59)
    assert guest.get("/desk", headers=BY_A_PERSON).status_code == 200
    clock.move(seconds=1)
    assert guest.get("/desk", headers=BY_A_PERSON).status_code == 303


def test_signing_out_ends_the_sign_in_on_the_server_too(chen: Person) -> None:
    token = chen.client.cookies["desk_sign_in"]
    page = chen.client.get("/desk").text
    answer = chen.client.post("/desk/sign-out", data={"form_token": token_in(page)})
    assert answer.headers["location"] == "/desk/sign-in"
    chen.client.cookies.set("desk_sign_in", token, path="/desk")
    assert chen.client.get("/desk").status_code == 303


def test_signing_out_needs_the_form_of_the_page(chen: Person) -> None:
    assert chen.client.post("/desk/sign-out", data={}).status_code == 403
    assert chen.client.get("/desk").status_code == 200


def test_a_disabled_member_is_out_at_once(chen: Person, desk: Desk) -> None:
    with desk.database.transaction() as session:
        disable_staff(session, username="chen")
    assert chen.client.get("/desk").status_code == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/desk",
        "//evil.example/desk",
        "/\\evil.example",
        "/desk\\..\\evil",
        "javascript:alert(1)",
        "/desk@evil.example",
        "/desk/../evil",
        "/desk\n//evil.example",
        "/desk/sign-in",
        "/chat",
        "",
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(guest: TestClient, elsewhere: str) -> None:
    assert local_page(elsewhere) == "/desk"
    assert sign_in(guest, wanted=elsewhere).headers["location"] == "/desk"


def test_a_sign_in_form_from_another_site_is_refused(guest: TestClient) -> None:
    page = guest.get("/desk/sign-in")
    fields = {"form_token": token_in(page.text), "username": "su", "password": PASSWORD}
    answer = guest.post("/desk/sign-in", data=fields, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "desk_sign_in" not in guest.cookies


def test_a_sign_in_form_without_its_cookie_is_asked_for_again(guest: TestClient) -> None:
    page = guest.get("/desk/sign-in")
    guest.cookies.clear()
    answer = guest.post(
        "/desk/sign-in", data={"form_token": token_in(page.text), "username": "su", "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert "请再填一次" in answer.text
    assert 'value="su"' in answer.text


def test_a_token_made_without_a_cookie_lets_nobody_in(guest: TestClient) -> None:
    made = {"form_token": form_token(""), "username": "su", "password": PASSWORD}
    assert guest.post("/desk/sign-in", data=made).status_code == 403
    assert "desk_sign_in" not in guest.cookies


def test_whoever_is_signed_in_goes_straight_to_the_queue(chen: Person) -> None:
    assert chen.client.get("/desk/sign-in").headers["location"] == "/desk"


def refusal_in(answer: Response) -> str:
    return answer.text.partition('role="alert">')[2].partition("</p>")[0]
