"""What a nurse does in a live talk, read from its form."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from uuid import UUID, uuid4

from desk.deeds import LONGEST_TEXT
from desk.forms import BadChoice, Form
from hotline.handoff import LiveTalk, TalkOutcome, Talks, TalkState
from hotline.staff import StaffMember

LONGEST_LINE = 1000
_MESSAGE_ID = re.compile(r"[0-9a-f-]{36}")


class TalkWork(StrEnum):
    """The values are part of the addresses."""

    TAKE = "take"
    SAY = "say"
    HAND_BACK = "hand_back"
    END = "end"


Doing = Callable[[Talks], bool]
"""Whether the store has it; else the journal does."""


def read_work(work: TalkWork, *, talk_id: UUID, by: str, form: Form) -> Doing:
    """Raises what forms raise."""
    return _READERS[work](form, talk_id, by)


def legal_work(talk: LiveTalk, *, member: StaffMember) -> tuple[TalkWork, ...]:
    """The talk itself decides again when it is done."""
    if talk.state is TalkState.WAITING:
        return (TalkWork.TAKE,)
    if talk.state is TalkState.TAKEN and talk.taken_by == member.username:
        return (TalkWork.SAY, TalkWork.HAND_BACK, TalkWork.END)
    return ()


def _take(_form: Form, talk_id: UUID, by: str) -> Doing:
    def do(talks: Talks) -> bool:
        talks.take(talk_id, by=by)
        return True

    return do


def _say(form: Form, talk_id: UUID, by: str) -> Doing:
    text = form.text("text", most=LONGEST_LINE)
    # Made with the form: the same form sent twice says one thing once.
    message_id = form.get("message_id") or str(uuid4())
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadChoice("message_id")
    return lambda talks: talks.say(talk_id, message_id=message_id, by=by, text=text)


def _hand_back(_form: Form, talk_id: UUID, by: str) -> Doing:
    def do(talks: Talks) -> bool:
        talks.hand_back(talk_id, by=by)
        return True

    return do


def _end(form: Form, talk_id: UUID, by: str) -> Doing:
    outcome, text = form.choice("outcome", TalkOutcome), form.text("reason", most=LONGEST_TEXT)

    def do(talks: Talks) -> bool:
        talks.end(talk_id, by=by, outcome=outcome, text=text)
        return True

    return do


_READERS: Mapping[TalkWork, Callable[[Form, UUID, str], Doing]] = {
    TalkWork.TAKE: _take,
    TalkWork.SAY: _say,
    TalkWork.HAND_BACK: _hand_back,
    TalkWork.END: _end,
}
