"""An answer of the hotline, made for the ear: the spoken form of what was written for the eye."""

from telephony.messages import BubbleKind, Choice, Reply
from telephony.phone.hearing import Hearing
from telephony.phone.speaking import speakable

MOST_CHOICES = 8
"""The keys 1 to 8: 9 and 0 keep their meaning."""


def speech_of(reply: Reply, *, hearing: Hearing, registered: str = "") -> list[str]:
    """First what to do, then the answer, then the rest; `registered` is what its ticket is told as."""
    warned = [speakable("".join(reply.spoken))] if reply.spoken else []
    told = [speakable(cited.spoken) for cited in reply.citations]
    rest = [_said(text, hearing=hearing) for text in _rest_of(reply, hearing=hearing, registered=registered)]
    return [text for text in (*warned, *told, *rest) if text]


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    return reply.choices[:MOST_CHOICES]


def _rest_of(reply: Reply, *, hearing: Hearing, registered: str) -> list[str]:
    texts: list[str] = []
    for bubble in reply.bubbles:
        if bubble.kind is BubbleKind.INSTRUCTION and reply.spoken:
            continue
        shows_entry = bool(reply.citations) and any(mark in bubble.text for mark in hearing.entry_marks)
        if registered and reply.ticket and reply.ticket.number in bubble.text:
            texts.append(registered)
        elif not shows_entry:
            texts.append(bubble.text)
        elif not reply.spoken:
            lines = bubble.text.splitlines()
            texts.append("\n".join(line for line in lines if hearing.kept_of_entry in line))
    return texts


def _said(text: str, *, hearing: Hearing) -> str:
    for written, said in hearing.said_as:
        text = text.replace(written, said)
    return speakable(text)
