"""What fails again and again is shown to those who can have it mended, beside the letters that did not go."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from hotline.database import Database
from hotline.follow_up import Timer, TimerKind
from tests.desk.person import Person

TITLE = "有1件到时间该做的事反复没有做成"


@pytest.fixture
def stuck(database: Database, number: str) -> str:
    """The number of a ticket nobody is told of."""
    with database.transaction() as session:
        unaccepted = update(Timer).where(Timer.kind == TimerKind.UNACCEPTED)
        session.execute(unaccepted.values(tries=4, fault="KeyError"))
    return number


@pytest.mark.parametrize("username", ["xu", "fang"])
def test_it_is_shown_with_its_ticket_and_what_the_log_calls_it(
    person: Callable[[str], Person], stuck: str, username: str
) -> None:
    somebody = person(username)
    assert TITLE in somebody.client.get("/desk/notices").text
    page = somebody.client.get("/desk/letters").text
    for told in (TITLE, f"/desk/tickets/{stuck}", "没人接单，换下一位值班", "试过4次", "KeyError"):
        assert told in page


def test_nurses_are_not_troubled_with_it(chen: Person, stuck: str) -> None:
    assert TITLE not in chen.client.get("/desk/notices").text
    assert TITLE not in chen.client.get("/desk/letters").text


def test_where_nothing_fails_nothing_is_said(person: Callable[[str], Person], number: str) -> None:
    xu = person("xu")
    assert "反复没有做成" not in xu.client.get("/desk/notices").text
    assert "反复没有做成" not in xu.client.get("/desk/letters").text
