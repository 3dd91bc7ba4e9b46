"""Of what sort the callers of the invented county are, and whom it could not help: drawn by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from console.demo.county import Call, County
from hotline.conversations import AgeBand, Asker, Missed


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is kept in the open of one contact's message."""

    asker: Asker
    missed: Missed | None
    guided_to: tuple[str, ...]


def known_of(call: Call, county: County) -> Known:
    """The same for a call whatever else is drawn: nothing of the county's own chance is used up."""
    random = Random(f"{county.seed} {call.number}")  # noqa: S311 - nothing secret
    facts = county.facts["askers"]
    is_missed = call.entry is None and call.goes not in {"emergency", "abandoned"}
    uncovered, guided = (random.random() < facts["chances"][name] for name in ("uncovered", "guided"))
    missed = Missed.UNCOVERED if uncovered else Missed.ABSTAINED
    return Known(
        asker=_asker(random, facts, is_missed=is_missed),
        missed=missed if is_missed else None,
        guided_to=(call.entry.department,) if call.entry and guided else (),
    )


def _asker(random: Random, facts: Mapping[str, Mapping[str, float]], *, is_missed: bool) -> Asker:
    chances = facts["chances"]
    band = AgeBand(_weighted(random, facts["age_bands"]))
    town = _weighted(random, facts["townships_missed" if is_missed else "townships"])
    for_other = random.random() < facts["for_other"][band]
    tells_age, tells_whom, tells_place = (random.random() for _ in range(3))
    return Asker(
        age_band=band if tells_age < chances["tells_age"] else None,
        for_other=for_other if tells_whom < chances["tells_whom"] else None,
        township=town if tells_place < chances["tells_place"] else None,
    )


def _weighted(random: Random, weights: Mapping[str, float]) -> str:
    return random.choices(list(weights), weights=list(weights.values()))[0]
