"""A hospital's working week, and what a faulty one says."""

from pathlib import Path
from typing import Any

import pytest

from knowledge_base import KnowledgeFaulty, load_hospital
from knowledge_base.working_week import WeekHours
from tests.knowledge_base import samples

MORNING = {"weekdays": [1, 2], "from": "08:00", "to": "12:00"}


def loaded(tmp_path: Path, week: Any) -> Path:
    return samples.write(tmp_path / "profile.yml", samples.profile(working_week=week))


def test_weeks_are_read_by_department(tmp_path: Path) -> None:
    week = {
        "usual": {"hours": [MORNING], "make_up": 1},
        "departments": {"神经内科": {"around_the_clock": True}},
    }
    weeks = load_hospital(loaded(tmp_path, week)).working_weeks
    assert weeks is not None
    assert (weeks.usual.hours[0].starts, weeks.usual.make_up, weeks.usual.keeps_holidays) == (
        "08:00",
        1,
        True,
    )
    assert weeks.departments == {"神经内科": WeekHours(around_the_clock=True)}


@pytest.mark.parametrize(
    ("week", "fault"),
    [
        ([], "working_week must be of kind dict, not []"),
        ({}, "working_week: it needs a usual week, and departments by name"),
        ({"usual": {"hours": [MORNING]}, "odd": 1}, "working_week: unknown key 'odd'"),
        ({"usual": {}}, "working_week usual: either hours or around_the_clock is given"),
        (
            {"usual": {"hours": [MORNING], "around_the_clock": True}},
            "working_week usual: either hours or around_the_clock is given",
        ),
        ({"usual": {"hours": [MORNING], "make_up": 8}}, "working_week usual: make_up cannot be 8"),
        ({"usual": {"hours": [MORNING], "make_up": True}}, "working_week usual: make_up cannot be True"),
        ({"usual": {"hours": [MORNING], "lunch": 1}}, "working_week usual: unknown key 'lunch'"),
        (
            {"usual": {"hours": [MORNING | {"to": "07:00"}]}},
            "working_week usual: 08:00 to 07:00 is no span of one day",
        ),
        (
            {"usual": {"hours": [MORNING | {"from": 480}]}},
            "working_week usual: 480 to 12:00 is no span of one day",
        ),
        ({"usual": {"hours": [MORNING | {"weekdays": [0]}]}}, "working_week usual: weekdays are 1 to 7"),
        ({"usual": {"hours": [MORNING | {"weekdays": 1}]}}, "working_week usual: weekdays are 1 to 7"),
        (
            {"usual": {"hours": [MORNING, MORNING | {"weekdays": [2], "from": "11:00"}]}},
            "working_week usual: hours of weekday 2 overlap at 11:00",
        ),
        (
            {"usual": {"hours": [MORNING]}, "departments": {"魔法科": {"around_the_clock": True}}},
            "working_week: unknown department '魔法科'",
        ),
    ],
)
def test_a_faulty_week_says_where(tmp_path: Path, week: Any, fault: str) -> None:
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(loaded(tmp_path, week))
    assert [one.fault for one in raised.value.faults] == [fault]
