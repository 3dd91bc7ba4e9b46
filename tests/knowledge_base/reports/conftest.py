"""The indicators we ship and one reader over them, compiled once."""

from pathlib import Path

import pytest

from knowledge_base.figures import load_figures
from knowledge_base.reports import Indicators, ReportReader, load_indicators

SHIPPED = Path(__file__).parents[3] / "knowledge_base" / "indicators"
FIGURES = load_figures(SHIPPED.parent / "reference_values")


@pytest.fixture(scope="session")
def indicators() -> Indicators:
    return load_indicators(SHIPPED, figures=FIGURES)


@pytest.fixture(scope="session")
def reader(indicators: Indicators) -> ReportReader:
    return ReportReader(indicators)
