"""The sample profile's clinics as a timetable, and `hotline timetable`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands.timetable import command
from console.knowledge import read_hospital
from console.settings import Settings
from console.timetable import hospital_week
from console.words import Trouble
from hotline.appointments import AppointmentState, find_appointment
from hotline.database import Database
from hotline.timetable import Sitting, own_weeks, sittings
from hotline.timetable.post import weekly_post
from hotline.weeks import Week
from tests.hotline.appointments.making import a_confirmed
from tests.hotline.making import SetClock, add_member

HEAD = "日期或星期,地点,科室,医生,开始,结束,外来专家,号源\n"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, small_database: Database) -> Database:
    """Our own profile over a fresh database."""
    monkeypatch.delenv("HOTLINE_HOSPITAL")
    with small_database.transaction() as session:
        for name in ("xu", "chen"):
            add_member(session, name)
    return small_database


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def a_file(folder: Path, *rows: str) -> str:
    path = folder / "w.csv"
    path.write_bytes((HEAD + "\n".join(rows)).encode("gb18030"))
    return str(path)


def test_every_clinic_of_the_profile_stands_in_the_usual_week() -> None:
    hospital = read_hospital(Settings())
    week = hospital_week(hospital)
    assert len(week.usual) == len(hospital.timetable)
    assert {half.where for half in week.usual} <= {place.name for place in week.places}
    assert {half.department for half in week.usual} <= {one.name for one in week.departments}


def test_a_week_is_shown_line_by_line_or_as_json(store: Database) -> None:
    shown = run("show", "--week", "2026-W48")
    assert "the usual week" in shown.output
    assert "2026-11-24  08:30-11:30  乔仁分院  心血管内科  总院林主任（示例）  visiting" in shown.output
    rows = [json.loads(line) for line in run("show", "--week", "2026-W48", "--json").output.splitlines()]
    assert (len(rows), rows[0]["on"]) == (28, "2026-11-23")


def test_a_roster_is_taken_and_shown_and_posted(store: Database, tmp_path: Path) -> None:
    row = "2026-11-26,乔仁卫生院,心内科,市医院吴教授（示例）,上午,,是,20"
    file = a_file(tmp_path, row)
    planned = run("import", file, "--by", "xu", "--keep", "--dry-run")
    assert "would add 1, change 0, take out 0, leave 28" in planned.output
    assert "the usual week" in run("show", "--week", "2026-W48").output
    assert (
        "1 added, 0 changed, 0 taken out, 28 as they were"
        in run("import", file, "--by", "xu", "--keep").output
    )
    with store.reading() as session:
        assert own_weeks(session, weeks=[Week.parse("2026-W48")])
    post = run("post", "--week", "2026-W48").output
    assert post.startswith("示例县总医院坐诊安排（11月23日—11月29日）\n\n【本周专家】\n")
    assert "11月26日（周四）08:00–12:00 乔仁分院\n　心血管内科 市医院吴教授（示例），限20号" in post
    assert post.index("【本周专家】") < post.index("【示例县总医院】") < post.index("【乔仁分院】")
    assert "0000-8810120" in post


def test_a_roster_that_leaves_a_booked_half_day_out_tells_whoever_was_booked(
    store: Database, tmp_path: Path
) -> None:
    later = Week.parse("2090-W10")
    with store.transaction() as session:
        hospital = hospital_week(read_hospital(Settings()))
        found = sittings(session, first=later.first, last=later.last, hospital=hospital)
        one = next(one for one in found if one.department == "骨科" and not one.visiting)
        number = a_confirmed(
            session,
            clock=SetClock(),
            on=one.on,
            starts=one.starts,
            where=one.where,
            department=one.department,
            doctor=one.doctor,
            sitting_id=one.id,
        ).ticket_number
    file = a_file(tmp_path, "周四,乔仁分院,中医科,梁医生（示例）,08:00,12:00,,")
    assert "27 taken out" in run("import", file, "--by", "xu", "--week", str(later)).output
    with store.reading() as session:
        appointment = find_appointment(session, number=number)
        assert appointment is not None
        assert appointment.state is AppointmentState.ASKED


def test_a_faulty_roster_is_told_by_cell_and_not_taken(store: Database, tmp_path: Path) -> None:
    file = a_file(tmp_path, "周三,乔仁分院,心内,林主任,上午,,,", "周八,乔仁分院,中医科,梁医生,上午,,,")
    refused = run("import", file, "--by", "xu", "--week", "2026-W48")
    assert isinstance(refused.exception, Trouble)
    assert "C2：科室“心内”不在本院科室里，是不是“心血管内科”？" in refused.output
    assert "A3：“周八”看不出是哪一天" in refused.output
    assert "the usual week" in run("show", "--week", "2026-W48").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "--week", "2026-W60"), "names no week"),
        (("import", "{file}", "--by", "nobody"), "No active"),
    ],
)
def test_what_cannot_be_done_is_said(
    store: Database, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    file = a_file(tmp_path, "周三,乔仁分院,中医科,梁医生,上午,,,")
    answer = run(*(word.format(file=file) for word in words))
    assert said in str(answer.exception)


def test_the_post_names_leaves_and_their_reasons() -> None:
    week = Week.parse("2026-W48")
    half = hospital_week(read_hospital(Settings())).usual[0]
    away = Sitting.made_of(half, known_as="1", on=week.first, cancelled=True, reason="外出进修")
    facts = {"hospital": "示例县总医院", "hotline": "0000-1", "emergency_line": "0000-2"}
    post = weekly_post([away], week=week, places=(), facts=facts)
    assert "【本周停诊】" in post
    assert "：外出进修" in post
    assert "本周没有坐诊安排。" in post
