"""The clocks and the patience of a call, as their data file sets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("pace.yml")


@dataclass(frozen=True, kw_only=True)
class CallPace:
    """See pace.yml for what each means; seconds where no unit is named."""

    prompt_seconds: int
    characters_a_second: Mapping[str, int]
    sure_above: float
    listen_wait: float
    listen_wait_longer: float
    keys_wait: float
    between_keys: float
    between_keys_longer: float
    before_asking: float
    short_wait: float
    silences: int
    silences_sooner: int
    unclear: int
    answer_wait: float
    step_wait: float
    answer_waits: int
    store_wait: float
    standing_wait: float
    ticket_wait: float
    emergency_ring: float
    emergency_rounds: int
    nurse_ring: float
    nurse_tries: int
    hold: float
    most_hints: int
    longest_read_back: int

    def seconds(self, name: str) -> timedelta:
        return timedelta(seconds=getattr(self, name))


@lru_cache(maxsize=1)
def call_pace() -> CallPace:
    return CallPace(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))
