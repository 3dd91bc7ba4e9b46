"""The hospital's facts: who is on duty, which department, which clinic, and what a faulty profile says."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge_base import Hospital, KnowledgeFaulty, load_hospital
from tests.knowledge_base import samples

REAL = Path(__file__).parents[2] / "knowledge_base" / "hospital" / "profile.yml"


@pytest.fixture
def hospital(tmp_path: Path) -> Hospital:
    return load_hospital(samples.write(tmp_path / "profile.yml", samples.profile()))


@pytest.mark.parametrize(
    ("hour", "nurse"), [(23, "夜班"), (0, "日班"), (15, "日班"), (16, "夜班")], ids=["7h", "8h", "23h", "24h"]
)
def test_duty_is_read_in_the_hospitals_own_time(hospital: Hospital, hour: int, nurse: str) -> None:
    assert hospital.duty_nurse(datetime(2026, 3, 2, hour, tzinfo=UTC)) == nurse


def test_the_longer_complaint_and_the_named_department_lead(hospital: Hospital) -> None:
    assert [match.department.name for match in hospital.departments_for("头有点晕，活动后气短")] == [
        "心血管内科",
        "神经内科",
    ]
    assert hospital.departments_for("活动后气短")[0].matched == ("活动后气短",)
    assert hospital.departments_for("胸闷，想挂神内")[0].department.id == "neurology"
    assert hospital.departments_for("今天天气好") == []
    assert len(hospital.departments_for("头晕", limit=1)) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"zone": "Mars/Base"}, "unknown zone 'Mars/Base'"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"lines": []}, "lines must be of kind dict, not []"),
        ({"placeholders": {"hotline": 5}}, "placeholders: hotline must be a text"),
        ({"placeholders": {"hotline": "0000-1"}}, "placeholders: emergency_line is missing"),
        ({"departments": [{"id": "x"}]}, "departments 1: key 'name' is missing"),
    ],
)
def test_a_faulty_profile_says_where(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    path = samples.write(tmp_path / "profile.yml", samples.profile(**changes))
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(path)
    assert fault in [one.fault for one in raised.value.faults]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"by": ["desk", "pigeon"]}, "green_channel 急诊: by is a list of desk, call, sms"),
        ({"by": []}, "green_channel: the first on the list is rung on the desk too"),
        ({"line": "急诊楼"}, "green_channel 急诊: line '急诊楼' is no telephone number"),
        ({"wait": 5}, "green_channel 急诊: wait is 15 to 600 seconds"),
    ],
)
def test_an_emergency_must_be_able_to_ring_somebody(
    tmp_path: Path, change: dict[str, Any], fault: str
) -> None:
    raw = samples.profile()
    raw["green_channel"][0] |= change
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", raw))
    assert fault in [one.fault for one in raised.value.faults]


def test_a_profile_that_rings_nobody_is_faulty(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", samples.profile(green_channel=[])))
    assert [one.fault for one in raised.value.faults] == ["green_channel: nobody is rung for an emergency"]


def test_whom_an_emergency_rings_is_read_in_its_order(hospital: Hospital) -> None:
    assert [(rung.name, rung.by, rung.wait.total_seconds()) for rung in hospital.green_channel] == [
        ("急诊", ("desk", "call", "sms"), 60),
        ("主任", ("call",), 30),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (3, "green_channel_unanswered must be of kind dict, not 3"),
        ({"rounds": 3}, "green_channel_unanswered: key 'then_every' is missing"),
        (
            {"rounds": 0, "then_every": 60},
            "green_channel_unanswered: rounds is 1 to 10, then_every 15 to 600 seconds",
        ),
    ],
)
def test_after_how_many_rounds_nobody_has_answered_must_make_sense(
    tmp_path: Path, row: object, fault: str
) -> None:
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", samples.profile(green_channel_unanswered=row)))
    assert [one.fault for one in raised.value.faults] == [fault]


def test_after_how_many_rounds_nobody_has_answered_may_be_left_out(
    hospital: Hospital, tmp_path: Path
) -> None:
    assert (hospital.green_channel_rounds, hospital.green_channel_then_every.total_seconds()) == (3, 180)
    row = {"rounds": 2, "then_every": 240}
    told = load_hospital(samples.write(tmp_path / "told.yml", samples.profile(green_channel_unanswered=row)))
    assert (told.green_channel_rounds, told.green_channel_then_every.total_seconds()) == (2, 240)


def test_those_on_duty_may_have_an_account_and_nobody_else(tmp_path: Path) -> None:
    raw = samples.profile()
    raw["duty"]["first_contacts"][0]["username"] = "chen"
    raw["duty"]["manager"]["username"] = "wu"
    hospital = load_hospital(samples.write(tmp_path / "profile.yml", raw))
    assert [shift.username for shift in hospital.rota.shifts] == ["chen", None]
    assert hospital.duty_manager.username == "wu"
    raw["duty"]["first_contacts"][1]["username"] = 7
    raw["duty"]["emergency_department"][0]["username"] = "ji"
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", raw))
    assert [one.fault for one in raised.value.faults] == [
        "duty.first_contacts 夜班: username must be of kind str, not 7",
        "duty.emergency_department 急诊: unknown key 'username'",
    ]


def test_an_hour_that_nobody_covers_is_a_fault(tmp_path: Path) -> None:
    raw = samples.profile()
    raw["duty"]["first_contacts"][1]["weekdays"] = [1, 2, 3, 4, 5, 6]
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", raw))
    assert [one.fault for one in raised.value.faults] == [
        f"duty: nobody on weekday 7 at {hour:02}:00" for hour in range(8)
    ]


def test_a_clinic_in_an_unknown_place_is_a_fault(tmp_path: Path) -> None:
    raw = samples.profile()
    raw["clinics"][0] |= {"where": "南极", "department": "魔法科", "weekday": 8, "to": "09:00"}
    with pytest.raises(KnowledgeFaulty) as raised:
        load_hospital(samples.write(tmp_path / "profile.yml", raw))
    assert [one.fault for one in raised.value.faults] == [
        "clinics 林医生: unknown department '魔法科'",
        "clinics 林医生: unknown place '南极'",
        "clinics 林医生: weekday 8 is not 1 to 7",
        "clinics 林医生: 14:30 to 09:00 is no span of one day",
    ]


def test_the_profile_we_ship_names_a_nurse_for_every_hour() -> None:
    hospital = load_hospital(REAL)
    assert list(hospital.rota.holes()) == []
    assert hospital.sample
    assert all(line.number.startswith("0000-") for line in hospital.lines.values())
