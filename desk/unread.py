"""How many notices wait for whoever reads the page; without the number rather than not at all."""

from desk.desk import Desk
from hotline.database import StorageUnavailable
from hotline.notifications import count_unread


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
