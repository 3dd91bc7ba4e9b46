"""The numbers of rules.yml."""

from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("rules.yml")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How places are kept back, and when those who did not come are asked."""

    kept_from: int
    kept_share: int
    follow_up_at: time
    proposals: int
    again_after_minutes: int
    most_tries: int

    def kept_places(self, places: int) -> int:
        """How many of so many places are kept for those who have priority."""
        return places // self.kept_share if places >= self.kept_from else 0


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Rules(**{**raw, "follow_up_at": time.fromisoformat(raw["follow_up_at"])})
