"""What the invented hospital did for what people asked: one thing helped, one did not, one has just begun."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from console.demo.county import WEEKS, County
from hotline.clock import ClockAt
from hotline.measures import Hand, Matcher, MeasureWords, PickedNeed, begin, keep_one_week, propose
from hotline.weeks import Week

_AHEAD = timedelta(days=5)
"""So long before it begins it is proposed."""

_NINE = time(9)


def improve(session: Session, county: County) -> None:
    """After the county has lived: what was asked is counted from what was said."""
    for name in county.facts["measures"]:
        _improve(session, county, name=name)
    # As the nights would have counted them.
    night = ClockAt(county.last.span(county.zone).end + timedelta(days=1, hours=3))
    while keep_one_week(session, zone=county.zone, clock=night):
        pass


def _improve(session: Session, county: County, *, name: str) -> None:
    facts = county.facts["measures"][name]
    begins = _week(county, facts["week"]).first + timedelta(days=facts["day"] - 1)
    proposed = begins - _AHEAD
    words = MeasureWords(
        title=facts["title"],
        for_whom=facts["for_whom"],
        owner=facts["owner"],
        note=facts["note"],
        due_on=begins,
    )
    matcher = Matcher(lines=tuple(tuple(line) for line in facts["keys"]))
    need = None
    if "seen" in facts:
        shown = " ".join(facts["keys"][0])
        need = PickedNeed(id=f"demo-{name}", name=shown, week=_week(county, facts["seen"]))
    made = propose(session, words=words, matcher=matcher, need=need, hand=_hand(county, on=proposed))
    begin(session, known_as=made.id, on=begins, seen=made.version, hand=_hand(county, on=begins))


def _week(county: County, number: int) -> Week:
    return county.last.before(WEEKS - number)


def _hand(county: County, *, on: date) -> Hand:
    at = datetime.combine(on, _NINE, tzinfo=county.zone)
    return Hand(by=county.facts["staff"]["manager"], clock=ClockAt(at), today=on)
