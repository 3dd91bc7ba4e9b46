"""A reply as one WeChat text: what to do now first, then the answer, its numbers, its ticket and its page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hotline.notifications import House
from hotline.safety import TriageGrade
from telephony.channels.entry_page.addresses import address_of_entry
from telephony.channels.sheet_page.addresses import address_of_sheet
from telephony.channels.wechat.fitting import Part, fitted
from telephony.channels.wechat.numbers import numbers_for
from telephony.messages import Bubble, BubbleKind, Choice, Citation, Reply, TicketNote

LONGEST_TEXT = 2048
"""Bytes of UTF-8: a longer one is refused (45002), or shown to the caller as a fault of the account."""
_MOST_PAGES = 3
_LONGEST_CHOICE = 40
"""Characters: what is chosen among may be a caller's own long question."""

_FILE = Path(__file__).with_name("rendering.yml")
_RING = "120"
_SEEK_CARE = "就医提醒："
_SOURCES = "来源："
_REVIEW = " · "
_JOINT = "；"
_TITLE = re.compile(r"《.*》")
_SENTENCE_END = re.compile(r"(?<=[。！？])(?=.)")


def render(reply: Reply, *, house: House) -> str:
    """At most LONGEST_TEXT bytes; empty where a nurse answers by herself."""
    parts = parts_of(reply, house=house)
    mark = "cut" if _pages(reply, house) else "cut_and_ring"
    return fitted(parts, most_bytes=LONGEST_TEXT, cut_mark=_said(mark, hotline=house.hotline))


def parts_of(reply: Reply, *, house: House) -> list[Part]:
    """All that is to be said, in order, however long it is."""
    return list(_Writing(reply, house).parts())


@dataclass(frozen=True, slots=True)
class _Writing:
    reply: Reply
    house: House

    def parts(self) -> Iterator[Part]:
        instructions = [one for one in self.reply.bubbles if one.kind is BubbleKind.INSTRUCTION]
        others = [one for one in self.reply.bubbles if one.kind is not BubbleKind.INSTRUCTION]
        yield from self._instructions(instructions)
        for bubble in others:
            yield from self._said(bubble)
        if self.reply.choices:
            yield Part(text=_choices(self.reply.choices))
        yield from self._ticket(others)
        yield from self._links()

    def _instructions(self, bubbles: list[Bubble]) -> Iterator[Part]:
        said = "\n".join(bubble.text for bubble in bubbles)
        if self.reply.grade is TriageGrade.EMERGENCY and _RING in said:
            yield Part(text=_said("ring"))
        for bubble in bubbles:
            yield Part(text=_SENTENCE_END.sub("\n", _fitting_words(bubble.text)))
        if bubbles and self.reply.grade is TriageGrade.EMERGENCY:
            yield Part(text=_said("place"), begins_block=False)

    def _said(self, bubble: Bubble) -> Iterator[Part]:
        text = _fitting_words(bubble.text)
        if self._tells_ticket(text):
            yield Part(text=text)
            return
        answer, seek_care, sources = _entry_lines(text)
        yield Part(text=answer, may_be_cut=True)
        yield Part(text=seek_care, begins_block=False)
        yield Part(text=sources, shorter=tuple(_shorter_sources(sources)), begins_block=False)

    def _tells_ticket(self, text: str) -> bool:
        ticket = self.reply.ticket
        return ticket is not None and (ticket.number in text or ticket.code in text)

    def _ticket(self, bubbles: list[Bubble]) -> Iterator[Part]:
        ticket = self.reply.ticket
        told = "\n".join(bubble.text for bubble in bubbles)
        if ticket is not None and not (ticket.number in told and ticket.code in told):
            yield Part(text=self._ticket_line(ticket))

    def _ticket_line(self, ticket: TicketNote) -> str:
        local = datetime.fromisoformat(ticket.due).astimezone(self.house.zone)
        due = _said("due", month=local.month, day=local.day, clock=f"{local:%H:%M}")
        name = "ticket_nurse" if ticket.nurse else "ticket"
        return _said(name, number=ticket.number, code=ticket.code, due=due, nurse=ticket.nurse)

    def _links(self) -> Iterator[Part]:
        pages = _pages(self.reply, self.house)
        named = len(pages) > 1
        lines = [
            _said("whole_of" if named else "whole", topic=topic, address=address) for topic, address in pages
        ]
        code = self.reply.progress or (self.reply.ticket and self.reply.ticket.code)
        if code and self.house.address:
            lines.append(_said("progress", address=f"{self.house.address}/progress?code={code}"))
        if self.reply.sheet and self.house.address:
            address = address_of_sheet(self.reply.sheet, house=self.house.address)
            lines.append(_said("sheet", address=address))
        if lines:
            yield Part(text="\n".join(lines))


def _pages(reply: Reply, house: House) -> list[tuple[str, str]]:
    """The topics answered from and their pages; none where our pages have no public address."""
    if house.address is None:
        return []
    cited: dict[str, Citation] = {one.entry: one for one in reply.citations}
    shown = list(cited.values())[:_MOST_PAGES]
    return [(one.topic, address_of_entry(one.entry, house=house.address)) for one in shown]


def _choices(choices: tuple[Choice, ...]) -> str:
    numbers = numbers_for([choice.says for choice in choices])
    lines = (
        _said("choice", number=number, title=_one_line(choice.title))
        for number, choice in zip(numbers, choices, strict=False)
    )
    return "\n".join((_said("choices"), *lines))


def _one_line(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST_CHOICE else f"{line[:_LONGEST_CHOICE]}……"


def _entry_lines(text: str) -> tuple[str, str, str]:
    """The answer, when to see a doctor, and the sources: each on lines of their own in utter_entry."""
    rest, _, sources = text.partition(f"\n{_SOURCES}")
    answer, _, seek_care = rest.partition(f"\n{_SEEK_CARE}")
    return answer, seek_care and f"{_SEEK_CARE}{seek_care}", sources and f"{_SOURCES}{sources}"


def _shorter_sources(line: str) -> Iterator[str]:
    """Fewer of them; the review state stays."""
    named, _, review = line.removeprefix(_SOURCES).rpartition(_REVIEW)
    each = named.split(_JOINT)
    for most in range(len(each) - 1, 0, -1):
        yield _said("sources_more", sources=_JOINT.join(each[:most]), review=review)
    if title := _TITLE.search(each[0]):
        name = "sources" if len(each) == 1 else "sources_more"
        yield _said(name, sources=title[0], review=review)


def _fitting_words(text: str) -> str:
    for others, ours in _words()["instead"].items():
        text = text.replace(others, ours)
    return text.strip()


def _said(name: str, /, **facts: object) -> str:
    return str(_words()[name]).format(**facts)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words
