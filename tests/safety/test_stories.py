"""Long stories: what is over, what is of nobody here, and what is told of now."""

import shutil
from pathlib import Path

import pytest

from hotline.safety import FaultyRule, TriageGrade, load_rules, screen
from hotline.safety.screening import SHIPPED

OVER = (
    "那年我坐月子大出血，血流了一地，抢救了一夜，医生都下了病危。如今娃都上大学了，我想打听一下老病历还能不能复印，要带什么证件。",
    "我家大哥走了五年了，是喝农药走的。今年清明回去看他，嫂子身体好好的，就是想问问你们义诊哪天下乡，要不要报名。",
    "新闻里说有人触电倒地没了呼吸，旁边的人不会救。我们厂想请老师来讲一堂课，请问收费吗，一次能来多少人？",
    "退休前我在急诊科当护士，吐血的、喝药的、车祸的见得多了。身体硬朗，想给你们做志愿者，找哪个窗口报名？",
)
NOW = (
    "那年我坐月子大出血，抢救了一夜，如今娃都上大学了。刚才我又出血了，血流了一地，站起来眼前发黑，想问问夜里还有没有妇科的号。",
    "新闻里说触电要先关电闸。我家电工刚刚被电打了，倒在地上没有反应，手都黑了，请问你们救护车收费吗？",
    "我哥前年脑梗，恢复得很好。今天吃完饭他嘴歪了，左手抬不起来，嫂子说歇歇就好，想问下明天康复科门诊几点开？",
    "他刚才胸口压得慌，满头大汗，缓了一会儿他说现在好好的，能吃能睡，就想问问体检套餐多少钱，周末开不开门。",
)


@pytest.mark.parametrize("story", OVER)
def test_a_danger_long_over_or_of_nobody_here_does_not_stop_the_talk(story: str) -> None:
    assert screen(story).grade != TriageGrade.EMERGENCY


@pytest.mark.parametrize("story", NOW)
def test_a_danger_of_now_is_heard_whatever_surrounds_it(story: str) -> None:
    assert screen(story).grade == TriageGrade.EMERGENCY


def test_what_two_people_have_far_apart_makes_no_rule_together() -> None:
    apart = (
        "我家老头今天胸口有点闷，走路走急了才有，歇歇就过去，下个礼拜约了复查。"
        "另外说说我孙子，他在学校操场上跟同学踢了一个多小时足球，回来衣服湿透了，满头大汗，洗了澡就去写作业了。"
    )
    together = "我家老头今天胸口有点闷，衣服湿透了，满头大汗"
    assert "acute_coronary" not in screen(apart).rules
    assert "acute_coronary" in screen(together).rules


def test_who_asks_how_to_act_needs_no_hour() -> None:
    asked = "我妈身体一向硬朗，能吃能睡，体检都正常，在老家跟我弟弟住。她胸口压着疼，满头大汗，怎么办"
    assert screen(asked).grade == TriageGrade.EMERGENCY


def test_a_frame_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for folder in ("lexicon", "findings", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    (tmp_path / "lexicon" / "stories.yml").write_text("began:\n  - 去?年\n", encoding="utf-8")
    with pytest.raises(FaultyRule, match=r"stories\.yml: stories"):
        load_rules(tmp_path)
