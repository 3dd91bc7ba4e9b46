"""The fields of a measure as a manager fills them in."""

import re
from contextlib import suppress

from desk.forms import Form, whole_number
from desk.measure_refusals import read_day
from hotline.measures import LedgerRow, Matcher, MeasureWords, PickedNeed
from hotline.weeks import NoSuchWeek, Week

LONGEST_TITLE = 60
LONGEST_OWNER = 40
LONGEST_NOTE = 500
_LONGEST_KEYS = 1000
_ENTRY = "entry:"
_NEED = re.compile(r"[\w-]{1,40}")


def form_of(row: LedgerRow) -> Form:
    """A measure as the form that changes it shows it."""
    fields = {name: getattr(row, name) for name in ("title", "for_whom", "owner", "note")}
    entries = {f"{_ENTRY}{entry}": "yes" for entry in row.matcher.entries}
    return Form({**fields, "due_on": row.due_on.isoformat(), "keys": row.matcher.written, **entries})


def read_words(form: Form) -> MeasureWords:
    """Raises FaultyForm."""
    return MeasureWords(
        title=form.text("title", most=LONGEST_TITLE),
        owner=form.text("owner", most=LONGEST_OWNER),
        for_whom=form.maybe("for_whom", most=LONGEST_TITLE) or "",
        note=form.maybe("note", most=LONGEST_NOTE) or "",
        due_on=read_day(form, "due_on"),
    )


def read_matcher(form: Form) -> Matcher:
    """Raises FaultyForm, MeasureRefused."""
    entries = [name.removeprefix(_ENTRY) for name in form.names if name.startswith(_ENTRY)]
    return Matcher.read(form.maybe("keys", most=_LONGEST_KEYS) or "", entries=entries)


def read_need(form: Form) -> PickedNeed | None:
    """What the page was opened from; None where it was none, or is not to be read."""
    known_as, name = form.get("need"), form.get("need_name").strip()
    if not name or not _NEED.fullmatch(known_as):
        return None
    with suppress(NoSuchWeek):
        return PickedNeed(id=known_as, name=name[:LONGEST_TITLE], week=Week.parse(form.get("week")))
    return None


def read_seen(form: Form) -> int:
    """The version the page showed; none that was never shown."""
    return whole_number(form.get("seen")) or 0
