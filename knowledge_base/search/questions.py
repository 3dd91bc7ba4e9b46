"""Several questions in one message, taken apart so that each is answered."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("questions.yml")
_ENDS = re.compile(r"(?<=[？?！!。；;\n])")
_SHORTEST = 3  # characters a question has besides its ending


class QuestionWords:
    """The words by which a clause is known to ask, and those that begin another question."""

    def __init__(self, *, asking: list[str], endings: list[str], openings: list[str]) -> None:
        self._asking = re.compile("|".join([*map(re.escape, asking), *endings]))
        # 能喝酒吗能吃柚子吗: typed in one breath, spoken without a stop.
        ending = "|".join(endings)
        self._breath = re.compile(rf"({ending})[，, ]*(?=[^，。,.；;？?！!\s吗呢]{{{_SHORTEST}}})")
        self._opening = re.compile(rf"[，,]\s*(?=(?:{'|'.join(map(re.escape, openings))}))")

    @classmethod
    def read(cls, path: Path = WORDS) -> "QuestionWords":
        return cls(**yaml.safe_load(path.read_text(encoding="utf-8")))

    def apart(self, message: str) -> tuple[str, ...]:
        """The questions of a message in their order; one that cannot be taken apart stays whole.

        What is told before a question belongs to it, what is told after the last to the last.
        """
        questions: list[str] = []
        told = ""
        for clause in self._clauses(message):
            told = f"{told}{clause}"
            if self.asks(clause):
                questions.append(told.strip())
                told = ""
        if len(questions) < 2:  # noqa: PLR2004  one question needs no parting
            return (message.strip(),)
        if told.strip():
            questions[-1] = f"{questions[-1]}{told}".strip()
        return tuple(questions)

    def _clauses(self, message: str) -> Iterator[str]:
        for sentence in _ENDS.split(message):
            for part in self._breath.sub(r"\1\n", sentence).split("\n"):
                yield from filter(None, self._opening.split(part))

    def asks(self, clause: str) -> bool:
        """Whether a clause is a question, and not only a story or a greeting with a question mark."""
        return len(clause.strip(" ，,。？?")) >= _SHORTEST and self._asking.search(clause) is not None
