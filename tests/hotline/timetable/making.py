"""A small hospital's week, invented."""

from typing import Any
from zoneinfo import ZoneInfo

from hotline.timetable import HalfDay, HospitalWeek, Named
from hotline.weeks import Week

W48 = Week.parse("2026-W48")
TOTAL, QIAOREN = "示例县总医院", "乔仁分院"


def half(**changed: Any) -> HalfDay:
    fields: dict[str, Any] = {
        "weekday": 4,
        "starts": "08:00",
        "ends": "12:00",
        "where": QIAOREN,
        "department": "中医科",
        "doctor": "梁医生（示例）",
    }
    return HalfDay(**fields | changed)


CARDIOLOGY = half(
    weekday=2,
    starts="08:30",
    ends="11:30",
    department="心血管内科",
    doctor="总院林主任（示例）",
    visiting=True,
    places=20,
)
USUAL = (
    half(),
    CARDIOLOGY,
    half(weekday=1, where=TOTAL, department="心血管内科", doctor="陈主任（示例）"),
)

HOSPITAL = HospitalWeek(
    zone=ZoneInfo("Asia/Shanghai"),
    usual=USUAL,
    places=(
        Named(name=TOTAL, aliases=("县总医院",)),
        Named(name=QIAOREN, aliases=("乔仁卫生院",)),
        Named(name="清溪分院"),
    ),
    departments=(
        Named(name="心血管内科", aliases=("心内科", "心脏科")),
        Named(name="中医科"),
        Named(name="针灸推拿科", aliases=("针灸科",)),
    ),
)
