"""The review of one day, for the morning meeting: what went wrong, who waits, and what falls due today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from hotline.digest.contact import Contact
from hotline.digest.counting import Volume
from hotline.digest.emergencies import Emergency
from hotline.digest.intervals import Change, Share
from hotline.digest.promises import Promise


@dataclass(frozen=True, kw_only=True)
class Review:
    """`usual` is against the same weekday of the four weeks before.

    `broken` are the promises that passed on the day unkept, those in silence first, the longest first;
    `due` those that pass within 24 hours after the day and are still open, the next first; `returned` the
    tickets of which a handover was given back on the day. Of `lost_calls` nobody has rung back
    `not_called_back`. `missed` are the contacts that could not be helped.
    """

    day: date
    as_of: datetime
    volume: Volume
    usual: Change
    figures: Mapping[str, Share]
    emergencies: tuple[Emergency, ...]
    broken: tuple[Promise, ...]
    due: tuple[Promise, ...]
    returned: tuple[str, ...]
    lost_calls: int
    not_called_back: int
    missed: tuple[Contact, ...]


def compile_review(session: Session, *, day: date, zone: tzinfo, as_of: datetime) -> Review:
    """What happened after `as_of` is not looked at: a day told again as of the same instant is the same."""
    raise NotImplementedError
