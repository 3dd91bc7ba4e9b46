"""Names for people: user names never reach a page where a display name is known."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.words import Words
from hotline.staff import StaffMember
from hotline.tickets import CALLER, HOTLINE


class Names:
    """Display names of everybody, those who have left included: a timeline goes on naming them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def of(self, username: str | None) -> str:
        return self._names.get(username or "", username or "")

    def addressed(self, username: str, *, me: str, words: Words) -> str:
        """The name as one says it to `me`."""
        return words.you if username == me else self.of(username)


def read_names(session: Session, *, words: Words) -> Names:
    known = session.scalars(select(StaffMember))
    return Names(
        {member.username: member.display_name for member in known}
        | {HOTLINE: words.nobody, CALLER: words.caller}
    )
