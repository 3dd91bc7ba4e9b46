"""What was said, in and out: ours to keep, whatever the bot's own memory holds."""

from hotline.conversations.exchange import AnsweredBy, Exchange
from hotline.conversations.message import Direction, Message
from hotline.conversations.reading import history
from hotline.conversations.recording import record_exchanges

__all__ = ["AnsweredBy", "Direction", "Exchange", "Message", "history", "record_exchanges"]
