"""What the calls of a number teach about how to speak to it: rules as data, nothing that was said."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from hotline.calls.manner import Manner, Switch

_FILE = Path(__file__).with_name("learning.yml")
_ON_ONE_WORD = "on_one_word"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often something had to be said again, came too late, or was heard unclearly."""

    repeats: int = 0
    timeouts: int = 0
    unclear: int = 0

    def after(self, call: "Counts") -> "Counts":
        """With one call more; what was before counts half."""
        before, now = asdict(self), asdict(call)
        return Counts(**{name: before[name] // 2 + now[name] for name in before})


def learned(counts: Counts, *, switch: Switch | None) -> Manner:
    """How to speak to whoever has these counts; his own word comes before what we learned."""
    if switch is Switch.NORMAL:
        return Manner()
    told = asdict(counts)
    names = {
        name for name, least in _thresholds().items() if all(told[what] >= n for what, n in least.items())
    }
    return Manner.of(frozenset(names | (set(_rules()[_ON_ONE_WORD]) if switch is Switch.SLOW else set())))


def _thresholds() -> Mapping[str, Mapping[str, int]]:
    return {name: least for name, least in _rules().items() if name != _ON_ONE_WORD}


@lru_cache(maxsize=1)
def _rules() -> dict[str, dict[str, int]]:
    rules: dict[str, dict[str, int]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return rules
