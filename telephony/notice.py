"""The notice about personal data: its version, its line in the chat, and the words that take consent back."""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from hotline.consents import ConsentWord

_FILE = Path(__file__).with_name("notice.yml")
_BESIDE_WORDS = re.compile(r"[\s\"'“”‘’「」，,。.!！？?；;：:、]+")


class Section(BaseModel):
    """One heading of the page with its paragraphs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    says: tuple[str, ...]


class Notice(BaseModel):
    """`line` stands above the first question, `changed` before it where an older version was shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = Field(pattern=r"^[0-9A-Za-z.-]{1,20}$")
    line: str
    changed: str
    withdraw: tuple[str, ...]
    agree: tuple[str, ...]
    title: str
    back: str
    dated: str
    sections: tuple[Section, ...]

    def word_of(self, text: str) -> ConsentWord | None:
        """Only a message that says nothing else decides: a question about consent is a question."""
        said = _BESIDE_WORDS.sub("", text)
        if said in self.withdraw:
            return ConsentWord.WITHDRAW
        return ConsentWord.AGREE if said in self.agree else None


@lru_cache(maxsize=1)
def notice() -> Notice:
    return Notice.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
