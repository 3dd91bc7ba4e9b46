"""What people needed, and how we did: compiled from events for any week, never stored."""

from hotline.digest.contact import SILENCE, Contact
from hotline.digest.digest import DepartmentRecord, Digest, Volume, Waits, compile_digest
from hotline.digest.figures import FigureWords, figure_words
from hotline.digest.intervals import Change, Share, Trend, change, share
from hotline.digest.period import NoSuchWeek, Span, Week, span_of_day
from hotline.digest.promises import Fared, Promise

__all__ = [
    "SILENCE",
    "Change",
    "Contact",
    "DepartmentRecord",
    "Digest",
    "Fared",
    "FigureWords",
    "NoSuchWeek",
    "Promise",
    "Share",
    "Span",
    "Trend",
    "Volume",
    "Waits",
    "Week",
    "change",
    "compile_digest",
    "figure_words",
    "share",
    "span_of_day",
]
