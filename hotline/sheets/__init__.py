"""A whole-journey sheet somebody was given: found by its code, ticked off item by item."""

from hotline.sheets.errors import NoSuchItem, NoSuchSheet, SheetExpired, SheetNotShown
from hotline.sheets.given_sheet import LASTS, GivenSheet, new_code
from hotline.sheets.giving import give_sheet, sheets_of_ticket
from hotline.sheets.ticking import get_sheet, tick, untick

__all__ = [
    "LASTS",
    "GivenSheet",
    "NoSuchItem",
    "NoSuchSheet",
    "SheetExpired",
    "SheetNotShown",
    "get_sheet",
    "give_sheet",
    "new_code",
    "sheets_of_ticket",
    "tick",
    "untick",
]
