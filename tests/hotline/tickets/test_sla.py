"""The promise in figures is what the service promises in words."""

from datetime import timedelta
from pathlib import Path

import pytest

from hotline.safety import TriageGrade
from hotline.tickets.sla import FaultySlaTable, load_targets, target_for


@pytest.mark.parametrize(
    ("grade", "within"),
    [
        (TriageGrade.ROUTINE, timedelta(hours=24)),
        (TriageGrade.URGENT, timedelta(hours=4)),
        (TriageGrade.EMERGENCY, timedelta(minutes=15)),
    ],
)
def test_a_caller_hears_from_us_in_time(grade: TriageGrade, within: timedelta) -> None:
    assert target_for(grade).within == within


def test_a_routine_ticket_warns_four_hours_before() -> None:
    assert target_for(TriageGrade.ROUTINE).warn_before == timedelta(hours=4)


def test_a_table_without_a_grade_is_refused(tmp_path: Path) -> None:
    row = "routine: {within: {hours: 24}, warn_before: {hours: 4}, delay_at_most: {hours: 72}}\n"
    (tmp_path / "sla.yml").write_text(row)
    with pytest.raises(FaultySlaTable, match="urgent, emergency"):
        load_targets(tmp_path / "sla.yml")


@pytest.mark.parametrize("warning", ["{hours: 24}", "{hours: 0}"])
def test_a_warning_outside_its_target_is_refused(tmp_path: Path, warning: str) -> None:
    row = f"routine: {{within: {{hours: 24}}, warn_before: {warning}, delay_at_most: {{hours: 72}}}}\n"
    (tmp_path / "sla.yml").write_text(row)
    with pytest.raises(FaultySlaTable, match="routine"):
        load_targets(tmp_path / "sla.yml")
