"""The indicators we ship and one reader over them, compiled once."""

from pathlib import Path

import pytest

from knowledge_base.reports import Indicators, ReportReader, load_indicators

SHIPPED = Path(__file__).parents[3] / "knowledge_base" / "indicators"


@pytest.fixture(scope="session")
def indicators() -> Indicators:
    return load_indicators(SHIPPED)


@pytest.fixture(scope="session")
def reader(indicators: Indicators) -> ReportReader:
    return ReportReader(indicators)
