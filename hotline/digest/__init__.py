"""What people needed, and how we did: compiled from events for any week, never stored."""

from hotline.digest.arrivals import Arrivals, arrivals_at
from hotline.digest.contact import SILENCE, Contact
from hotline.digest.digest import DepartmentRecord, Digest, Volume, Waits, compile_digest
from hotline.digest.figures import FigureWords, figure_words
from hotline.digest.intervals import Change, Share, Trend, change, share
from hotline.digest.promises import Fared, Promise
from hotline.digest.questions import Question, questions_of
from hotline.digest.staffing import Load, Overrun, Waiting, enough_nurses, waiting

__all__ = [
    "SILENCE",
    "Arrivals",
    "Change",
    "Contact",
    "DepartmentRecord",
    "Digest",
    "Fared",
    "FigureWords",
    "Load",
    "Overrun",
    "Promise",
    "Question",
    "Share",
    "Trend",
    "Volume",
    "Waiting",
    "Waits",
    "arrivals_at",
    "change",
    "compile_digest",
    "enough_nurses",
    "figure_words",
    "questions_of",
    "share",
    "waiting",
]
