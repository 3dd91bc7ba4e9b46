"""The table of pauses is whole, and a faulty one is refused."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from hotline.follow_up.pace import FaultyPace, load_pace, shipped_pace
from hotline.safety import TriageGrade
from hotline.tickets import target_for

SHIPPED = Path(__file__).parents[3] / "hotline" / "follow_up" / "pace.yml"


def test_the_manager_hears_later_than_the_holder_and_before_it_is_late() -> None:
    for grade in TriageGrade:
        assert timedelta(0) < shipped_pace().very_soon[grade] < target_for(grade).warn_before


def test_a_graver_ticket_waits_shorter_for_acceptance() -> None:
    waits = [shipped_pace().unaccepted[grade] for grade in sorted(TriageGrade)]
    assert waits == sorted(waits, reverse=True)


def test_what_was_put_off_is_never_taken_for_a_clock_set_back() -> None:
    assert shipped_pace().longest_pause < shipped_pace().longest_unaccepted


@pytest.mark.parametrize("fault", ["missing grade", "no length"])
def test_a_faulty_table_is_refused(tmp_path: Path, fault: str) -> None:
    raw = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    if fault == "missing grade":
        del raw["very_soon"]["urgent"]
    else:
        raw["handover"]["wait"] = {"hours": 0}
    path = tmp_path / "pace.yml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(FaultyPace):
        load_pace(path)
