"""The sheet page: one whole-journey sheet under its code, in large type, ticked off, printed, read aloud."""

from telephony.channels.sheet_page.addresses import address_of_sheet, path_of_sheet
from telephony.channels.sheet_page.door import SheetPage
from telephony.channels.sheet_page.routes import router

__all__ = ["SheetPage", "address_of_sheet", "path_of_sheet", "router"]
