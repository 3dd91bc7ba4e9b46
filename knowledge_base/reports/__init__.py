"""Reading report values out of messages: which indicator, how much, how worrying, and what to say."""

from knowledge_base.reports.checking import indicator_faults
from knowledge_base.reports.indicators import Indicator, Indicators
from knowledge_base.reports.loading import load_indicators
from knowledge_base.reports.opening import INDICATORS, open_reader
from knowledge_base.reports.reader import Reading, ReportReader

__all__ = [
    "INDICATORS",
    "Indicator",
    "Indicators",
    "Reading",
    "ReportReader",
    "indicator_faults",
    "load_indicators",
    "open_reader",
]
