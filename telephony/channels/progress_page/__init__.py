"""The progress page: a patient reads each step of a ticket with its code, and says whether it helped."""

from telephony.channels.progress_page.door import ProgressPage
from telephony.channels.progress_page.routes import router

__all__ = ["ProgressPage", "router"]
