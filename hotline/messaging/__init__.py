"""Writing to callers on a channel that counts our messages: what is allowed, what waits, what goes when."""

from hotline.messaging.correspondence import Correspondence
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.posting import post
from hotline.messaging.vocabulary import Allowance, Opening, Purpose, TextState, Unsaid, Way
from hotline.messaging.window import MessagingWindow
from hotline.messaging.windows import allowance, open_window

__all__ = [
    "Allowance",
    "Correspondence",
    "MessagingWindow",
    "Opening",
    "OutgoingText",
    "Purpose",
    "TextState",
    "Unsaid",
    "Way",
    "allowance",
    "open_window",
    "post",
]
