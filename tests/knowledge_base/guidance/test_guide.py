"""Three departments with reasons, the rules above them, and one short question."""

import pytest

from knowledge_base import Hospital
from knowledge_base.guidance import Described, Guide
from knowledge_base.guidance.catalogue import Catalogue
from tests.knowledge_base.guidance.conftest import guide_of, without


def first(guide: Guide, text: str, **about: object) -> str | None:
    departments = guide.recommend(Described(text=text, **about)).departments  # type: ignore[arg-type]
    return departments[0].name if departments else None


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("一爬坡心口就发紧", "心血管内科"),
        ("尿里都是泡沫", "肾内科"),
        ("手指早上僵得攥不拢，好几个关节肿", "风湿免疫科"),
        ("右边后槽牙疼", "口腔科"),
    ],
)
def test_plain_words_lead_to_a_department(guide: Guide, text: str, department: str) -> None:
    assert first(guide, text) == department


def test_a_reason_repeats_what_was_said(guide: Guide) -> None:
    told = guide.recommend(Described(text="头晕，手脚发麻"))
    assert "头晕" in told.departments[0].why
    assert told.departments[0].at == "示例县总医院"


def test_never_more_than_three(guide: Guide) -> None:
    told = guide.recommend(Described(text="头晕胸闷咳嗽胃疼腰疼皮肤痒"))
    assert len(told.departments) == 3


@pytest.mark.parametrize(
    "text",
    [
        "胸口疼得冒冷汗，左胳膊也酸",
        "心口剧痛一个小时了",
        "突然半边身子不能动，说话含糊",
        "喝了半瓶农药",
        "被蛇咬了脚",
        "让狗咬了一口",
        "人昏迷叫不醒",
        "吐了一大口血，吐血",
        "被车撞了",
        "吃了山上采的野蘑菇",
    ],
)
def test_an_emergency_is_given_the_emergency_department_alone(guide: Guide, text: str) -> None:
    told = guide.recommend(Described(text=text))
    assert [one.name for one in told.departments] == ["急诊科"]
    assert told.question is None


@pytest.mark.parametrize(
    ("text", "department", "override"),
    [
        ("发烧三十八度五，全身酸", "发热门诊", "fever"),
        ("五岁的孩子发烧咳嗽", "儿科", "child_fever"),
        ("孩子拉肚子两天", "儿科", "child"),
        ("怀孕六个月，胃不舒服", "产科", "pregnancy"),
        ("怀孕五个月，发烧三十九度", "发热门诊", "fever_pregnant"),
    ],
)
def test_fever_children_and_pregnancy_stand_above_the_ranking(
    guide: Guide, text: str, department: str, override: str
) -> None:
    told = guide.recommend(Described(text=text))
    assert (told.departments[0].name, told.override) == (department, override)


@pytest.mark.parametrize(
    ("text", "department"),
    [("八岁孩子牙疼", "口腔科"), ("孩子看黑板看不清，近视", "眼科"), ("娃摔断了胳膊，骨折", "骨科")],
)
def test_a_childs_teeth_eyes_and_bones_stay_where_they_are(guide: Guide, text: str, department: str) -> None:
    told = guide.recommend(Described(text=text, age=8))
    assert [one.name for one in told.departments][:2] == [department, "儿科"]


def test_nobody_is_sent_to_a_department_not_for_them(guide: Guide) -> None:
    told = guide.recommend(Described(text="小肚子痛", age=60, sex="male"))
    assert not {"妇科", "产科", "儿科"} & {one.name for one in told.departments}


def test_words_about_no_complaint_lead_nowhere(guide: Guide) -> None:
    told = guide.recommend(Described(text="停车场在哪里", answers=()))
    assert (told.departments, told.elsewhere) == ((), ())


def test_what_nobody_in_the_group_has_is_said(guide: Guide) -> None:
    told = guide.recommend(Described(text="想做试管婴儿"))
    assert told.departments == ()
    assert [(one.department, one.place) for one in told.elsewhere] == [("生殖医学科", None)]


def test_a_missing_department_is_stood_in_for_and_found_in_the_group(
    catalogue: Catalogue, hospital: Hospital
) -> None:
    guide = guide_of(catalogue, without(hospital, "rehabilitation"))
    told = guide.recommend(Described(text="中风三个月了，想做康复训练练走路"))
    assert told.departments[0].name == "针灸推拿科"
    assert "康复医学科" in told.departments[0].why
    assert ("康复医学科", "乔仁分院") in [(one.department, one.place) for one in told.elsewhere]


def test_a_department_nobody_stands_in_for_is_only_elsewhere(
    catalogue: Catalogue, hospital: Hospital
) -> None:
    told = guide_of(catalogue, without(hospital, "stomatology")).recommend(Described(text="牙疼"))
    assert told.departments == ()
    assert [one.place for one in told.elsewhere] == ["乔仁分院", "梅源分院"]
