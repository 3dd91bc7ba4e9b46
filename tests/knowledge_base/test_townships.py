"""Villages, and which place is nearest to them."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge_base import Hospital, check_knowledge, load_hospital
from knowledge_base.places import Point
from knowledge_base.profile import PROFILE
from knowledge_base.townships import Townships, Village, check_townships, load_townships
from tests.knowledge_base import samples
from tests.timetables import ToldSitting

REAL = Path(__file__).parents[2] / "knowledge_base" / PROFILE
MONDAY = date(2026, 11, 23)
VILLAGES: dict[str, Any] = {
    "townships": [{"name": "北乡", "branch": "north"}],
    "villages": [
        {
            "name": "上村",
            "aliases": [],
            "township": "北乡",
            "latitude": 20.02,
            "longitude": 114.0,
            "road": "plain",
        }
    ],
}


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return load_hospital(REAL)


@pytest.fixture(scope="module")
def townships(hospital: Hospital) -> Townships:
    return load_townships(REAL, hospital=hospital)


def home(townships: Townships, name: str) -> Village:
    village = townships.village(name)
    assert village is not None
    return village


def names(townships: Townships, department: str | None, from_: Point | Village, **more: Any) -> list[str]:
    given: dict[str, Any] = {"sittings": [], "today": MONDAY} | more
    return [near.name for near in townships.nearest_for(department, from_, **given)]


def test_places_that_can_do_it_come_by_distance(townships: Townships) -> None:
    assert names(townships, "儿科", home(townships, "樟树坳"))[:2] == ["乔仁分院", "示例县总医院"]
    assert names(townships, "神经外科", home(townships, "樟树坳村")) == ["示例县总医院"]


def test_a_coming_sitting_makes_a_branch_able(townships: Townships) -> None:
    village = home(townships, "枫林村")
    cardiology = "心血管内科"
    assert names(townships, cardiology, village) == ["示例县总医院"]
    sitting = ToldSitting(where="乔仁分院", department=cardiology)
    assert names(townships, cardiology, village, sittings=[sitting])[0] == "乔仁分院"
    gone = ToldSitting(where="乔仁分院", department=cardiology, on=date(2026, 11, 20))
    cancelled = ToldSitting(where="乔仁分院", department=cardiology, cancelled=True)
    assert names(townships, cardiology, village, sittings=[gone, cancelled]) == ["示例县总医院"]


def test_the_way_on_the_road_is_longer_than_the_line(townships: Townships) -> None:
    near = townships.nearest_for("儿科", home(townships, "上坪村"), sittings=[], today=MONDAY)[0]
    assert near.road_kilometres == pytest.approx(near.kilometres * 1.6)
    flat = townships.nearest_for("儿科", Point(latitude=20.05, longitude=114.05), sittings=[], today=MONDAY)[
        0
    ]
    assert flat.road_kilometres == pytest.approx(flat.kilometres * 1.3)


def test_without_a_department_every_place_is_named(townships: Townships, hospital: Hospital) -> None:
    assert len(names(townships, None, home(townships, "石鼓村"))) == len(hospital.places)


def test_a_name_of_two_villages_is_nobodys(townships: Townships) -> None:
    assert townships.village("新建村") is None
    assert townships.village("无此村") is None


def test_a_hospital_without_villages_has_none(tmp_path: Path, hospital: Hospital) -> None:
    assert load_townships(tmp_path / "profile.yml", hospital=hospital).villages == ()
    assert check_townships(tmp_path / "profile.yml", hospital=hospital) == ([], 0)


def changed(where: str, **values: Any) -> dict[str, Any]:
    raw = deepcopy(VILLAGES)
    raw[where][0].update(values)
    return raw


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (changed("villages", township="南乡"), "unknown township '南乡'"),
        (changed("villages", latitude=21.5), "lies 163 km from 北乡分院, at most 40"),
        (changed("villages", latitude=114.0), "latitude comes first"),
        (changed("villages", road="river"), "unknown road 'river'"),
        (changed("villages", colour="red"), "unknown key 'colour'"),
        (changed("villages", aliases="上屯"), "aliases must be of kind list"),
        (changed("townships", branch="south"), "unknown branch 'south'"),
        (VILLAGES | {"villages": VILLAGES["villages"] * 2}, "is named twice in 北乡"),
        (VILLAGES | {"roads": {"hill": 1.5}}, "roads: key 'plain' is missing"),
        (VILLAGES | {"villages": None}, "villages must be a list"),
    ],
)
def test_a_faulty_village_is_named_by_the_check(tmp_path: Path, raw: dict[str, Any], fault: str) -> None:
    profile = samples.profile()
    profile["branches"][0] |= {"latitude": 20.03, "longitude": 114.01}
    folder = samples.folder(tmp_path, samples.topic(), hospital=profile)
    samples.write(folder / "hospital" / "villages.yml", raw)
    faults = check_knowledge(folder).faults
    assert any(one.file == "villages.yml" and fault in one.fault for one in faults), faults


def test_a_sound_list_is_counted(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path, samples.topic())
    samples.write(folder / "hospital" / "villages.yml", VILLAGES)
    report = check_knowledge(folder)
    assert (report.faults, report.counts["villages"]) == ((), 1)
