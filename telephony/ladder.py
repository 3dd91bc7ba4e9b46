"""The hospital's own list of whom an emergency rings, as the green channel climbs it."""

from hotline.green_channel import Ladder, RingBy, Rung
from knowledge_base import Hospital


def ladder_of(hospital: Hospital) -> Ladder:
    rungs = (
        Rung(name=row.name, line=row.line, by=tuple(RingBy(by) for by in row.by), wait=row.wait)
        for row in hospital.green_channel
    )
    return Ladder(
        tuple(rungs), rounds=hospital.green_channel_rounds, then_every=hospital.green_channel_then_every
    )
