"""What people needed, and how we did: compiled from events for any week, never stored."""

from hotline.digest.arrivals import Arrivals, arrivals_at
from hotline.digest.contact import SILENCE, Asked, Contact, Opened
from hotline.digest.counting import AspectOf, Volume
from hotline.digest.digest import Digest, Waits, compile_digest
from hotline.digest.emergencies import Emergency
from hotline.digest.fairness import SMALLEST, Dimension, Fairness, Proxy
from hotline.digest.figures import FigureWords, figure_words
from hotline.digest.intervals import Change, Share, Trend, change, share
from hotline.digest.promised import DepartmentRecord
from hotline.digest.promises import Fared, Promise
from hotline.digest.questions import Question, questions_of
from hotline.digest.ratings import Judged
from hotline.digest.review import Review, compile_review
from hotline.digest.rows import NoSuchFigure, RowKind, Rows, rows_of
from hotline.digest.staffing import Load, Overrun, Waiting, enough_nurses, waiting

__all__ = [
    "SILENCE",
    "SMALLEST",
    "Arrivals",
    "Asked",
    "AspectOf",
    "Change",
    "Contact",
    "DepartmentRecord",
    "Digest",
    "Dimension",
    "Emergency",
    "Fairness",
    "Fared",
    "FigureWords",
    "Judged",
    "Load",
    "NoSuchFigure",
    "Opened",
    "Overrun",
    "Promise",
    "Proxy",
    "Question",
    "Review",
    "RowKind",
    "Rows",
    "Share",
    "Trend",
    "Volume",
    "Waiting",
    "Waits",
    "arrivals_at",
    "change",
    "compile_digest",
    "compile_review",
    "enough_nurses",
    "figure_words",
    "questions_of",
    "rows_of",
    "share",
    "waiting",
]
