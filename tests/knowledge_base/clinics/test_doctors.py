"""Which doctor callers mean, by name, title and sound."""

import pytest

from knowledge_base.clinics.doctors import doctor_of, doctors_meant
from tests.timetables import ToldSitting

TABLE = [
    ToldSitting(doctor="总院林主任（示例）"),
    ToldSitting(doctor="林主任（示例）", where="县医院"),
    ToldSitting(doctor="市医院吴教授（示例）", department="神经内科"),
    ToldSitting(doctor="陈主任", department="骨科"),
    ToldSitting(doctor="陈医生", department="儿科"),
    ToldSitting(doctor="周志远 主任医师", department="肾内科"),
    ToldSitting(doctor="欧阳医生", department="眼科"),
    ToldSitting(doctor="何医生", department="内分泌科"),
]


def called(text: str) -> list[str]:
    return sorted(one.called for one in doctors_meant(text, sittings=TABLE).meant)


def test_a_tables_name_is_home_name_and_title() -> None:
    doctor = doctor_of(ToldSitting(doctor="市医院吴教授（示例）"))
    assert (doctor.home, doctor.name, doctor.title) == ("市医院", "吴", "教授")
    assert doctor.is_expert


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("林主任今天在吗", ["林主任"]),
        ("林大夫星期几看", ["林主任"]),
        ("吴教授什么时候来", ["吴教授"]),
        ("陈主任在吗", ["陈主任"]),
        ("陈大夫在吗", ["陈主任", "陈医生"]),
        ("周志远在不在", ["周志远主任医师"]),
        ("周医生在不在", ["周志远主任医师"]),
        ("欧阳医生哪天", ["欧阳医生"]),
        ("任何医生都行", []),
        ("骨科主任什么时候在", []),
        ("看骨科的是哪个医生", []),
        ("有女医生吗", []),
    ],
)
def test_a_family_name_before_a_title_is_a_doctor(said: str, names: list[str]) -> None:
    assert called(said) == names
    assert doctors_meant(said, sittings=TABLE).unknown is None


def test_who_comes_from_the_hospital_is_the_same_person_at_the_branch() -> None:
    assert len(doctors_meant("林主任", sittings=TABLE).meant) == 1


def test_an_unknown_name_leads_to_those_who_sound_like_it() -> None:
    found = doctors_meant("程主任哪天来", sittings=TABLE)
    assert found.unknown == "程主任"
    assert {one.family for one in found.meant} == {"陈"}


def test_an_unknown_name_that_sounds_like_nobodys_is_only_unknown() -> None:
    found = doctors_meant("张医生星期几坐诊", sittings=TABLE)
    assert (found.unknown, found.meant) == ("张医生", ())
