"""By when a department should have handled a matter, counted in its own working time."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.calendar_days import special_days
from hotline.safety import TriageGrade
from hotline.working_time import DepartmentsTime


def handle_due_at(
    session: Session,
    *,
    time: DepartmentsTime | None,
    department: str | None,
    grade: TriageGrade,
    start: datetime,
) -> datetime | None:
    """None where no department leads, or it has no target of its own."""
    if time is None or department is None:
        return None
    return time.due_at(department, grade=grade, start=start, days=special_days(session))
