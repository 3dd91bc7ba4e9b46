"""What a paper says, whichever way it is read: sections of sentences, tiles, bars and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SHADES = 5
"""From none, 0, to the darkest."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """`is_bad` is what somebody must see to; `at` is where its rows are, for readers at the desk."""

    text: str
    is_bad: bool = False
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """`tone`: what is said first, in large letters; as everything is said; or what explains it."""

    of: tuple[Sentence, ...]
    tone: Literal["first", "usual", "soft"] = "usual"
    kind: Literal["sentences"] = "sentences"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number to be seen from afar; `beside` says what it is a part of, or how sure it is."""

    label: str
    shown: str
    beside: str = ""
    is_bad: bool = False
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """Side by side."""

    of: tuple[Tile, ...]
    kind: Literal["tiles"] = "tiles"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`size` from 0 to 100, the longest bar's being 100."""

    label: str
    count: int
    size: int


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A chart whose figures stand beside it; `heads` name what is counted and the count."""

    heads: tuple[str, str]
    of: tuple[Bar, ...]
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, kw_only=True)
class Shade:
    """A count with its `shade` from 0 to SHADES."""

    count: int
    shade: int


@dataclass(frozen=True, kw_only=True)
class Shades:
    """A row of them."""

    label: str
    cells: tuple[Shade, ...]


@dataclass(frozen=True, kw_only=True)
class Hours:
    """A row a weekday, a column an hour."""

    corner: str
    of: tuple[Shades, ...]
    kind: Literal["hours"] = "hours"


@dataclass(frozen=True, kw_only=True)
class Row:
    """The first cell names it. What stands in a cell after a line break explains what stands before."""

    cells: tuple[str, ...]
    is_bad: bool = False
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """The last `prose` columns are sentences, all between them and the first are figures."""

    heads: tuple[str, ...]
    of: tuple[Row, ...]
    caption: str = ""
    prose: int = 0
    kind: Literal["table"] = "table"


Block = Sentences | Tiles | Bars | Hours | Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """`folded` is detail: a screen shows it to who asks for it by `more`, paper shows it always."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    more: str = ""
    folded: tuple[Block, ...] = ()

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return self.blocks + self.folded


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`name` is what all of the kind are called; `at` is when it was made, ISO 8601, and `made` says so."""

    hospital: str
    name: str
    title: str
    at: str
    made: str
    sections: tuple[Section, ...]

    @property
    def first(self) -> Iterator[Sentence]:
        """What is said first."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Sentences) and block.tone == "first":
                    yield from block.of
