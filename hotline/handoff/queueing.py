"""How long somebody waits for a nurse, computed from who waits and who is there."""

from dataclasses import dataclass
from math import ceil

from hotline.handoff.rules import rules


@dataclass(frozen=True, kw_only=True)
class Wait:
    """`ahead` are those who asked before and still wait; `minutes` is at least one."""

    ahead: int
    minutes: int


def wait_for(*, ahead: int, present: int, busy: int) -> Wait | None:
    """None where no nurse is present: then no time can be named honestly.

    A nurse holds one talk after another, each about as long as the rules say; of the nurses present
    `busy` hold one now.
    """
    if present <= 0:
        return None
    before_me = ahead - max(0, present - busy) + 1
    rounds = ceil(max(0, before_me) / present)
    return Wait(ahead=ahead, minutes=max(1, rounds * rules().talk_lasts_minutes))
