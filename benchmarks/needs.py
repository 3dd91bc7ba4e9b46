"""Whether planted needs are found again: in the county of `hotline demo`, and in phrasings of our entries.

A need is found where a cluster consists of it by half or more; its purity counts every contact.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks import gaps
from console.demo import WEEKS, read_county
from console.knowledge import open_index, read_hospital, read_knowledge
from console.settings import read_settings
from desk.digest_needs import reviewed_texts
from hotline.weeks import Week
from knowledge_base import KnowledgeBase
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.needs import Asked, KeptVectors, Needs, find_needs

LAST = Week.parse("2026-W47")
SEEDS = (20261123, 1, 2)
PLANTED, SINGLE, PHRASINGS = 30, 300, 10


@dataclass(frozen=True, kw_only=True)
class Found:
    """`pieces` are how many clusters the planted needs lie in, `others` clusters of no planted need."""

    planted: int
    found: int
    pure: float
    complete: float
    pieces: int
    others: int


def told_by_county(knowledge: KnowledgeBase, *, seed: int) -> Iterator[tuple[Asked, str | None]]:
    """As the demonstration's database would hold it: abandoned calls and emergencies have no words."""
    zone = ZoneInfo("Asia/Shanghai")
    county = read_county(knowledge, zone=zone, last=LAST, seed=seed)
    weeks = {LAST.before(back): back for back in range(WEEKS)}
    for call in county.calls():
        if call.goes in {"answered", "unanswered", "ticket", "person"}:
            contact, week = str(call.number), weeks[Week.of(call.at.astimezone(zone).date())]
            yield Asked(contact=contact, caller=contact, week=week, text=call.said), call.need


def told_by_entries(knowledge: KnowledgeBase, *, seed: int) -> Iterator[tuple[Asked, str | None]]:
    """Thirty entries in ten phrasings each, among two phrasings each of three hundred others."""
    random = Random(seed)  # noqa: S311 - nothing secret
    entries = [entry for topic in knowledge.topics for entry in topic.entries]
    random.shuffle(entries)
    for place, entry in enumerate(entries[: PLANTED + SINGLE]):
        planted = place < PLANTED
        phrasings = random.sample(entry.questions, min(PHRASINGS if planted else 2, len(entry.questions)))
        for number, text in enumerate(phrasings):
            contact = f"{place}-{number}"
            yield (
                Asked(contact=contact, caller=contact, week=number % WEEKS, text=text),
                (entry.id if planted else None),
            )


def measure(needs: Needs, told: list[tuple[Asked, str | None]]) -> Found:
    planted: Counter[str] = Counter(need for _, need in told if need)
    by_text: Mapping[str, Counter[str | None]] = defaultdict(Counter)
    for asked, need in told:
        by_text[asked.text][need] += 1
    best: dict[str, int] = {}
    kept, right, pieces = 0, 0, 0
    for cluster in needs.found:
        counts = sum((by_text[text] for text in cluster.texts), Counter[str | None]())
        need, count = counts.most_common(1)[0]
        if need is None or 2 * count < counts.total():
            continue
        pieces, kept, right = pieces + 1, kept + counts.total(), right + count
        best[need] = max(best.get(need, 0), count)
    return Found(
        planted=len(planted),
        found=len(best),
        pure=right / kept if kept else 0.0,
        complete=sum(best.values()) / planted.total(),
        pieces=pieces,
        others=len(needs.found) - pieces,
    )


def steady(now: Needs, then: Needs) -> tuple[int, int]:
    """Of the needs of one week earlier that are found again, by their words, how many kept their id."""
    kept, again = 0, 0
    for need in then.found:
        after = max(now.found, key=lambda one: len(one.texts & need.texts), default=None)
        if after is not None and 2 * len(after.texts & need.texts) >= len(need.texts):
            again, kept = again + 1, kept + (after.id == need.id)
    return kept, again


def _report(name: str, found: Found, *, seconds: float) -> None:
    share = f"pure {found.pure:.0%}  complete {found.complete:.0%}"
    lie = f"in {found.pieces} clusters  other clusters {found.others}"
    print(f"{name:<18} found {found.found}/{found.planted}  {share}  {lie}  {seconds:.1f} s")


def main(arguments: list[str] | None = None) -> None:
    """Prints a line a seed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks needs")
    parser.add_argument("--model", type=Path, help="a built model; the served one if left out")
    settings, model = read_settings(), parser.parse_args(arguments).model
    knowledge = read_knowledge(hospital=read_hospital(settings))
    encoder = QuestionEncoder(model or settings.model_folder)
    vectors, vocabulary = KeptVectors(lambda: encoder), reviewed_texts(knowledge)
    for name, source in (("county", told_by_county), ("entries", told_by_entries)):
        for seed in SEEDS:
            told, begun = list(source(knowledge, seed=seed)), perf_counter()
            needs = find_needs([one for one, _ in told], vectors=vectors, vocabulary=vocabulary)
            _report(f"{name} {seed}", measure(needs, told), seconds=perf_counter() - begun)
            # A week earlier the youngest week was not there yet.
            earlier = [one for one, _ in told if one.week > 0]
            kept, again = steady(needs, find_needs(earlier, vectors=vectors, vocabulary=vocabulary))
            print(f"{'':<18} of {again} needs found a week earlier too, {kept} kept their id")
    county = read_county(knowledge, zone=ZoneInfo("Asia/Shanghai"), last=LAST, seed=SEEDS[0])
    index, _ = open_index(settings, knowledge=knowledge)
    gaps.report(county, vectors=vectors, middle=index.unturned.phrasings.mean(axis=0))


if __name__ == "__main__":
    main()
