"""What was said, in and out: ours to keep, whatever the bot's own memory holds."""

from hotline.conversations.answer_given import AnswerGiven, topic_of
from hotline.conversations.asking import AgeBand, Asker, Missed
from hotline.conversations.exchange import AnsweredBy, Exchange, ToldEntry
from hotline.conversations.message import Direction, Message
from hotline.conversations.reading import history
from hotline.conversations.recalling import (
    ToldConversation,
    call_back,
    entries_told,
    told_since,
    was_told,
)
from hotline.conversations.recording import record_exchanges
from hotline.conversations.small_talk import is_small_talk

__all__ = [
    "AgeBand",
    "AnswerGiven",
    "AnsweredBy",
    "Asker",
    "Direction",
    "Exchange",
    "Message",
    "Missed",
    "ToldConversation",
    "ToldEntry",
    "call_back",
    "entries_told",
    "history",
    "is_small_talk",
    "record_exchanges",
    "told_since",
    "topic_of",
    "was_told",
]
