"""Local figures that ran out are shown to those who keep the profile, and to nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.desk.person import Person
from tests.hotline.making import SetClock

TITLE = "当地数值：过期和快到期的"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2027, 12, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("username", ["xu", "fang"])
def test_managers_see_what_ran_out_and_what_soon_will(person: Callable[[str], Person], username: str) -> None:
    page = person(username).client.get("/desk/knowledge").text
    assert TITLE in page
    assert "没备案去外省住院少报多少：二十个百分点，<strong>已过期</strong>（有效到2026年6月30日）" in page
    assert "居民医保在县医院住院的报销比例：百分之七十五，快到期（有效到2027年12月31日）" in page


def test_nurses_are_not_troubled_with_the_profile(chen: Person) -> None:
    assert TITLE not in chen.client.get("/desk/knowledge").text
