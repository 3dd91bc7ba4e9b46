"""Messages go out one at a time: counted, sent, and noted, each in a transaction of its own."""

from dataclasses import dataclass

from hotline.clock import Clock
from hotline.database import Database
from hotline.messaging.correspondence import claim, is_due
from hotline.messaging.errand import Errand, next_errand
from hotline.messaging.handing_over import hand_over_one
from hotline.messaging.messenger import Carried, Messenger, Outcome
from hotline.messaging.noting import note
from hotline.messaging.ways import Ways
from hotline.notifications import House


@dataclass(frozen=True, kw_only=True)
class Post:
    """What sending stands on."""

    messenger: Messenger
    ways: Ways
    house: House
    clock: Clock


def send_one_message(database: Database, *, post: Post) -> bool:
    """Whether there was anything to do. Raises StorageUnavailable.

    The network is never waited for inside a transaction. A process that dies between sending and noting
    leaves a message that goes out once more when its lease is over, and never a third time.
    """
    if hand_over_one(database, house=post.house, clock=post.clock):
        return True
    now = post.clock.now()
    with database.reading() as session:
        if not is_due(session, now=now):
            return False
    with database.transaction() as session:
        correspondence = claim(session, now=now)
        if correspondence is None:
            return False
        errand = next_errand(session, correspondence, ways=post.ways, house=post.house, clock=post.clock)
    if errand is not None:
        outcome = _carry(errand, post.messenger)
        with database.transaction() as session:
            note(session, errand=errand, outcome=outcome, ways=post.ways, clock=post.clock)
    return True


def _carry(errand: Errand, messenger: Messenger) -> Outcome:
    if errand.composed is not None:
        return messenger.say(errand.address, errand.composed.text)
    if errand.nudge is not None:
        return messenger.nudge(errand.address, errand.nudge)
    return Outcome(Carried.REFUSED, "nothing to carry")
