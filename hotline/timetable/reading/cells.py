"""What one cell says: a day, a time, a number, a yes."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from hotline.timetable.reading.grid import Cell
from hotline.timetable.reading.words import words

_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Excel's day numbers of the years 2000 to 2099."""

_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_WEEKDAY = re.compile(r"每?(?:周|星期|礼拜)\s*([一二三四五六日天末1-7])")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})|点(?:(\d{1,2})分?|(半)|(一刻))?|时)?(?:整)?")
_DAYS = "一二三四五六日"
_NUMERALS = {numeral: str(at) for at, numeral in enumerate("零一二三四五六七八九")} | {"两": "2"}
_TEN = re.compile(r"(十[一二]?)(?=[点时])")
_ONE = re.compile(r"([一二三四五六七八九两])(?=[点时])")
_DASH = re.compile(r"\s*(?:-|~|–|—|－|至|到)\s*")
_NOON = 12
_MINUTES = 24 * 60


def plain(text: str) -> str:
    """Half-width digits and signs, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_day(cell: Cell, *, near: date) -> date | int | None:
    """A date, or a weekday (Monday = 1); None where it is neither. Without a year, the nearest `near`."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(cell.text)
    if text.isdigit() and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    if found := _DATE.search(text):
        return _date(found, near=near)
    if found := _WEEKDAY.fullmatch(text):
        said = {"天": "日", "末": ""}.get(found[1], found[1])
        return int(said) if said.isdigit() else (_DAYS.index(said) + 1 if said else None)
    return None


def read_time(cell: Cell) -> str | None:
    """As HH:MM; None where it is no time of a day."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * _MINUTES)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return read_clock(cell.text)


def read_clock(said: str) -> str | None:
    """From words such as 上午8点半 or 14：30."""
    text = _with_digits(plain(said))
    half = next((kind for kind in ("morning", "afternoon", "noon") if _opens(text, kind)), None)
    if half:
        text = text.removeprefix(_opens(text, half) or "")
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour = int(found[1])
    minute = int(found[2] or found[3] or (30 if found[4] else 15 if found[5] else 0))
    if half in {"afternoon", "noon"} and hour < _NOON - (half == "noon"):
        hour += _NOON
    fits = hour < 24 and minute < 60  # noqa: PLR2004 - a clock
    return f"{hour:02}:{minute:02}" if fits else "24:00" if (hour, minute) == (24, 0) else None


def read_span(cell: Cell) -> tuple[str, str] | None:
    """A half-day by its name, or two times; the second may leave out whether it is morning."""
    text = plain(cell.text)
    usual = words().half_days
    if text in usual:
        return usual[text]
    parts = _DASH.split(text)
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        return None
    starts, ends = read_clock(parts[0]), read_clock(parts[1])
    if starts and ends and ends <= starts and _opens(parts[0], "afternoon"):
        ends = read_clock(f"{_opens(parts[0], 'afternoon')}{parts[1]}")
    return (starts, ends) if starts and ends else None


def read_yes(cell: Cell) -> bool | None:
    """Blank is no; None where it is neither."""
    said = plain(cell.text).lower()
    if not said or said in words().names("is_own"):
        return False
    return True if said in words().names("is_visiting") else None


def read_number(cell: Cell) -> int | None:
    """None where it is no whole number, of nothing or more."""
    said = plain(cell.text).removesuffix("个").removesuffix("号")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 6 else None  # noqa: PLR2004


def _date(found: re.Match[str], *, near: date) -> date | None:
    year = int(found[1]) if found[1] else None
    years = (year,) if year else (near.year, near.year + 1, near.year - 1)
    dates = [on for one in years if (on := _made(one, int(found[2]), int(found[3])))]
    return min(dates, key=lambda on: abs(on - near), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _opens(text: str, kind: str) -> str | None:
    return next((name for name in words().names(kind) if text.startswith(name)), None)


def _with_digits(text: str) -> str:
    """八点 and 十二点 as 8点 and 12点."""
    text = _TEN.sub(lambda found: "1" + (_NUMERALS[found[1][1]] if len(found[1]) > 1 else "0"), text)
    return _ONE.sub(lambda found: _NUMERALS[found[1]], text)
