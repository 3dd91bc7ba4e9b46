"""Whether questions without an answer are gathered as people would: made-up paraphrases, and the county's.

Purity counts questions of groups of two or more; a question is found where a group holds half of its
paraphrases and consists of them by half or more. The made-up ones were written before the grouping was tuned,
which was done on phrasings of our own entries alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import yaml

from console.demo import County
from knowledge_base.embedding.encoder import Matrix, Vector
from knowledge_base.gaps.grouping import groups, likeness_around
from knowledge_base.needs import KeptVectors

_FILE = Path(__file__).with_suffix(".yml")
_SEVERAL = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`truth` names the question of each text, None of a text that is nobody else's."""

    texts: Sequence[str]
    truth: Sequence[str | None]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """`whole`: questions whose every paraphrase lies in one group; `groups` are of two texts or more."""

    planted: int
    found: int
    whole: int
    pure: float
    groups: int


def made_up() -> Asked:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    pairs = [(text, name) for name, texts in told["questions"].items() for text in texts]
    return _asked(pairs + [(text, None) for text in told["alone"]])


def of_county(county: County) -> Asked:
    needs = county.facts["needs"]
    return _asked([(text, name) for name, facts in needs.items() for text in facts["said"]])


def gather(asked: Asked, *, vectors: Matrix, middle: Vector) -> Gathered:
    """`vectors` are of the texts, in their order."""
    found = [places for places in groups(likeness_around(vectors, middle=middle)) if len(places) >= _SEVERAL]
    planted = Counter(name for name in asked.truth if name)
    best: Counter[str] = Counter()
    whole, right = 0, 0
    for places in found:
        names = Counter(name for place in places if (name := asked.truth[place]))
        if not names:
            continue
        name, count = names.most_common(1)[0]
        right += count
        whole += count == planted[name]
        if 2 * count >= max(len(places), planted[name]):
            best[name] = max(best[name], count)
    return Gathered(
        planted=len(planted),
        found=len(best),
        whole=whole,
        pure=right / sum(map(len, found)) if found else 0.0,
        groups=len(found),
    )


def report(county: County, *, vectors: KeptVectors, middle: Vector) -> None:
    """Prints a line a set."""
    for name, asked in (("gaps made up", made_up()), ("gaps of the county", of_county(county))):
        begun = perf_counter()
        told = gather(asked, vectors=vectors.of(asked.texts), middle=middle)
        print(
            f"{name:<18} found {told.found}/{told.planted}  whole {told.whole}/{told.planted}"
            f"  pure {told.pure:.0%}  in {told.groups} groups  of {len(asked.texts)} texts"
            f"  {perf_counter() - begun:.1f} s"
        )


def _asked(pairs: Sequence[tuple[str, str | None]]) -> Asked:
    told = dict(pairs)
    return Asked(texts=tuple(told), truth=tuple(told.values()))
