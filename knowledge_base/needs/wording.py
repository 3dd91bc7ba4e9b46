"""By which words a need's questions are told from all others: few, short, and to be mended by people."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from knowledge_base.needs.naming import runs_of

_FEWEST = 3
"""Texts that must hold a line of words: what fewer say is nobody's word but theirs."""

_SUREST = 0.85
"""Of the texts that hold a line, how many must be the need's own."""

_COMMON = 0.08
"""A character that stands in so many of all other texts says nothing by itself."""

_COMMON_AT_LEAST = 12
"""Texts: of a few that others asked every word would be common."""

_FIRST_WORDS = 30
_LONGEST = 4
_PAIR = 2

Line = tuple[str, ...]


def telling_words(texts: Collection[str], others: Iterable[str], *, most: int = 8) -> tuple[Line, ...]:
    """Lines of one word or two; a text fits a line where all its words stand in it. The best line first.

    One line after the other: the one that finds most texts no line found yet, for few of the `others`.
    """
    own, rest = [text.lower() for text in sorted(texts)], [text.lower() for text in others]
    lines: list[Line] = []
    often = max(_COMMON * len(rest), _COMMON_AT_LEAST)
    spent = {one for one in set("".join(rest)) if sum(one in text for text in rest) > often}
    left = set(range(len(own)))
    while left and len(lines) < most:
        line = _best([own[place] for place in sorted(left)], own=own, rest=rest, spent=spent)
        if line is None:
            break
        lines.append(line)
        left = {place for place in left if not _holds(own[place], line)}
    return tuple(lines)


def _best(
    left: Sequence[str], *, own: Sequence[str], rest: Sequence[str], spent: Collection[str]
) -> Line | None:
    words = {word: count for word, count in _spread(left).items() if not {word[0], word[-1]} & set(spent)}
    singles = [(word,) for word in words]
    firsts = sorted(words, key=lambda word: (-words[word], len(word), word))[:_FIRST_WORDS]
    seconds = [one for one in _characters(left) if one not in spent]
    pairs = [(first, second) for first in firsts for second in seconds if second not in first]
    scored = [
        (score, line)
        for line in chain(singles, pairs)
        if (score := _score(line, left=left, own=own, rest=rest)) is not None
    ]
    return (
        min(scored, key=lambda one: (-one[0], len(one[1]), -sum(map(len, one[1])), one[1]))[1]
        if scored
        else None
    )


def _score(line: Line, *, left: Sequence[str], own: Sequence[str], rest: Sequence[str]) -> float | None:
    """None where it says too little or too much."""
    new = sum(_holds(text, line) for text in left)
    right = sum(_holds(text, line) for text in own)
    if right < _FEWEST or not new:
        return None
    wrong = sum(_holds(text, line) for text in rest)
    return None if right < _SUREST * (right + wrong) else new - wrong


def _holds(text: str, line: Line) -> bool:
    return all(word in text for word in line)


def _spread(texts: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts:
        for run in runs_of(text):
            if len(run) <= _LONGEST or run.isascii():
                found[run] = found.get(run, 0) + 1
    return found


def _characters(texts: Sequence[str]) -> list[str]:
    """Single characters and pairs that some texts share: what stands beside a first word."""
    counts: dict[str, int] = {}
    for text in texts:
        pairs = {run for run in runs_of(text) if len(run) == _PAIR}
        for one in pairs.union(*pairs):
            counts[one] = counts.get(one, 0) + 1
    return sorted(one for one, count in counts.items() if count > 1)
