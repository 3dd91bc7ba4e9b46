"""From the bot to a person, in the same conversation, and back."""

from hotline.handoff.caring import care_for_one_talk
from hotline.handoff.deeds import (
    ask_for_person,
    end_talk,
    find_open_talk,
    get_talk,
    hand_back_talk,
    keep_line,
    see_talk,
    take_talk,
)
from hotline.handoff.errors import NoSuchTalk, TalkNotTaken, TalkOver, TalkRefused, TalkTaken
from hotline.handoff.lines import PushedLine, TalkLine, last_seq, lines_after
from hotline.handoff.looking import (
    TalkStanding,
    expected_wait,
    open_talks,
    standing_of,
    talks_of_ticket,
)
from hotline.handoff.presence import DeskPresence, be_present, count_present
from hotline.handoff.queueing import Wait, wait_for
from hotline.handoff.rules import rules
from hotline.handoff.talk import LiveTalk, TalkRequest
from hotline.handoff.talks import Carrier, TalkKeeper, Talks
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome, TalkState

__all__ = [
    "Carrier",
    "DeskPresence",
    "HandoffReason",
    "LiveTalk",
    "NoSuchTalk",
    "PushedLine",
    "TalkKeeper",
    "TalkLine",
    "TalkNotTaken",
    "TalkOutcome",
    "TalkOver",
    "TalkRefused",
    "TalkRequest",
    "TalkStanding",
    "TalkState",
    "TalkTaken",
    "Talks",
    "Wait",
    "ask_for_person",
    "be_present",
    "care_for_one_talk",
    "count_present",
    "end_talk",
    "expected_wait",
    "find_open_talk",
    "get_talk",
    "hand_back_talk",
    "keep_line",
    "last_seq",
    "lines_after",
    "open_talks",
    "rules",
    "see_talk",
    "standing_of",
    "take_talk",
    "talks_of_ticket",
    "wait_for",
]
