"""The fields of a measure as a manager fills them in."""

import re
from contextlib import suppress

from desk.forms import Form, whole_number
from desk.measure_refusals import read_day
from hotline.measures import LedgerRow, Matcher, MeasureWords, PickedNeed, WordsLookPrivate
from hotline.weeks import NoSuchWeek, Week

LONGEST_TITLE = 60
LONGEST_OWNER = 40
LONGEST_NOTE = 500
_LONGEST_KEYS = 1000
_ENTRY = "entry:"
_SOMEBODYS = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx])(?![0-9])")
"""A mobile telephone, an identity card."""

_NEED = re.compile(r"[\w-]{1,40}")


def form_of(row: LedgerRow) -> Form:
    """A measure as the form that changes it shows it."""
    fields = {name: getattr(row, name) for name in ("title", "for_whom", "owner", "note")}
    entries = {f"{_ENTRY}{entry}": "yes" for entry in row.matcher.entries}
    return Form({**fields, "due_on": row.due_on.isoformat(), "keys": row.matcher.written, **entries})


def read_words(form: Form) -> MeasureWords:
    """Raises FaultyForm, WordsLookPrivate."""
    return MeasureWords(
        title=_of_nobody(form.text("title", most=LONGEST_TITLE)),
        owner=_of_nobody(form.text("owner", most=LONGEST_OWNER)),
        for_whom=_of_nobody(form.maybe("for_whom", most=LONGEST_TITLE) or ""),
        note=read_note(form),
        due_on=read_day(form, "due_on"),
    )


def read_note(form: Form) -> str:
    """May be left out. Raises TooLong, WordsLookPrivate."""
    return _of_nobody(form.maybe("note", most=LONGEST_NOTE) or "")


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


def _of_nobody(text: str) -> str:
    """The ledger lies open: no patient's number stands in it. A department's line may."""
    if found := _SOMEBODYS.search(text):
        raise WordsLookPrivate(found[0])
    return text
