"""When a room is open is told by a service, never by the disease the room is for."""

import pytest

from knowledge_base.search.opening_hours import asks_hours
from knowledge_base.search.searching import Search


@pytest.mark.parametrize(
    "question",
    ["脑电图下午能不能做", "周六可以做脑电图吗", "CT室晚上开门吗", "胃镜周末做不做", "抽血几点来"],
)
def test_hours_are_asked(question: str) -> None:
    assert asks_hours(question)


@pytest.mark.parametrize(
    "question", ["降压药晚上吃可以吗", "晚上能运动吗", "血糖几点测", "下午头晕怎么办", "脑电图是查什么的"]
)
def test_when_to_take_or_to_measure_is_no_matter_of_hours(question: str) -> None:
    assert not asks_hours(question)


@pytest.mark.whole
def test_a_disease_does_not_tell_when_a_room_is_open(real_search: Search) -> None:
    assert real_search.find("脑电图下午能不能做").abstained
    assert real_search.find("抽血几点开始").answers[0].entry.id == "outpatient.opening_hours"
