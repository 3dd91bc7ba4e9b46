"""The day and the hour it is at the hospital: one zone in all of China, and no summer time."""

from datetime import date, datetime, timedelta, timezone

HOSPITAL_TIME = timezone(timedelta(hours=8))


def hospital_day(at: datetime) -> date:
    return at.astimezone(HOSPITAL_TIME).date()
