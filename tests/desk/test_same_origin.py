"""Nobody else's page can make a nurse's browser do a deed."""

import re
from collections.abc import Callable

import pytest

from tests.desk.person import Person, token_in


def accept(chen: Person, number: str, *, token: str | None = None, **headers: str) -> int:
    fields = {"form_token": token_in(chen.queue()) if token is None else token}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return chen.client.post(f"/desk/tickets/{number}/accept", data=fields, headers=named).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:81"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://testserver", "Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_submission_from_elsewhere_is_refused(chen: Person, number: str, headers: dict[str, str]) -> None:
    assert accept(chen, number, **headers) == 403
    assert "待接单" in chen.ticket(number)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver", "Sec_Fetch_Site": "same-origin"},
    ],
)
def test_our_own_page_is_heard(chen: Person, number: str, headers: dict[str, str]) -> None:
    assert accept(chen, number, **headers) == 303


def test_a_form_without_its_token_or_with_anothers_is_refused(chen: Person, lin: Person, number: str) -> None:
    assert accept(chen, number, token="") == 403
    assert accept(chen, number, token=token_in(lin.queue())) == 403
    assert accept(chen, number, token="接") == 403
    assert "待接单" in chen.ticket(number)


def test_what_was_typed_into_a_stale_form_comes_back(chen: Person, number: str) -> None:
    answer = chen.client.post(
        f"/desk/tickets/{number}/add_note", data={"form_token": "0", "text": "写了很久的备注"}
    )
    assert answer.status_code == 403
    assert "写了很久的备注" in answer.text
    assert f'href="/desk/tickets/{number}"' in answer.text


@pytest.mark.parametrize("is_signed_in", [True, False])
@pytest.mark.parametrize("place", ["drafts/new", "measures/propose"])
def test_sentences_of_a_draft_or_a_measure_come_back_too(
    person: Callable[[str], Person], place: str, *, is_signed_in: bool
) -> None:
    xu = person("xu")
    if not is_signed_in:
        xu.client.cookies.clear()
    fields = {"form_token": "0", "answer": "写了很久的回答", "note": "写了很久的做法", "password": "secret"}
    answer = xu.client.post(f"/desk/{place}", data=fields)
    assert answer.status_code == 403
    assert "写了很久的做法\n写了很久的回答" in answer.text
    assert "secret" not in answer.text


def test_every_page_forbids_scripts_frames_and_hosts_of_others(chen: Person, number: str) -> None:
    for path in ("/desk", f"/desk/tickets/{number}", "/desk/tickets/none", "/desk/sign-in"):
        if path == "/desk/sign-in":
            chen.client.cookies.clear()
        answer = chen.client.get(path)
        assert answer.status_code in {200, 404}
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "://" not in answer.text.replace("http://www.w3.org", "")


def test_the_style_the_script_and_the_picture_come_from_us(chen: Person) -> None:
    page = chen.queue()
    for name, kind in (("desk.css", "text/css"), ("desk.js", "javascript"), ("desk.svg", "image/svg+xml")):
        found = re.search(rf'"(/desk/page/{name}[^"]*)"', page)
        assert found
        answer = chen.client.get(found[1])
        assert answer.status_code == 200
        assert kind in answer.headers["content-type"]
