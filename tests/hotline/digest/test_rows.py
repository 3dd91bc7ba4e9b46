"""Behind every figure stand as many rows as it says."""

import pytest

from hotline.database import Database
from hotline.digest import NoSuchFigure, RowKind, Rows, figure_words, rows_of
from hotline.green_channel import AlarmOutcome
from hotline.safety import TriageGrade
from tests.hotline.digest.making import LATER, WEEK, ZONE, alarm, at, digest, say
from tests.hotline.digest.test_workbook import fill_week

MANY = 10_000
FIGURES = [name for name, words in figure_words().items() if name != "contacts"]


@pytest.fixture
def filled(any_database: Database) -> Database:
    fill_week(any_database)
    say(any_database, "sos-1", at(day=2), grade=TriageGrade.EMERGENCY)
    for day, outcome in enumerate((AlarmOutcome.FALSE_ALARM, AlarmOutcome.CONFIRMED, None)):
        alarm(any_database, at(day=day), outcome=outcome)
    return any_database


def rows(
    database: Database, figure: str, *, counted: bool | None = None, limit: int = MANY, offset: int = 0
) -> Rows:
    with database.reading() as session:
        return rows_of(
            session,
            figure=figure,
            span=WEEK.span(ZONE),
            as_of=LATER,
            counted=counted,
            limit=limit,
            offset=offset,
        )


def test_every_figure_has_its_rows(filled: Database) -> None:
    found = digest(filled).figures
    assert set(found) == set(FIGURES)
    for name, figure in found.items():
        both, of, others = (rows(filled, name, counted=which) for which in (None, True, False))
        assert (of.total, both.total, others.total) == (
            figure.count,
            figure.among,
            figure.among - figure.count,
        ), name
        assert len(of.rows) == figure.count, name
        assert sorted(map(repr, [*of.rows, *others.rows])) == sorted(map(repr, both.rows)), name
    assert found["false_alarms"].count == 1
    assert found["emergencies"].count == 1


def test_pages_together_are_all_rows_oldest_first(filled: Database) -> None:
    whole = rows(filled, "answered_at_once")
    pages = [rows(filled, "answered_at_once", limit=7, offset=offset) for offset in range(0, whole.total, 7)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in pages} == {whole.total}
    begun = [row.begun_at for row in whole.rows]
    assert begun == sorted(begun)
    assert rows(filled, "answered_at_once", limit=7, offset=whole.total).rows == ()


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        ("solved_on_the_spot", RowKind.CONTACT),
        ("reopened", RowKind.PROMISE),
        ("satisfied", RowKind.JUDGED),
        ("false_alarms", RowKind.EMERGENCY),
    ],
)
def test_a_figure_says_what_its_rows_are(any_database: Database, figure: str, kind: RowKind) -> None:
    assert rows(any_database, figure).kind is kind


@pytest.mark.parametrize("figure", ["contacts", "nothing"])
def test_what_is_no_figure_is_refused_by_name(any_database: Database, figure: str) -> None:
    with pytest.raises(NoSuchFigure):
        rows(any_database, figure)
