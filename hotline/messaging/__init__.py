"""Writing to callers on a channel that counts our messages: what is allowed, what waits, what goes when."""

from hotline.messaging.coming_back import take_back
from hotline.messaging.correspondence import Correspondence
from hotline.messaging.handing_over import hand_over_lines
from hotline.messaging.looking import WritingStanding, writing_standing
from hotline.messaging.messenger import Carried, Messenger, Outcome
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.posting import post
from hotline.messaging.sending import Post, send_one_message
from hotline.messaging.vocabulary import Allowance, Opening, Purpose, TextState, Unsaid, Way
from hotline.messaging.ways import Ways, number_on_ticket
from hotline.messaging.window import MessagingWindow
from hotline.messaging.windows import allowance, open_window

__all__ = [
    "Allowance",
    "Carried",
    "Correspondence",
    "MessagingWindow",
    "Messenger",
    "Opening",
    "Outcome",
    "OutgoingText",
    "Post",
    "Purpose",
    "TextState",
    "Unsaid",
    "Way",
    "Ways",
    "WritingStanding",
    "allowance",
    "hand_over_lines",
    "number_on_ticket",
    "open_window",
    "post",
    "send_one_message",
    "take_back",
    "writing_standing",
]
