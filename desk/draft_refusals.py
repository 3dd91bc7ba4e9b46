"""Why nothing was done to a draft: one table from the errors of the trade to the pages' sentences."""

from collections.abc import Mapping
from http import HTTPStatus

from desk.draft_doubts import DoubtsNotChecked, TellsOfSomebody
from desk.draft_form import BadYear, TooManyQuestions
from desk.draft_words import MOST_QUESTIONS, draft_words
from desk.forms import BadChoice, BadMoment, BlankField, FaultyForm, NotConfirmed, TooLong
from desk.refusals import Refusal
from hotline.drafts import (
    LONGEST_REASON,
    MOST_MONTHS,
    AlreadySubmitted,
    ChangedMeanwhile,
    DraftReasonBlank,
    DraftRefused,
    DraftWithdrawn,
    ExpiryUnfit,
    NotClinician,
    NotSubmitted,
    SamePerson,
    TrialFailed,
    WordsMissing,
)
from knowledge_base.search.searching import SearchUnavailable

DRAFT_REFUSALS: Mapping[type[Exception], str] = {
    ChangedMeanwhile: "changed",
    SamePerson: "same_person",
    NotClinician: "not_clinician",
    NotSubmitted: "not_submitted",
    AlreadySubmitted: "already_submitted",
    DraftWithdrawn: "withdrawn",
    TrialFailed: "trial_failed",
    WordsMissing: "words_missing",
    ExpiryUnfit: "expiry_unfit",
    DraftReasonBlank: "reason_blank",
    TellsOfSomebody: "tells_of_somebody",
    DoubtsNotChecked: "doubts_not_checked",
    SearchUnavailable: "search_away",
    BadYear: "bad_year",
    TooManyQuestions: "too_many_questions",
    BlankField: "blank",
    TooLong: "too_long",
    BadChoice: "bad_choice",
    BadMoment: "bad_day",
    NotConfirmed: "not_read",
}
DRAFT_REFUSED = tuple(DRAFT_REFUSALS)
_OF_FORM = (FaultyForm, WordsMissing, ExpiryUnfit, DraftReasonBlank, TellsOfSomebody, DoubtsNotChecked)


def explain_draft(error: Exception) -> Refusal:
    words = draft_words()
    fields = error.fields if isinstance(error, WordsMissing) else ()
    pieces = error.pieces if isinstance(error, (TellsOfSomebody, DoubtsNotChecked)) else ()
    sentence = words.say(
        "refusals",
        DRAFT_REFUSALS[type(error)],
        most=error.most if isinstance(error, TooLong) else "",
        questions=MOST_QUESTIONS,
        reason=LONGEST_REASON,
        months=MOST_MONTHS,
        fields="、".join(words.name("fields", field) for field in fields),
        pieces="、".join(f"“{piece}”" for piece in pieces),
    )
    return Refusal(sentence, _status(error))


def _status(error: Exception) -> HTTPStatus:
    if isinstance(error, SearchUnavailable):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, _OF_FORM):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT if isinstance(error, DraftRefused) else HTTPStatus.UNPROCESSABLE_ENTITY
