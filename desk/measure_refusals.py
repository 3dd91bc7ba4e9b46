"""Why a measure was not taken down or changed: one table from errors of the trade to the desk's sentences."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from desk.forms import BlankField, FaultyForm, Form, TooLong
from desk.measure_words import say_of_measures
from desk.refusals import Refusal
from hotline.measures import (
    REACH,
    BeginsOutOfReach,
    ChangedMeanwhile,
    EndsBeforeItBegan,
    MeasureElsewhere,
    MeasureRefused,
    NoSuchMeasure,
    NothingToCount,
    TooManyWords,
    WordsAreFixed,
    WordsLookPrivate,
    WordsTooShort,
)
from hotline.measures.matcher import LONGEST_WORD, MOST_LINES, MOST_WORDS

_LONGEST_DATE = 10


class BadDay(FaultyForm):
    """What was typed is no date."""


MEASURE_REFUSALS: Mapping[type[Exception], str] = {
    NoSuchMeasure: "no_such",
    MeasureElsewhere: "elsewhere",
    ChangedMeanwhile: "meanwhile",
    NothingToCount: "nothing",
    WordsTooShort: "too_short",
    TooManyWords: "too_many",
    WordsLookPrivate: "private",
    WordsAreFixed: "fixed",
    BeginsOutOfReach: "out_of_reach",
    EndsBeforeItBegan: "backwards",
    BadDay: "bad_date",
    BlankField: "blank",
    TooLong: "too_long",
}
REFUSED_MEASURES = tuple(MEASURE_REFUSALS)
_CONFLICTS = (MeasureElsewhere, ChangedMeanwhile, WordsAreFixed)


def explain_measure(error: Exception) -> Refusal:
    facts: dict[str, object] = {"lines": MOST_LINES, "words": MOST_WORDS, "letters": LONGEST_WORD}
    facts |= {"days": REACH.days}
    if isinstance(error, MeasureRefused):
        facts |= {"said": error.said}
    if isinstance(error, TooLong):
        facts |= {"most": error.most}
    sentence = say_of_measures("refusals", MEASURE_REFUSALS[type(error)], **facts)
    if isinstance(error, NoSuchMeasure):
        return Refusal(sentence, HTTPStatus.NOT_FOUND)
    is_conflict = isinstance(error, _CONFLICTS)
    return Refusal(sentence, HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY)


def read_day(form: Form, name: str) -> date:
    """Raises BlankField, BadDay."""
    try:
        return date.fromisoformat(form.text(name, most=_LONGEST_DATE))
    except ValueError:
        raise BadDay(name) from None
