"""What a hospital adds to the shipped knowledge, or keeps from being told: laid over, never written in."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date

from knowledge_base.entries import Signature, Source

_OWN = "own_"


@dataclass(frozen=True, kw_only=True)
class OwnEntry:
    """An entry of the hospital's own; `id` as `own_id` shapes it. Told up to and on the day `expires_on`.

    The texts may hold the hospital's placeholders and local values, as those of shipped entries do.
    """

    id: str
    topic_id: str
    aspect: str
    questions: tuple[str, ...]
    answer: str
    spoken: str
    seek_care: str
    source: Source
    signature: Signature
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class OwnPhrasings:
    """How people here ask for what a shipped entry, or one of our own, answers."""

    entry_id: str
    questions: tuple[str, ...]
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """All that is laid over the shipped knowledge; `switched_off` are ids of entries not to be told here."""

    entries: tuple[OwnEntry, ...] = ()
    phrasings: tuple[OwnPhrasings, ...] = ()
    switched_off: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[OwnEntry | OwnPhrasings, ...]:
        return (*self.entries, *self.phrasings)

    @property
    def stamp(self) -> str:
        """Changes with any word of it, and does not depend on the order of its parts."""
        entries = sorted(_plain(asdict(one)) for one in self.entries)
        phrasings = sorted(_plain(asdict(one)) for one in self.phrasings)
        whole = _plain([entries, phrasings, sorted(self.switched_off)])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def on(self, today: date) -> "Overlay":
        """What of it is told on a day."""
        return replace(
            self,
            entries=tuple(one for one in self.entries if today <= one.expires_on),
            phrasings=tuple(one for one in self.phrasings if today <= one.expires_on),
        )


def own_id(*, topic_id: str, draft: str | int) -> str:
    """What an own entry is called: its topic first, as with all entries, in what an address may hold."""
    return f"{topic_id}.{_OWN}{re.sub('[^a-z0-9]', '', str(draft).lower())}"


def is_own(entry_id: str) -> bool:
    """Whether an entry is of the hospital's own, told by its id: nothing shipped is called so."""
    return entry_id.rpartition(".")[2].startswith(_OWN)


def is_same(one: str, other: str) -> bool:
    """Whether two ids are of one own entry: it may have moved to another topic since."""
    return is_own(one) and one.rpartition(".")[2] == other.rpartition(".")[2]


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
