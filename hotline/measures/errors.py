"""Why a measure was not taken down or changed."""


class MeasureRefused(Exception):  # noqa: N818 - a noun of the trade
    """What was asked for cannot be done to this measure; `said` is what it is about."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said)
        self.said = said


class NoSuchMeasure(MeasureRefused):
    """Never proposed."""


class MeasureElsewhere(MeasureRefused):
    """It stands otherwise meanwhile: begun or stopped by somebody else."""


class ChangedMeanwhile(MeasureRefused):
    """Somebody else changed it since the page was opened."""


class NothingToCount(MeasureRefused):
    """It names no words and no entries: nothing could ever be said of its effect."""


class WordsTooShort(MeasureRefused):
    """One character alone stands in every second question."""


class TooManyWords(MeasureRefused):
    """More than anybody can look over."""


class WordsLookPrivate(MeasureRefused):
    """Digits as of a telephone or an identity card: what counts calls names nobody."""


class WordsAreFixed(MeasureRefused):
    """Once a measure has begun, what it is judged by stays as it was."""


class BeginsOutOfReach(MeasureRefused):
    """Later than today, or so long ago that the day was chosen by what came of it."""


class EndsBeforeItBegan(MeasureRefused):
    """Stopped before its first day, or before it was proposed where it had none, or later than today."""
