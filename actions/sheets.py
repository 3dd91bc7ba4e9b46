"""A whole-journey sheet in a conversation: offered after an answer, told in short, or read out by and by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from actions.turn import Turn
from actions.wording import wording
from knowledge_base.journeys import Journeys, NoSuchJourney, Sheet, SheetItem, SheetPart, Wanted

OFFER = "sheet"
_SHOWN = 6
_READ_AT_ONCE = 3
_PHONE = "phone"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which sheet the conversation is about, and how many of its items were told."""

    journey: str
    traits: tuple[str, ...]
    at: int = 0

    @classmethod
    def of(cls, wanted: Wanted) -> Self:
        return cls(journey=wanted.journey, traits=tuple(sorted(wanted.traits)))

    @classmethod
    def remembered(cls, slot: Mapping[str, Any] | None) -> Self | None:
        if not slot:
            return None
        return cls(journey=slot["journey"], traits=tuple(slot["traits"]), at=int(slot["at"]))

    def told(self, at: int) -> dict[str, Any]:
        return {"journey": self.journey, "traits": list(self.traits), "at": at}

    def sheet(self, journeys: Journeys) -> Sheet | None:
        """None where it was taken out of the knowledge base since."""
        try:
            return journeys.sheet(self.journey, traits=self.traits)
        except NoSuchJourney:
            return None


def offer_sheet(turn: Turn, *, journeys: Journeys) -> None:
    """Only to whoever asks how to prepare; a nurse that was offered goes before it."""
    wanted = journeys.for_text(turn.said)
    if wanted is None or not wanted.asks or turn.form:
        return
    place, lines = Place.of(wanted), wording()
    title = journeys.all[wanted.journey].name
    payload = lines.line("sheet_wanted_payload", title=title)
    button = {"title": lines.line("sheet_wanted"), "payload": payload}
    turn.say("utter_offer_sheet", title=title, buttons=[button])
    turn.remember(sheet=place.told(0), offer=turn.slot("offer") or OFFER)


def tell_sheet(turn: Turn, *, sheet: Sheet, code: str | None) -> int:
    """What comes first, and where the rest is; how many items were told."""
    first = sheet.parts[0]
    shown = first.items[:_SHOWN]
    items = "\n".join(map(_written, shown))
    title, part, review = sheet.title, first.title, sheet.review
    if code is None:
        turn.say("utter_sheet_unkept", title=title, part=part, items=items, review=review)
        return len(shown)
    count = len(sheet.items)
    turn.say(
        "utter_sheet",
        custom={"kind": "sheet", "code": code},
        title=title,
        part=part,
        items=items,
        review=review,
        count=count,
        more=count - len(shown),
        code=code,
    )
    return len(shown)


def read_out(turn: Turn, *, sheet: Sheet, at: int) -> int:
    """The next few items, never of two parts at once; how many were told by then."""
    if at == 0:
        turn.say("utter_sheet_begin", title=sheet.title, count=len(sheet.items))
    part, items = _next(sheet, at)
    spoken = "".join(_spoken(item, position=at + place) for place, item in enumerate(items, start=1))
    turn.say("utter_sheet_part", part=part.title, items=spoken)
    told = at + len(items)
    turn.say("utter_sheet_more" if told < len(sheet.items) else "utter_sheet_end")
    return told


def is_for_the_ear(turn: Turn) -> bool:
    return turn.channel == _PHONE


def _next(sheet: Sheet, at: int) -> tuple[SheetPart, Sequence[SheetItem]]:
    rest = [(part, items) for part, items in _groups(sheet, at) if items]
    return rest[0]


def _groups(sheet: Sheet, at: int) -> Iterator[tuple[SheetPart, Sequence[SheetItem]]]:
    for part in sheet.parts:
        yield part, part.items[at : at + _READ_AT_ONCE]
        at = max(0, at - len(part.items))


def _written(item: SheetItem) -> str:
    name = "sheet_item_at" if item.where else "sheet_item"
    return wording().line(name, text=item.text, where=item.where)


def _spoken(item: SheetItem, *, position: int) -> str:
    name = "sheet_spoken_at" if item.where else "sheet_spoken"
    return wording().line(name, text=item.text, where=item.where, position=position)
