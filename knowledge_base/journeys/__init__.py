"""The whole way of a visit: what to do before, on the day and after, by journey and by situation."""

from knowledge_base.journeys.journeys import NO_JOURNEYS, Journey, Journeys, NoSuchJourney, Trait, Wanted
from knowledge_base.journeys.loading import JOURNEYS, check_journeys, load_journeys
from knowledge_base.journeys.sheet import Part, Sheet, SheetItem, SheetPart

__all__ = [
    "JOURNEYS",
    "NO_JOURNEYS",
    "Journey",
    "Journeys",
    "NoSuchJourney",
    "Part",
    "Sheet",
    "SheetItem",
    "SheetPart",
    "Trait",
    "Wanted",
    "check_journeys",
    "load_journeys",
]
