"""By what a measure's calls are best counted: words that people can read, or the middle of their vectors.

Learned on what was `seen`, tried on what was said `later` in other words, on what is `near`, and on
phrasings of our own entries that were not there when it was learned.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import yaml

from console.knowledge import read_hospital, read_knowledge
from console.settings import read_settings
from hotline.measures import Matcher
from knowledge_base.embedding.encoder import QuestionEncoder, Vector
from knowledge_base.needs import KeptVectors
from knowledge_base.needs.naming import Words
from knowledge_base.needs.wording import telling_words

_QUESTIONS = Path(__file__).with_name("measure_questions.yml")
_OTHERS = 600
_SEED = 20261123

Fits = Callable[[str], bool]
Learn = Callable[[Sequence[str], Sequence[str]], Fits]


def by_keys(seen: Sequence[str], others: Sequence[str], *, most: int) -> Fits:
    """By the words the need is told by on the digest's page."""
    texts = [*seen, *others]
    keys = Words(texts).distinguish(range(len(seen)), most=most)
    return Matcher(lines=tuple((key,) for key in keys)).fits


def by_words(seen: Sequence[str], others: Sequence[str]) -> Fits:
    return Matcher(lines=telling_words(seen, others)).fits


def by_vectors(vectors: KeptVectors) -> Learn:
    """The nearness to the middle that tells most of what was seen from the others."""

    def learn(seen: Sequence[str], others: Sequence[str]) -> Fits:
        rows, rest = vectors.of(seen), vectors.of(others)
        around = rest.mean(axis=0)
        middle = _turned(rows, around).mean(axis=0)
        own, far = _turned(rows, around) @ middle, _turned(rest, around) @ middle
        tries = np.unique(np.concatenate([own, far]))
        best = max(tries, key=lambda bound: _f1(sum(own >= bound), sum(far >= bound), len(own)))
        return lambda text: bool((_turned(vectors.of([text]), around) @ middle)[0] >= best)

    return learn


def _turned(rows: Vector, around: Vector) -> Vector:
    apart = rows - around
    turned: Vector = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return turned


def _f1(right: float, wrong: float, all_: int) -> float:
    return 2 * right / (right + wrong + all_)


def _report(
    name: str, learn: Learn, needs: Mapping[str, Mapping[str, list[str]]], rest: Sequence[str], *, met: int
) -> None:
    """So many of what is near were `met` while it was learned."""
    half = len(rest) // 2
    fitting, tried = Counter[str](), Counter[str]()
    for need, told in needs.items():
        others = [text for other, one in needs.items() if other != need for text in one["seen"]]
        fits = learn(told["seen"], [*others, *rest[:half], *told["near"][:met]])
        unseen = [text for other, one in needs.items() if other != need for text in one["later"]]
        groups = {
            "seen": told["seen"],
            "later": told["later"],
            "near, wrongly": told["near"][met:],
            "far, wrongly": [*unseen, *rest[half:]],
        }
        for group, texts in groups.items():
            fitting[group] += sum(map(fits, texts))
            tried[group] += len(texts)
    counts = "  ".join(f"{group} {fitting[group]}/{count}" for group, count in tried.items())
    print(f"{name:<12} {counts}")


def main(arguments: list[str] | None = None) -> None:
    """Prints a line a way of matching."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks measures")
    parser.add_argument("--model", type=Path, help="a built model; the served one if left out")
    settings, model = read_settings(), parser.parse_args(arguments).model
    needs = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))
    knowledge = read_knowledge(hospital=read_hospital(settings))
    phrasings = sorted(
        {text for topic in knowledge.topics for one in topic.entries for text in one.questions}
    )
    rest = Random(_SEED).sample(phrasings, _OTHERS)  # noqa: S311 - nothing secret
    encoder = QuestionEncoder(model or settings.model_folder)
    vectors = KeptVectors(lambda: encoder)
    ways: dict[str, Learn] = {
        "first key": lambda seen, others: by_keys(seen, others, most=1),
        "any key": lambda seen, others: by_keys(seen, others, most=3),
        "words": by_words,
        "vectors": by_vectors(vectors),
    }
    for met in (0, 3):
        print(f"of 5 near questions {met} met while learning")
        for name, learn in ways.items():
            _report(name, learn, needs, rest, met=met)
