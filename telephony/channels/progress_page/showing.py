"""What a browser may see for half an hour after it proved that a ticket is its caller's: a sealed cookie."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.database import Undecipherable, installed_keyring

LASTS = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Showing:
    """`code` is the one that was asked with; `by_conversation`, whether the chat itself was the proof."""

    number: str
    code: str
    by_conversation: bool
    until: datetime


def sealed(showing: Showing) -> str:
    facts = {
        "number": showing.number,
        "code": showing.code,
        "by_conversation": showing.by_conversation,
        "until": showing.until.isoformat(),
    }
    return installed_keyring().encrypt(json.dumps(facts))


def unsealed(cookie: str | None, *, now: datetime) -> Showing | None:
    """None for what is no seal of ours, and for one that has run out."""
    try:
        facts = json.loads(installed_keyring().decrypt(cookie or ""))
    except (Undecipherable, ValueError):
        return None
    showing = Showing(**facts | {"until": datetime.fromisoformat(facts["until"])})
    return showing if now < showing.until else None
