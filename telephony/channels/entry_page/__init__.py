"""The entry page: the whole of one reviewed answer, public, printable, in large type."""

from telephony.channels.entry_page.door import EntryPage
from telephony.channels.entry_page.routes import router

__all__ = ["EntryPage", "router"]
