"""Whoever asks where to go is told from whoever asks when, or for a number."""

import pytest

from knowledge_base.departments import asks_department


@pytest.mark.parametrize(
    "said",
    ["膝盖痛挂什么科", "我该看哪个科", "挂啥号", "看啥子科", "头晕看个什么好", "挂哪个门诊", "去哪科"],
)
def test_a_department_is_asked_for(said: str) -> None:
    assert asks_department(said)


@pytest.mark.parametrize(
    "said",
    [
        "降压药什么时候吃",
        "膝盖痛看什么时候好",
        "专家号挂什么时间的",
        "看啥子时候有空",
        "打什么号码",
        "膝盖痛怎么办",
    ],
)
def test_no_department_is_asked_for(said: str) -> None:
    assert not asks_department(said)
