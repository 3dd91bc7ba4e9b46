"""What the hospital changed for what people asked, and whether fewer asked afterwards."""

from hotline.measures.comparing import Counted
from hotline.measures.counting import count_week, counts_of, keep_one_week
from hotline.measures.deeds import REACH, Hand, MeasureWords, PickedNeed, begin, edit, keep, propose, stop
from hotline.measures.effect import Effect, Outlook, OutlookState
from hotline.measures.errors import (
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
from hotline.measures.ledger import (
    LedgerRow,
    MeasuresInWeek,
    find_measure,
    history,
    ledger,
    measures_in_week,
)
from hotline.measures.matcher import Matcher
from hotline.measures.record import Measure, MeasureDeed, MeasureWeek
from hotline.measures.vocabulary import MeasureState, MeasureWork
from hotline.measures.weeks import TERMS

__all__ = [
    "REACH",
    "TERMS",
    "BeginsOutOfReach",
    "ChangedMeanwhile",
    "Counted",
    "Effect",
    "EndsBeforeItBegan",
    "Hand",
    "LedgerRow",
    "Matcher",
    "Measure",
    "MeasureDeed",
    "MeasureElsewhere",
    "MeasureRefused",
    "MeasureState",
    "MeasureWeek",
    "MeasureWords",
    "MeasureWork",
    "MeasuresInWeek",
    "NoSuchMeasure",
    "NothingToCount",
    "Outlook",
    "OutlookState",
    "PickedNeed",
    "TooManyWords",
    "WordsAreFixed",
    "WordsLookPrivate",
    "WordsTooShort",
    "begin",
    "count_week",
    "counts_of",
    "edit",
    "find_measure",
    "history",
    "keep",
    "keep_one_week",
    "ledger",
    "measures_in_week",
    "propose",
    "stop",
]
