"""Finding tickets, and the list that open pages ask for again."""

from collections.abc import Callable

import pytest

from hotline.database import Database
from hotline.tickets import get_ticket
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

Open = Callable[..., str]


def search(person: Person, wanted: str) -> tuple[str, str]:
    """Where it led to, and what was shown."""
    token = token_in(person.client.get("/desk").text)
    answer = person.client.post("/desk/search", data={"form_token": token, "wanted": wanted})
    return answer.headers.get("location", ""), answer.text


@pytest.mark.parametrize(
    "write", [str, lambda n: n.replace("-", ""), lambda n: f" {n} ", lambda n: n.replace("-", "－")]
)
def test_a_number_leads_to_its_ticket(
    chen: Person, number: str, open_one: Open, write: Callable[[str], str]
) -> None:
    open_one()
    assert search(chen, write(number))[0] == f"/desk/tickets/{number}"


def test_a_progress_code_leads_to_its_ticket(chen: Person, number: str, database: Database) -> None:
    with database.reading() as session:
        code = get_ticket(session, number=number).progress_code
    assert search(chen, code)[0] == f"/desk/tickets/{number}"


def test_a_telephone_number_finds_all_its_tickets_closed_ones_too(chen: Person, open_one: Open) -> None:
    first, second = open_one(summary="第一次打来"), open_one(summary="第二次打来")
    open_one(phone="13900009999", summary="别人")
    chen.do("accept", first)
    chen.do("close", first, outcome="mistaken")
    where, page = search(chen, "+86 138-0000-8000")
    assert where == ""
    assert "找到2张" in page
    assert first in page
    assert second in page
    assert "别人" not in page
    assert "13800008000" not in page.replace('value="+86 138-0000-8000"', "")


@pytest.mark.parametrize("wanted", ["", "8000", "13700000000", "261101-9999", "<b>", "' or 1=1"])
def test_what_fits_nothing_says_so(chen: Person, number: str, wanted: str) -> None:
    where, page = search(chen, wanted)
    assert where == ""
    assert "没有找到" in page
    assert number not in page


def test_a_search_is_posted_from_our_own_page(chen: Person, number: str) -> None:
    assert chen.client.post("/desk/search", data={"wanted": number}).status_code == 403
    assert chen.client.get("/desk/search").headers["location"] == "/desk"


def test_the_list_alone_is_sent_and_only_when_it_changed(
    chen: Person, number: str, open_one: Open, clock: SetClock
) -> None:
    first = chen.client.get("/desk/queue", params={"view": "unaccepted"})
    assert number in first.text
    assert "<html" not in first.text
    mark = {"If-None-Match": first.headers["etag"]}
    again = chen.client.get("/desk/queue", params={"view": "unaccepted"}, headers=mark)
    assert (again.status_code, again.content) == (304, b"")
    clock.move(minutes=1)
    assert chen.client.get("/desk/queue", params={"view": "unaccepted"}, headers=mark).status_code == 200
    another = open_one()
    assert another in chen.client.get("/desk/queue", params={"view": "unaccepted"}, headers=mark).text
    assert chen.client.get("/desk/queue", params={"view": "mine"}, headers=mark).status_code == 200


def test_a_ticket_says_when_somebody_else_did_something(chen: Person, lin: Person, number: str) -> None:
    def mark(**headers: str) -> tuple[int, str]:
        answer = chen.client.get(f"/desk/tickets/{number}/mark", headers=headers)
        assert answer.content == b""
        return answer.status_code, answer.headers["etag"]

    status, first = mark()
    assert status == 204
    assert f"data-mark={first}" in chen.ticket(number)
    assert mark(**{"If-None-Match": first})[0] == 304
    lin.do("accept", number)
    assert mark(**{"If-None-Match": first})[0] == 204
    assert mark()[1] != first


def test_the_list_is_for_those_signed_in(chen: Person, number: str) -> None:
    chen.client.cookies.clear()
    for address in ("/desk/queue", f"/desk/tickets/{number}/mark"):
        assert chen.client.get(address).headers["location"].startswith("/desk/sign-in")


def test_the_bar_shrinks_with_the_time_that_is_left(chen: Person, number: str, clock: SetClock) -> None:
    clock.move(hours=6)
    assert 'class="rest" width="75"' in chen.queue()
    clock.move(hours=18, minutes=1)
    assert 'class="time breached"' in chen.queue()
