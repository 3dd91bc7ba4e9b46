"""The whole way of a visit: a sheet to keep and tick off, or read out few by few to an ear."""

from actions.capability import Capability
from actions.sheets import OFFER, Place, is_for_the_ear, read_out, tell_sheet
from actions.turn import Turn
from knowledge_base.journeys import Sheet


class GiveSheet(Capability):
    """Asked for by name, taken up after an offer, or gone on with."""

    capability = "action_give_sheet"

    def perform(self, turn: Turn) -> None:
        place = self._asked(turn) or Place.remembered(turn.slot("sheet"))
        sheet = place.sheet(self._tools.journeys) if place else None
        if place is None or sheet is None:
            turn.say("utter_sheet_none")
            turn.remember(sheet=None, offer=None, misses=0)
            return
        self._tell(turn, sheet, place=place)

    def _asked(self, turn: Turn) -> Place | None:
        """By name, in this message or in the question before it."""
        if turn.intent != "ask_preparation":
            return None
        traits = self._tools.journeys.traits_in(f"{turn.slot('question') or ''} {turn.said}")
        wanted = self._tools.journeys.for_text(turn.said)
        return Place(journey=wanted.journey, traits=tuple(sorted(traits))) if wanted else None

    def _tell(self, turn: Turn, sheet: Sheet, *, place: Place) -> None:
        goes_on = is_for_the_ear(turn) or place.at > 0
        if goes_on:
            at = read_out(turn, sheet=sheet, at=min(place.at, len(sheet.items) - 1))
        else:
            code = self._tools.sheets.give(sheet, conversation_id=turn.conversation_id)
            at = tell_sheet(turn, sheet=sheet, code=code)
        is_over = at >= len(sheet.items)
        offer = OFFER if goes_on and not is_over else None
        turn.remember(sheet=None if is_over else place.told(at), offer=offer, misses=0)
