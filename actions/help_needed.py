"""What somebody needs to come and be seen: asked only of whom it may concern."""

from actions.form import Reading
from actions.tickets import WITHHELD, given
from actions.turn import Turn
from actions.wording import wording

_ASK_ABOUT = frozenset({"old", "disabled"})


def help_slots(turn: Turn, *, said: str) -> dict[str, str | None]:
    """Whoever seems old or disabled is asked what he needs; who has said it, or seems neither, is not.

    `help_told` keeps what was heard on the way; `help_needed` is left open only where we shall ask.
    """
    if given(turn.slot("help_needed")):
        return {}
    told = _joined(given(turn.slot("help_told")), wording().help_in(said))
    if not told:
        return {"help_needed": WITHHELD}
    return {"help_told": told, "help_needed": None if set(told.split(",")) <= _ASK_ABOUT else told}


def read_help_needed(turn: Turn) -> Reading:
    """Being old or disabled is kept also where nothing more is needed: it gives priority."""
    told = given(turn.slot("help_told"))
    needed = wording().help_in(turn.said)
    if needed:
        return Reading({"help_needed": _joined(told, needed)})
    if wording().needs_no_help(turn.said):
        return Reading({"help_needed": told or WITHHELD})
    return Reading(unclear="utter_help_unclear")


def _joined(told: str | None, codes: tuple[str, ...]) -> str:
    before = told.split(",") if told else []
    return ",".join(dict.fromkeys([*before, *codes]))
