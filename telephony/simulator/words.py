"""The few words that a simulated call has of its own."""

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("words.yml")


class SimulatedWords(BaseModel):
    """words.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ring: str
    beep: str
    music: str
    talk: str
    nurse: str
    asked: str
    never: tuple[str, ...]


@lru_cache(maxsize=1)
def simulated_words() -> SimulatedWords:
    return SimulatedWords.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
