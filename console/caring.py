"""Looks after live talks: nobody waits for a nurse who has gone, or for ever."""

from datetime import timedelta

from console.turning import Turning
from hotline.handoff import Talks

EVERY = timedelta(seconds=5)


def caring(talks: Talks) -> Turning:
    """On every replica; each takes one talk at a time, so that none is looked after twice."""

    def turn() -> timedelta:
        while talks.care_for_one():
            pass
        return EVERY

    return Turning("caring for talks", turn, first_rest=EVERY)
