"""What a caller says or presses to the telephone itself: again, slower, a person, finished."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("hearing.yml")
_BETWEEN = re.compile(r"[\s，,。.！!？?、；;：:]+")


class Command(StrEnum):
    """Heard anywhere, but for the last three, which answer a question of ours."""

    AGAIN = "again"
    SLOWER = "slower"
    NORMAL = "normal"
    MORE = "more"
    PERSON = "person"
    BACK = "back"
    FINISHED = "finished"
    OWN_NUMBER = "own_number"
    YES = "yes"
    NO = "no"


ANSWERS = (Command.OWN_NUMBER, Command.YES, Command.NO)


class Phrases(BaseModel):
    """Words of one command: the whole utterance, or anywhere in a short one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    within: tuple[str, ...]
    short: tuple[str, ...]


class AskedNumber(BaseModel):
    """A number of at most so many digits is asked for by one of these."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: tuple[str, ...]
    digits: int


class Hearing(BaseModel):
    """hearing.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    small_words: tuple[str, ...]
    longest: int
    commands: Mapping[Command, Phrases]
    asks_number: tuple[AskedNumber, ...]
    said_as: tuple[tuple[str, str], ...]
    entry_marks: tuple[str, ...]
    kept_of_entry: str
    told_with_ticket: tuple[str, ...]
    without_number: str

    def command(self, text: str, *, among: Sequence[Command] | None = None) -> Command | None:
        """What the utterance asks of the telephone; None where it speaks of something else."""
        said = _BETWEEN.sub("", text)
        if not said or len(said) > self.longest:
            return None
        wanted = [one for one in Command if (one in among if among else one not in ANSWERS)]
        whole = [one for one in wanted if {said, self._bare(said)} & set(self.commands[one].short)]
        part = [one for one in wanted if any(word in said for word in self.commands[one].within)]
        return next(iter([*whole, *part]), None)

    def digits_asked(self, text: str) -> int:
        """How many digits the number that is asked for has at most; 0 where none is."""
        asked = (one.digits for one in self.asks_number if any(words in text for words in one.says))
        return next(asked, 0)

    def _bare(self, said: str) -> str:
        for word in self.small_words:
            said = said.replace(word, "")
        return said


@lru_cache(maxsize=1)
def hearing() -> Hearing:
    return Hearing.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
