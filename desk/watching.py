"""Who may go on watching alarms while the database is away: whoever it knew a short while ago."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock, Thread

from starlette.requests import Request

from desk.desk import Desk
from desk.names import Names, read_names
from desk.signing_in import COOKIE, SignedIn, get_member, is_held_up
from desk.words import Words
from hotline.database import StorageUnavailable
from hotline.staff import find_signed_in

KNOWN_FOR = timedelta(hours=2)
"""How long a sign-in counts for alarms after the database last confirmed it."""

_ASK_AGAIN = timedelta(seconds=15)
_TRUST = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class _Note:
    who: SignedIn
    confirmed_at: datetime
    asked_at: datetime
    is_asking: bool = False


class Watching:
    """Notes live in memory only, by the hash of the token.

    They open the alarms' pages, the call sheet and the knowledge, take a nurse's words in a live talk, and
    show no kept ticket.
    """

    def __init__(self, desk: Desk, *, words: Words) -> None:
        self._desk = desk
        self._words = words
        self._lock = Lock()
        self._notes: dict[str, _Note] = {}
        self._names = Names({})

    @property
    def names(self) -> Names:
        """As last read."""
        return self._names

    def recall(self, request: Request) -> SignedIn | None:
        """Never waits: asks the database in the background where the note grows old."""
        token = request.cookies.get(COOKIE, "")
        with self._lock:
            note = self._notes.get(_key(token))
            if note is None or not self._is_trusted(note):
                return None
            if ask := not note.is_asking and self._desk.clock.now() - note.asked_at >= _ASK_AGAIN:
                self._notes[_key(token)] = replace(note, is_asking=True)
        if ask:
            Thread(target=self._ask_quietly, args=(token,), name="desk-watching", daemon=True).start()
        return note.who

    def find(self, request: Request) -> SignedIn | None:
        """Raises StorageUnavailable where nobody can say and nothing is remembered."""
        return self.recall(request) or self._ask(request.cookies.get(COOKIE, ""))

    def get(self, request: Request, *, wanted: str) -> SignedIn:
        """Raises NotSignedIn, MustEnrol, MustChangePassword, StorageUnavailable."""
        return self.find(request) or get_member(self._desk, request=request, wanted=wanted)

    def forget(self, token: str) -> None:
        """Signed out here is signed out at once."""
        with self._lock:
            self._notes.pop(_key(token), None)

    def _is_trusted(self, note: _Note) -> bool:
        now = self._desk.clock.now()
        return now - note.confirmed_at < KNOWN_FOR and (note.is_asking or now - note.asked_at < _TRUST)

    def _ask_quietly(self, token: str) -> None:
        try:
            self._ask(token)
        except StorageUnavailable:
            self.forget(token)

    def _ask(self, token: str) -> SignedIn | None:
        """The database's word; while it is away, what it said before."""
        if not token:
            return None
        desk, now = self._desk, self._desk.clock.now()
        try:
            with desk.database.reading() as session:
                # A desk left alone still hears alarms, and whoever comes by may answer.
                member = find_signed_in(session, token=token, clock=desk.clock, also_resting=True)
                if member is not None and is_held_up(session, member):
                    member = None
                names = read_names(session, words=self._words)
        except StorageUnavailable:
            return self._remembered(token, now)
        self._names = names
        if member is None:
            self.forget(token)
            return None
        who = SignedIn(member, token)
        self._note(token, _Note(who=who, confirmed_at=now, asked_at=now))
        return who

    def _remembered(self, token: str, now: datetime) -> SignedIn:
        note = self._notes.get(_key(token))
        if note is None or now - note.confirmed_at >= KNOWN_FOR:
            raise StorageUnavailable
        self._note(token, replace(note, asked_at=now, is_asking=False))
        return note.who

    def _note(self, token: str, note: _Note) -> None:
        with self._lock:
            fresh = {key: kept for key, kept in self._notes.items() if self._is_kept(kept)}
            self._notes = fresh | {_key(token): note}

    def _is_kept(self, note: _Note) -> bool:
        return self._desk.clock.now() - note.confirmed_at < KNOWN_FOR


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
