"""Whether WeChat sent this: its signature, how old that is, and whether it was used for another delivery."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telephony.channels.wechat.refusing import Replayed, Stale, Unsigned
from telephony.recent import Recent

OLDEST = timedelta(minutes=5)
"""Three tries of five seconds each fit into it many times, and whoever copied a request has no longer."""
EARLIEST = timedelta(seconds=30)
"""How much WeChat's clock may be before ours; more is no clock's fault."""
_MOST_REMEMBERED = 16_384
_SECONDS = re.compile(r"[0-9]{10}")


def signature_of(*parts: str) -> str:
    """WeChat's own: SHA-1 over the parts in the order of their characters."""
    return hashlib.sha1("".join(sorted(parts)).encode(errors="replace")).hexdigest()  # noqa: S324 - WeChat's


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands in the address of a request; `sealed` is there in encrypted mode."""

    shown: str
    timestamp: str
    nonce: str
    sealed: str | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Signature":
        shown, timestamp, nonce = (query.get(name, "") for name in ("signature", "timestamp", "nonce"))
        return cls(shown, timestamp, nonce, query.get("msg_signature"))


@dataclass(frozen=True, slots=True)
class Signing:
    """Knows the token."""

    token: str
    _used: Recent[str, tuple[str, str]] = field(default_factory=lambda: Recent(_MOST_REMEMBERED))

    def check(self, signature: Signature, *, now: datetime) -> None:
        """Raises Unsigned or Stale."""
        self._check(signature.shown, signature, now=now)

    def check_sealed(self, signature: Signature, sealed: str, *, now: datetime) -> None:
        """Of a body in encrypted mode, which is signed with it. Raises Unsigned or Stale."""
        self._check(signature.sealed or "", signature, sealed, now=now)

    def use(self, shown: str, *, openid: str, key: str) -> None:
        """A signature that was checked serves one delivery and its copies. Raises Replayed."""
        # In plain mode it does not cover the body: whoever reads one could say anything under it.
        used = self._used.get(shown)
        if used is None:
            self._used.put(shown, (openid, key))
        elif used != (openid, key):
            raise Replayed

    def _check(self, shown: str, signature: Signature, *sealed: str, now: datetime) -> None:
        ours = signature_of(self.token, signature.timestamp, signature.nonce, *sealed)
        if not (self.token and hmac.compare_digest(ours.encode(), shown.encode(errors="replace"))):
            raise Unsigned
        if not _SECONDS.fullmatch(signature.timestamp):
            raise Stale
        age = now.timestamp() - int(signature.timestamp)
        if not -EARLIEST.total_seconds() <= age <= OLDEST.total_seconds():
            raise Stale
