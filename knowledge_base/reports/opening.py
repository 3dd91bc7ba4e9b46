"""The reader of report values made ready from the knowledge folder."""

from pathlib import Path

from knowledge_base.figures import FIGURES, load_figures
from knowledge_base.reports.indicators import Indicators
from knowledge_base.reports.loading import load_indicators
from knowledge_base.reports.reader import ReportReader

INDICATORS = Path("indicators")


def read_indicators(folder: Path) -> Indicators:
    """Raises KnowledgeFaulty."""
    return load_indicators(folder / INDICATORS, figures=load_figures(folder / FIGURES))


def open_reader(folder: Path) -> ReportReader:
    """Raises KnowledgeFaulty."""
    return ReportReader(read_indicators(folder))
