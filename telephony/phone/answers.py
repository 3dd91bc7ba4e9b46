"""An answer of the hotline, made for the ear: the spoken form of what was written for the eye."""

import re
from itertools import takewhile

from telephony.messages import BubbleKind, Choice, Reply
from telephony.phone.hearing import Hearing
from telephony.phone.speaking import speakable

MOST_CHOICES = 8
"""The keys 1 to 8: 9 and 0 keep their meaning."""
_SENTENCES = re.compile(r"[^。！？；\n]+[。！？；\n]*")
_CLAUSES = re.compile(r"[^，]+，?")


def speech_of(reply: Reply, *, hearing: Hearing, registered: str | None = None) -> list[str]:
    """First what to do, then the answer, then the rest; `registered` stands for its ticket, where given."""
    warned = [speakable("".join(reply.spoken))] if reply.spoken else []
    told = [speakable(cited.spoken) for cited in reply.citations]
    rest = [_said(text, hearing=hearing) for text in _rest_of(reply, hearing=hearing, registered=registered)]
    return [text for text in (*warned, *told, *rest) if text]


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    return reply.choices[:MOST_CHOICES]


def _rest_of(reply: Reply, *, hearing: Hearing, registered: str | None) -> list[str]:
    texts: list[str] = []
    for bubble in reply.bubbles:
        if bubble.kind is BubbleKind.INSTRUCTION and reply.spoken:
            continue
        shows_entry = bool(reply.citations) and any(mark in bubble.text for mark in hearing.entry_marks)
        number = reply.ticket.number if reply.ticket else None
        if number and registered is not None and number in bubble.text:
            marks = (number, *hearing.told_with_ticket)
            texts.append(_with_ticket(bubble.text, marks=marks, registered=registered))
        elif not shows_entry:
            texts.append(bubble.text)
        elif not reply.spoken:
            lines = bubble.text.splitlines()
            texts.append("\n".join(line for line in lines if hearing.kept_of_entry in line))
    return texts


def _with_ticket(text: str, *, marks: tuple[str, ...], registered: str) -> str:
    """`registered` where number and time are first told; whatever else is said beside them stays."""
    kept: list[str] = []
    for sentence in _SENTENCES.findall(text):
        clauses = _CLAUSES.findall(sentence)
        own = "".join(takewhile(lambda clause: not any(one in clause for one in marks), clauses))
        if own == sentence:
            kept.append(sentence)
            continue
        kept += [f"{own.rstrip('，')}。"] if own else []
        kept += [registered] if registered not in kept else []
    return "".join(kept)


def _said(text: str, *, hearing: Hearing) -> str:
    for written, said in hearing.said_as:
        text = text.replace(written, said)
    return speakable(text)
