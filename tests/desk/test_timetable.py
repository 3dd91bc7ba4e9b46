"""Everybody at the desk reads who sits where; editors and managers keep it."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pytest
from httpx2 import Response
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from desk import Desk
from desk.timetable_refusals import TIMETABLE_REFUSALS
from desk.timetable_upload import pack, unpack
from desk.words import Words
from hotline.clock import Clock
from hotline.timetable import (
    Sitting,
    SittingChange,
    Taking,
    TimetableDeed,
    TimetableRefused,
    listen_to_changes,
    own_weeks,
    sittings,
    stop_listening,
)
from hotline.timetable.reading import LARGEST_FILE
from hotline.weeks import Week
from tests.desk.person import Person, token_in
from tests.hotline.appointments.making import a_confirmed

WEEK = Week.parse("2026-W48")
LIN = "总院林主任（示例）"
HEAD = ["日期或星期", "地点", "科室", "医生", "开始", "结束", "外来专家", "号源"]
ADDED = {
    "week": "2026-W48",
    "weekday": "4",
    "starts": "08:00",
    "ends": "11:30",
    "where": "龙潭分院",
    "department": "针灸推拿科",
    "doctor": "王医生（示例）",
    "places": "20",
    "visiting": "yes",
}


@pytest.fixture
def xu(person: Callable[[str], Person]) -> Person:
    return person("xu")


@pytest.fixture
def heard() -> Iterator[list[SittingChange]]:
    found: list[SittingChange] = []

    def hear(_: Session, changes: Sequence[SittingChange], /, *, by: str, clock: Clock) -> None:
        found.extend(changes)

    listen_to_changes(hear)
    yield found
    stop_listening(hear)


def token(person: Person) -> str:
    return token_in(person.client.get("/desk").text)


def send(person: Person, work: str, **fields: str) -> Response:
    return person.client.post(f"/desk/timetable/{work}", data={"form_token": token(person), **fields})


def page(person: Person, **asked: str) -> str:
    return person.client.get("/desk/timetable", params=asked).text


def kept(desk: Desk, week: Week = WEEK) -> tuple[Sitting, ...]:
    with desk.database.reading() as session:
        return sittings(session, first=week.first, last=week.last, hospital=desk.hospital_week)


def of(desk: Desk, doctor: str, week: Week = WEEK) -> Sitting:
    return next(one for one in kept(desk, week) if one.doctor == doctor and one.where == "乔仁分院")


def upload(person: Person, content: bytes, *, name: str = "w.xlsx", **fields: str) -> Response:
    data = {"form_token": token(person), "week": str(WEEK), "taking": "keep", **fields}
    return person.client.post("/desk/timetable/import", data=data, files={"file": (name, content)})


def excel(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


@pytest.mark.parametrize("username", ["chen", "wang", "he"])
def test_others_read_the_week_and_are_offered_no_change(
    person: Callable[[str], Person], desk: Desk, username: str
) -> None:
    somebody = person(username)
    shown = page(somebody)
    assert LIN in shown
    assert "/desk/timetable/sitting" not in shown
    assert "导入表格" not in shown
    assert send(somebody, "add", **ADDED).status_code == 403
    assert upload(somebody, excel()).status_code == 403
    assert somebody.client.get("/desk/timetable/import").status_code == 403
    assert not any(one.where == "龙潭分院" and one.department == "针灸推拿科" for one in changed(desk))


def changed(desk: Desk) -> list[Sitting]:
    with desk.database.reading() as session:
        return list(kept(desk)) if own_weeks(session, weeks=[WEEK]) else []


@pytest.mark.parametrize("username", ["gu", "xu", "fang"])
def test_editors_and_managers_add_a_sitting(
    person: Callable[[str], Person], desk: Desk, username: str
) -> None:
    answer = send(person(username), "add", **ADDED)
    assert answer.headers["location"] == "/desk/timetable?week=2026-W48&done=add"
    (one,) = (one for one in kept(desk) if one.doctor == "王医生（示例）")
    assert (one.on, one.starts, one.places, one.visiting) == (WEEK.days[3], "08:00", 20, True)
    shown = page(person(username), week="2026-W48", done="add")
    assert "加好了" in shown
    assert "添加坐诊" in shown
    assert "限20号" in shown


def test_a_leave_is_shown_with_its_reason_and_told_to_who_listens(
    xu: Person, desk: Desk, heard: list[SittingChange]
) -> None:
    one = of(desk, LIN)
    send(xu, "cancel", week=str(WEEK), id=one.id, reason="外出进修")
    assert "停诊：外出进修" in page(xu, week=str(WEEK))
    assert [(change.before.id, change.after is not None and change.after.cancelled) for change in heard] == [
        (one.id, True)
    ]
    file = xu.client.get("/desk/timetable/file", params={"week": str(WEEK)})
    assert "停诊：外出进修" in file.text
    send(xu, "restore", week=str(WEEK), id=one.id)
    assert "停诊：" not in page(xu, week=str(WEEK)).split("谁改过这一周")[0]


def test_a_holiday_entered_on_the_calendar_is_told_to_who_listens(
    xu: Person, desk: Desk, heard: list[SittingChange]
) -> None:
    before = of(desk, LIN)
    fields = {"first": "2026-11-24", "kind": "holiday", "name": "县里放假"}
    xu.client.post("/desk/calendar/add", data={"form_token": token(xu), **fields})
    assert (before, None) in [(change.before, change.after) for change in heard]
    assert all(change.before.on == before.on for change in heard)


def test_hours_and_place_are_changed_on_the_page_of_the_half_day(xu: Person, desk: Desk) -> None:
    one = of(desk, LIN)
    shown = xu.client.get("/desk/timetable/sitting", params={"week": str(WEEK), "id": one.id}).text
    assert f'value="{LIN}"' in shown
    fields = ADDED | {"id": one.id, "doctor": LIN, "weekday": "5", "places": ""}
    send(xu, "change", **fields)
    (after,) = (other for other in kept(desk) if other.id == one.id)
    assert (after.on, after.where, after.places) == (WEEK.days[4], "龙潭分院", None)
    send(xu, "remove", week=str(WEEK), id=one.id)
    assert all(other.id != one.id for other in kept(desk))


def test_how_many_are_booked_is_said_before_anything_is_changed(xu: Person, desk: Desk) -> None:
    one = of(desk, LIN)
    where = {"week": str(WEEK), "id": one.id}
    assert "约在这次坐诊" not in xu.client.get("/desk/timetable/sitting", params=where).text
    with desk.database.transaction() as session:
        a_confirmed(session, clock=desk.clock, on=one.on, starts=one.starts, sitting_id=one.id)
    assert "已经有1人约在这次坐诊" in xu.client.get("/desk/timetable/sitting", params=where).text


def test_what_was_typed_stands_there_again_beside_the_refusal(xu: Person) -> None:
    answer = send(xu, "add", **ADDED | {"ends": "07:00"})
    assert answer.status_code == 422
    assert "08:00–07:00不对" in answer.text
    assert 'value="王医生（示例）"' in answer.text
    assert "0 到 500" in send(xu, "add", **ADDED | {"places": "many"}).text


def test_what_was_taken_out_meanwhile_is_said(xu: Person, desk: Desk) -> None:
    one = of(desk, LIN)
    send(xu, "remove", week=str(WEEK), id=one.id)
    assert send(xu, "cancel", week=str(WEEK), id=one.id, reason="病假").status_code == 409
    gone = xu.client.get("/desk/timetable/sitting", params={"week": str(WEEK), "id": one.id})
    assert "已经不在了" in gone.text


def test_whole_weeks_are_changed_only_by_who_is_sure(xu: Person, desk: Desk) -> None:
    send(xu, "add", **ADDED)
    after = WEEK.after()
    assert "请先勾选" in send(xu, "copy", week=str(after)).text
    send(xu, "copy", week=str(after), sure="yes")
    assert any(one.doctor == "王医生（示例）" for one in kept(desk, after))
    send(xu, "usual", week=str(WEEK), sure="yes")
    send(xu, "give_up", week=str(after), sure="yes")
    assert any(one.doctor == "王医生（示例）" for one in kept(desk, after.after(3)))
    with desk.database.reading() as session:
        assert list(own_weeks(session, weeks=[WEEK, after])) == [WEEK]


def test_the_week_is_sifted_by_place_and_department(xu: Person) -> None:
    shown = page(xu, week=str(WEEK), where="乔仁分院", department="心血管内科")
    assert LIN in shown
    assert "梁医生（示例）" not in shown
    assert "没有符合条件的坐诊安排" in page(xu, week=str(WEEK), where="火星")


def test_a_holiday_is_named_over_its_day(xu: Person) -> None:
    assert "国庆节放假" in page(xu, week="2026-W40")


@pytest.mark.parametrize("named", ["2026-W99", "nonsense", ""])
def test_a_week_that_is_none_is_this_week(xu: Person, named: str) -> None:
    assert "第48周" in page(xu, week=named)


def test_a_file_with_three_faults_is_told_by_cell_and_not_taken(xu: Person, desk: Desk) -> None:
    content = excel(
        ["周三", "乔仁分院", "心内", "林主任", "08:00", "12:00", "是", 20],
        ["周五", "乔仁", "中医科", "梁医生", "14:30", "12:00", "否", None],
    )
    answer = upload(xu, content)
    assert answer.status_code == 422
    assert "有3处要改" in answer.text
    assert "C2：科室“心内”不在本院科室里，是不是“心血管内科”？" in answer.text
    assert "B3：地点“乔仁”不在本院和各分院里，是不是“乔仁分院”？" in answer.text
    assert "F3：结束时间12:00不在开始时间14:30之后" in answer.text
    assert changed(desk) == []


def test_a_good_file_is_shown_before_it_is_taken(xu: Person, desk: Desk) -> None:
    content = excel(
        ["周四", "龙潭分院", "针灸科", "王医生（示例）", "上午", None, "是", 20],
        ["周二", "乔仁分院", "心血管内科", LIN, "08:30", "12:00", "是", None],
    )
    shown = upload(xu, content)
    assert "新增 1 次" in shown.text
    assert "更改 1 次" in shown.text
    assert changed(desk) == []
    answer = send(xu, "import/take", **taken(shown.text))
    assert answer.headers["location"] == "/desk/timetable?week=2026-W48&done=import"
    assert any(one.doctor == "王医生（示例）" and one.places == 20 for one in kept(desk))


def taken(text: str) -> dict[str, str]:
    return {name: hidden(text, name) for name in ("week", "taking", "packed", "seen")}


def test_a_week_changed_between_preview_and_taking_is_shown_again(xu: Person, desk: Desk) -> None:
    row = ["周四", "龙潭分院", "针灸科", "王医生（示例）", "上午", None, "是", 20]
    fields = taken(upload(xu, excel(row), taking="whole").text)
    send(xu, "add", **ADDED | {"doctor": "李医生（示例）"})
    answer = send(xu, "import/take", **fields)
    assert answer.status_code == 422
    assert "刚才有人改过" in answer.text
    assert len(kept(desk)) > 1
    send(xu, "import/take", **taken(answer.text))
    assert [one.doctor for one in kept(desk)] == ["王医生（示例）"]


@pytest.mark.parametrize("packed", ["", "!", "AAAA", pack("x"), pack("x" * (LARGEST_FILE + 1))])
def test_what_was_not_packed_by_us_is_not_taken(xu: Person, desk: Desk, packed: str) -> None:
    answer = send(xu, "import/take", week=str(WEEK), taking="whole", packed=packed, seen="")
    assert answer.status_code == 422
    assert "请重新上传" in answer.text
    assert changed(desk) == []


def test_what_is_packed_comes_out_again() -> None:
    assert unpack(pack("坐诊" * 9000)).decode() == "坐诊" * 9000


def test_a_file_too_large_or_none_at_all_is_refused(xu: Person) -> None:
    assert upload(xu, b"").status_code == 422
    assert upload(xu, b"x" * (LARGEST_FILE + 100_000)).status_code == 413


def test_a_form_without_the_token_of_a_page_is_refused(xu: Person, desk: Desk) -> None:
    data = {"form_token": "0", "week": str(WEEK)}
    answer = xu.client.post("/desk/timetable/import", data=data, files={"file": ("w.csv", b"x")})
    assert answer.status_code >= 400
    assert xu.client.post("/desk/timetable/add", data=ADDED).status_code >= 400
    assert changed(desk) == []


def test_the_template_is_a_file_our_own_reading_takes(xu: Person) -> None:
    answer = xu.client.get("/desk/timetable/import/template")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in next(sheet.iter_rows())] == HEAD
    assert "更改" not in upload(xu, answer.content).text
    assert "日期或星期" in xu.client.get("/desk/timetable/import/template?as=csv").text


def test_the_weeks_post_stands_ready_to_be_copied(xu: Person) -> None:
    shown = xu.client.get("/desk/timetable/post", params={"week": str(WEEK)}).text
    assert "【本周专家】" in shown
    assert "0000-8810120" in shown


def test_every_deed_and_refusal_has_its_words() -> None:
    words = Words.load()
    assert all(words.has("timetable_changes", deed.value) for deed in TimetableDeed)
    assert all(words.has("takings", taking.value) for taking in Taking)
    assert set(TimetableRefused.__subclasses__()) <= set(TIMETABLE_REFUSALS)
    assert all(words.has("timetable_refusals", name) for name in TIMETABLE_REFUSALS.values())
