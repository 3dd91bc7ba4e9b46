"""A roster is read as hospitals write it, or refused with every fault by its cell."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hotline.timetable import HalfDay
from hotline.timetable.reading import (
    LARGEST_FILE,
    ReadTable,
    TableFaulty,
    csv_of,
    read_table,
    template_csv,
    template_excel,
)
from tests.hotline.timetable.making import CARDIOLOGY, HOSPITAL, QIAOREN, TOTAL, USUAL, W48, half

HEAD: list[Any] = ["日期或星期", "地点", "科室", "医生", "开始", "结束", "外来专家", "号源"]
GOOD: list[Any] = ["周四", QIAOREN, "中医科", "梁医生（示例）", "08:00", "12:00", "否", None]
Shape = Callable[[Any], None]


def excel(rows: Sequence[Sequence[Any]], *, shape: Shape | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if shape:
        shape(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, *, fixed: bool = False) -> ReadTable:
    return read_table(content, week=W48, hospital=HOSPITAL, fixed=fixed)


def faults(content: bytes, *, fixed: bool = False) -> list[str]:
    with pytest.raises(TableFaulty) as refused:
        read(content, fixed=fixed)
    return [fault.sentence for fault in refused.value.faults]


def with_cell(column: int, value: object) -> list[Any]:
    return [*GOOD[:column], value, *GOOD[column + 1 :]]


def test_three_faults_of_one_excel_file_are_told_by_cell_and_at_once() -> None:
    rows = [
        HEAD,
        GOOD,
        ["周三", QIAOREN, "心内", "林主任（示例）", "08:00", "12:00", "是", 20],
        ["周五", "乔仁", "中医科", "梁医生（示例）", "14:30", "12:00", "否", None],
    ]
    assert faults(excel(rows)) == [
        "C3：科室“心内”不在本院科室里，是不是“心血管内科”？",
        "B4：地点“乔仁”不在本院和各分院里，是不是“乔仁分院”？",
        "F4：结束时间12:00不在开始时间14:30之后。",
    ]


def test_a_good_excel_file_is_read_whole() -> None:
    rows = [
        HEAD,
        ["星期二", "乔仁卫生院", "心内科", "总院林主任（示例）", "８：３０", "１１：３０", "是", "２０"],
    ]
    assert read(excel(rows)).halves == (CARDIOLOGY,)


@pytest.mark.parametrize(
    ("said", "weekday"),
    [
        ("周三", 3),
        ("星期三", 3),
        ("礼拜三", 3),
        ("每周三", 3),
        ("周３", 3),
        ("星期天", 7),
        ("周日", 7),
        ("2026-11-25", 3),
        ("2026/11/25", 3),
        ("2026年11月25日", 3),
        ("11月25日（周三）", 3),
        ("11.25", 3),
        (date(2026, 11, 25), 3),
        (datetime(2026, 11, 25), 3),  # noqa: DTZ001 - as Excel keeps a day
        (46351, 3),
        ("46351", 3),
    ],
)
def test_days_are_understood_as_they_are_written(said: object, weekday: int) -> None:
    assert read(excel([HEAD, with_cell(0, said)])).halves == (half(weekday=weekday),)


@pytest.mark.parametrize(
    "said", ["周八", "周一至周五", "周一、周三", "周末", "2026-13-01", "每天", "25/11/2026"]
)
def test_what_is_no_day_is_told_with_its_cell(said: str) -> None:
    (sentence,) = faults(excel([HEAD, with_cell(0, said)]))
    assert sentence.startswith(f"A2：“{said}”看不出是哪一天")


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        ("08:00", "12:00", ("08:00", "12:00")),
        ("8：30", "11：30", ("08:30", "11:30")),
        ("上午8点", "上午11点半", ("08:00", "11:30")),
        ("下午2点30分", "下午5点", ("14:30", "17:00")),
        ("下午两点半", "下午五点一刻", ("14:30", "17:15")),
        ("早上八点", "中午十二点", ("08:00", "12:00")),
        ("14时", "17.30", ("14:00", "17:30")),
        (time(8, 0), time(11, 30), ("08:00", "11:30")),
        (0.3333333333, 0.5, ("08:00", "12:00")),
        ("上午", None, ("08:00", "12:00")),
        ("下午", "", ("14:30", "17:30")),
        ("8:00-11:30", None, ("08:00", "11:30")),
        ("下午2点至5点", None, ("14:00", "17:00")),
        ("晚上7点", "24:00", ("19:00", "24:00")),
    ],
)
def test_hours_are_understood_as_they_are_written(
    starts: object, ends: object, found: tuple[str, str]
) -> None:
    row = [*GOOD[:4], starts, ends, *GOOD[6:]]
    assert [(one.starts, one.ends) for one in read(excel([HEAD, row])).halves] == [found]


@pytest.mark.parametrize("said", ["全天", "25:00", "8点70分", "早班", "-1"])
def test_what_is_no_time_is_told_with_its_cell(said: str) -> None:
    (sentence,) = faults(excel([HEAD, with_cell(4, said)]))
    assert sentence.startswith(f"E2：“{said}”看不出是几点")


@pytest.mark.parametrize(
    ("column", "said", "sentence"),
    [
        (1, None, "B2：地点空着。"),
        (1, "月球", "B2：地点“月球”不在本院和各分院里。"),
        (3, "张医生、李医生", "D2：“张医生、李医生”像是几位医生。"),
        (3, "张" * 41, "D2：医生姓名太长"),
        (6, "也许", "G2：外来专家一栏写“是”或“否”"),
        (7, "二十", "H2：号源“二十”不是 0 到 500 的整数"),
        (7, 501, "H2：号源“501”"),
        (7, -1, "H2：号源“-1”"),
    ],
)
def test_each_other_cell_is_read_with_care(column: int, said: object, sentence: str) -> None:
    (found,) = faults(excel([HEAD, with_cell(column, said)]))
    assert found.startswith(sentence)


def test_merged_cells_stand_for_every_row_they_cover() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:H1")
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")

    rows = [
        ["坐诊安排（示例）"],
        HEAD,
        GOOD,
        [None, None, "针灸推拿科", "王医生（示例）", "上午", None, None, None],
    ]
    found = read(excel(rows, shape=merge)).halves
    assert [(one.weekday, one.where, one.doctor) for one in found] == [
        (4, QIAOREN, "梁医生（示例）"),
        (4, QIAOREN, "王医生（示例）"),
    ]


def test_other_names_of_columns_in_another_order_are_understood() -> None:
    rows = [["姓名", "专科", "院区", "时段", "星期"], ["梁医生（示例）", "中医科", QIAOREN, "上午", "星期四"]]
    assert read(excel(rows)).halves == (half(),)


def test_dates_say_of_which_week_a_table_is() -> None:
    content = excel([HEAD, with_cell(0, "2026-12-03")])
    assert read(content).week == W48.after()
    (sentence,) = faults(content, fixed=True)
    assert sentence == "A2：2026-12-03不在2026-W48（2026-11-23至2026-11-29）里。一张表只排一周。"
    (mixed,) = faults(excel([HEAD, with_cell(0, "2026-11-26"), with_cell(0, "2026-12-04")]))
    assert mixed.startswith("A3：2026-12-04不在2026-W48")


def test_the_same_half_day_twice_is_told_with_the_row_it_stands_in() -> None:
    row = [*GOOD[:4], "09:00", "10:00", *GOOD[6:]]
    assert faults(excel([HEAD, GOOD, row])) == ["D3：梁医生（示例）这段时间已经排在第2行。"]


def test_a_doctor_in_two_places_at_once_is_asked_about_and_not_refused() -> None:
    found = read(excel([HEAD, GOOD, with_cell(1, TOTAL)]))
    assert found.notes == ("第3行：梁医生（示例）同一时间也排在乔仁分院。如果不是同名的两位医生，请核对。",)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["姓名", "周一", "周二", "周三"], ["张", "上午", "", ""]], "这张表把星期横着排成了列"),
        ([["值班", "电话"], ["张", "1"]], "没有找到表头。"),
        ([[]], "表格里没有一行坐诊安排"),
        ([HEAD], "表格里没有一行坐诊安排"),
        ([["日期", "科室", "医生"], ["周一", "中医科", "梁"]], "第1行是表头，但缺少这些列：地点、开始"),
        ([[*HEAD, "专科"], GOOD], "I1：表头里“专科”和前面一列是同一项"),
    ],
)
def test_rosters_of_another_shape_are_named_plainly(rows: list[list[str]], sentence: str) -> None:
    (found,) = faults(excel(rows))
    assert found.startswith(sentence)


def test_only_the_first_sheet_is_read_and_that_is_said() -> None:
    def more(sheet: Any) -> None:
        other = sheet.parent.create_sheet("下周")
        other.append(HEAD)
        other.append(GOOD)

    assert read(excel([HEAD, GOOD], shape=more)).notes[0].startswith("文件里有几张工作表")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_file_is_read_in_every_usual_encoding(codec: str, delimiter: str) -> None:
    rows = (HEAD, ["" if value is None else str(value) for value in GOOD])
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert read(text.encode(codec)).halves == (half(),)


def test_what_we_write_we_read_again() -> None:
    found = sorted(USUAL, key=str)
    assert sorted(read(csv_of(USUAL).encode()).halves, key=str) == found
    assert sorted(read(template_csv(USUAL)).halves, key=str) == found
    assert sorted(read(template_excel(USUAL)).halves, key=str) == found


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_name_that_is_a_formula_is_written_as_text_and_read_as_it_was(sign: str) -> None:
    tricky = half(doctor=f"{sign}cmd|'/C calc'!A0")
    text = csv_of([tricky])
    assert f",'{sign}cmd" in text
    assert read_table(text.replace("/C", "C").encode(), week=W48, hospital=HOSPITAL).halves[0].doctor == (
        f"{sign}cmd|'C calc'!A0"
    )


def repacked(content: bytes, name: str, data: bytes) -> bytes:
    packed = BytesIO(content)
    with ZipFile(packed, "a") as archive:
        archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "表格里没有一行坐诊安排"),
        (b"\x00\x01\x02\xff\xfe", "这个文件不是 Excel 表格"),
        (b"%PDF-1.7 \xff\xff\xff\x80\x80", "这个文件不是 Excel 表格"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "这是旧版 Excel"),
        (b"PK\x03\x04" + b"\x00" * 60, "文件打不开"),
        (repacked(excel([HEAD]), "xl/vbaProject.bin", b"x"), "文件里带有宏"),
        (excel([HEAD, GOOD])[:-400], "文件打不开"),
        (b"x" * (LARGEST_FILE + 1), "文件太大"),
        (excel([HEAD, *([GOOD] * 1001)]), "表格超过 1000 行"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, sentence: str) -> None:
    (found,) = faults(content)
    assert found.startswith(sentence)


def test_a_small_file_that_opens_into_a_huge_one_is_not_opened() -> None:
    from zipfile import ZIP_DEFLATED  # noqa: PLC0415 - for this one only

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * (17 * 1024 * 1024))
    assert len(packed.getvalue()) < LARGEST_FILE
    assert faults(packed.getvalue()) == ["文件太大，没有读。坐诊表一般不到 1 MB。"]


def test_a_merged_cell_as_large_as_the_sheet_is_not_opened() -> None:
    content = excel([HEAD, GOOD], shape=lambda sheet: sheet.merge_cells("A3:B4"))
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"A3:B4", b"A3:XFD1048576"))
    assert faults(packed.getvalue()) == ["文件太大，没有读。坐诊表一般不到 1 MB。"]


def test_of_very_many_faults_the_first_fifty_are_told() -> None:
    found = faults(excel([HEAD, *([with_cell(1, "月球")] * 60)]))
    assert (len(found), found[-1]) == (51, "还有 10 处没有列出。")


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=6))
def test_whatever_stands_in_a_text_file_is_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join([",".join(HEAD), *(",".join(row) for row in rows)])
    with suppress(TableFaulty):
        found = read(text.encode("utf-8", "replace"))
        assert all(isinstance(one, HalfDay) for one in found.halves)


@given(st.binary(max_size=400))
def test_whatever_bytes_arrive_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(TableFaulty):
        read(content)
