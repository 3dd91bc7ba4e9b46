"""The access token of our account: one replica asks for it, all use it, and the database may be away."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from hotline.access_tokens import Lent, Turn, end_turn, keep_token, take_turn
from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from telephony.official_account.account import AccountRefused, AccountUnreachable, RefusalKind
from telephony.official_account.budget import Budget

log = logging.getLogger(__name__)

_LOOKS_AGAIN = 0.1
_REST = timedelta(minutes=1)
_STILL_REFUSED = 40001


class Lend(Protocol):
    """Asks WeChat. By force the token lent before ends at once; else it is lent again while it lasts."""

    def __call__(self, *, force: bool, budget: Budget) -> Lent: ...


@dataclass
class Tokens:
    """Safe to share between threads. All raise AccountRefused, or AccountUnreachable that `was_not_done`."""

    lend: Lend
    account: str
    database: Database
    clock: Clock
    wait: Callable[[float], object]
    _held: Lent | None = field(default=None, init=False, repr=False)
    _alone: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _asked_alone_at: datetime | None = field(default=None, init=False, repr=False)

    def current(self, budget: Budget) -> str:
        held = self._held
        if held and held.is_fresh(self.clock.now()):
            return held.token
        return self._obtain(budget, spoiled=None)

    def instead_of(self, spoiled: str, budget: Budget) -> str:
        """Another one: WeChat refused `spoiled` before its time."""
        held = self._held
        if held and held.token != spoiled and held.is_fresh(self.clock.now()):
            return held.token
        return self._obtain(budget, spoiled=spoiled)

    def _obtain(self, budget: Budget, *, spoiled: str | None) -> str:
        try:
            turn = self._turn(spoiled)
            while turn.until is None and turn.lent is None:
                self.wait(min(_LOOKS_AGAIN, budget.left))
                turn = self._turn(spoiled)
        except StorageUnavailable:
            return self._without_store(budget, spoiled=spoiled)
        if turn.until is None and turn.lent:
            return self._hold(turn.lent)
        return self._ask_in_turn(turn, budget, spoiled=spoiled)

    def _turn(self, spoiled: str | None) -> Turn:
        with self.database.transaction(durable=False) as session:
            return take_turn(session, account=self.account, spoiled=spoiled, clock=self.clock)

    def _ask_in_turn(self, turn: Turn, budget: Budget, *, spoiled: str | None) -> str:
        try:
            lent, forced = self._ask(budget, spoiled=spoiled, may_force=turn.may_force)
        except (AccountRefused, AccountUnreachable) as fault:
            self._end(turn)
            if turn.lent is None:
                raise
            log.warning("no new access token, the old one is used: %s", fault)
            return turn.lent.token
        self._keep(turn, lent, forced=forced)
        return self._hold(lent)

    def _ask(self, budget: Budget, *, spoiled: str | None, may_force: bool) -> tuple[Lent, bool]:
        """And whether it was by force: only where WeChat lends what it has refused."""
        try:
            lent = self.lend(force=False, budget=budget)
            if lent.token != spoiled:
                return lent, False
            if may_force:
                return self.lend(force=True, budget=budget), True
        except AccountUnreachable as fault:
            raise AccountUnreachable(f"no access token: {fault}", was_not_done=True) from None
        raise AccountRefused(_STILL_REFUSED, RefusalKind.BAD_TOKEN)

    def _keep(self, turn: Turn, lent: Lent, *, forced: bool) -> None:
        try:
            with self.database.transaction() as session:
                keep_token(
                    session, account=self.account, turn=turn, lent=lent, forced=forced, clock=self.clock
                )
        except StorageUnavailable:
            log.warning("the access token is known to this process alone")

    def _end(self, turn: Turn) -> None:
        try:
            with self.database.transaction() as session:
                end_turn(session, account=self.account, turn=turn)
        except StorageUnavailable:
            log.warning("the next to ask for an access token waits for the lease of this one")

    def _without_store(self, budget: Budget, *, spoiled: str | None) -> str:
        """WeChat lends every replica the same token: all may ask, each at most once a minute."""
        with self._alone:
            now, held = self.clock.now(), self._held
            usable = held if held and held.token != spoiled and held.expires_at > now else None
            rests = self._asked_alone_at is not None and self._asked_alone_at > now - _REST
            if usable and (rests or usable.is_fresh(now)):
                return usable.token
            if rests:
                raise AccountUnreachable("no access token, and asked a moment ago", was_not_done=True)
            self._asked_alone_at = now
            try:
                lent, _ = self._ask(budget, spoiled=spoiled, may_force=False)
            except (AccountRefused, AccountUnreachable):
                if usable is None:
                    raise
                return usable.token
            return self._hold(lent)

    def _hold(self, lent: Lent) -> str:
        self._held = lent
        return lent.token
