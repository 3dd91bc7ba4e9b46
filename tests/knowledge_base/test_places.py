"""The nearest place is the nearest, and a profile that puts a hospital elsewhere is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.paths import KNOWLEDGE
from knowledge_base import load_hospital
from knowledge_base.documents import read_document
from knowledge_base.places import Place, Point, nearest
from knowledge_base.profile import PROFILE
from knowledge_base.profile_rules import profile_faults

POINTS = st.builds(Point, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))


def a_place(at: Point) -> Place:
    return Place(name="分院", address="", hours="", line="", at=at)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    one, other = Point(latitude=20, longitude=114), Point(latitude=21, longitude=114)
    assert one.kilometres_to(other) == pytest.approx(111.2, abs=0.1)


def test_a_degree_of_longitude_is_shorter_away_from_the_equator() -> None:
    one, other = Point(latitude=60, longitude=114), Point(latitude=60, longitude=115)
    assert one.kilometres_to(other) == pytest.approx(55.6, abs=0.1)


@given(POINTS, POINTS)
def test_a_way_is_as_long_there_as_back_and_nowhere_longer_than_half_around(one: Point, other: Point) -> None:
    assert one.kilometres_to(other) == pytest.approx(other.kilometres_to(one))
    assert 0 <= one.kilometres_to(other) <= 20_038


@given(st.lists(POINTS, min_size=1, max_size=6), POINTS)
def test_no_place_is_nearer_than_the_nearest(points: list[Point], here: Point) -> None:
    found = nearest(map(a_place, points), to=here)
    assert found is not None
    assert found[1] == min(point.kilometres_to(here) for point in points)


def test_where_no_place_is_known_none_is_nearest() -> None:
    assert nearest((), to=Point(latitude=20, longitude=114)) is None


def test_the_sample_hospital_and_all_its_branches_have_a_place() -> None:
    hospital = load_hospital(KNOWLEDGE / PROFILE)
    assert len(hospital.places) == 1 + len(hospital.branches)
    assert hospital.places[0].name == hospital.name


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"latitude": 114.0, "longitude": 20.0}, "is not in China"),
        ({"latitude": 20.0}, "stands alone"),
        ({"latitude": "20", "longitude": 114.0}, "must be of kind float"),
    ],
)
def test_a_branch_elsewhere_is_refused(changed: dict[str, object], said: str) -> None:
    raw = read_document(KNOWLEDGE / PROFILE, kind=dict)
    assert isinstance(raw, dict)
    bare = {key: value for key, value in raw["branches"][0].items() if key not in ("latitude", "longitude")}
    faults = list(
        profile_faults({**raw, "branches": [{**bare, **changed}], "clinics": []}, file="profile.yml")
    )
    assert [said in fault.fault for fault in faults] == [True]


@pytest.mark.parametrize("site", [None, {"latitude": 20.0}, {"address": 1}, []])
def test_a_site_that_is_none_is_refused(site: object) -> None:
    raw = read_document(KNOWLEDGE / PROFILE, kind=dict)
    assert isinstance(raw, dict)
    assert list(profile_faults({**raw, "site": site}, file="profile.yml"))


def test_a_profile_may_leave_every_place_out() -> None:
    raw = read_document(KNOWLEDGE / PROFILE, kind=dict)
    assert isinstance(raw, dict)
    for row in (raw, *raw["branches"]):
        for key in ("site", "latitude", "longitude"):
            row.pop(key, None)
    assert not list(profile_faults(raw, file="profile.yml"))
