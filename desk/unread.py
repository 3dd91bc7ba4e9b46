"""How much waits for whoever reads the page; without the number rather than not at all."""

from desk.desk import Desk
from desk.roles import may_review_drafts
from hotline.database import StorageUnavailable
from hotline.drafts import count_to_review
from hotline.notifications import count_unread
from hotline.staff import StaffMember


class Unread:
    """Asks the database, and gives None where it is away."""

    def __init__(self, desk: Desk) -> None:
        self._database = desk.database

    def of(self, username: str) -> int | None:
        try:
            with self._database.reading() as session:
                return count_unread(session, username=username)
        except StorageUnavailable:
            return None


class ToReview:
    """Drafts that wait for this clinician; None for everybody else."""

    def __init__(self, desk: Desk) -> None:
        self._database = desk.database

    def of(self, member: StaffMember) -> int | None:
        if not may_review_drafts(member):
            return None
        try:
            with self._database.reading() as session:
                return count_to_review(session, username=member.username)
        except StorageUnavailable:
            return None
