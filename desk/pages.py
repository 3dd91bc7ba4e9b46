"""Pages for staff: templates filled with the desk's words, with times in the hospital's zone."""

import hashlib
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from desk.alarm_board import read_board
from desk.digest_words import aspect_name
from desk.draft_words import draft_words
from desk.numbers import masked, veiled
from desk.remaining import brief_span, counted, remaining, share_left, span
from desk.roles import (
    may_administer,
    may_do_deeds,
    may_keep_calendar,
    may_manage_measures,
    may_read_digest,
    may_read_drafts,
    may_read_measures,
    may_read_review,
    may_unveil,
)
from desk.words import Words, fill
from hotline.clock import Clock
from hotline.green_channel import Bell
from hotline.tickets import Ticket
from knowledge_base import Hospital

FOLDER = Path(__file__).with_name("page")
_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make browsers hide the origin of our own forms from us.
    "Referrer-Policy": "same-origin",
}


class Pages:
    """Renders; every page carries the same headers."""

    def __init__(self, *, words: Words, clock: Clock, hospital: Hospital, bell: Bell) -> None:
        self.words = words
        self._bell = bell
        self._clock = clock
        self._zone = hospital.zone
        self._jinja = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals |= {"words": words, "hospital": hospital, "edition": _edition()}
        self._jinja.globals |= {"may_administer": may_administer, "may_unveil": may_unveil}
        self._jinja.globals |= {"may_keep_calendar": may_keep_calendar, "may_do_deeds": may_do_deeds}
        self._jinja.globals |= {"may_read_digest": may_read_digest, "may_read_review": may_read_review}
        self._jinja.globals |= {"may_read_measures": may_read_measures}
        self._jinja.globals |= {"may_manage_measures": may_manage_measures}
        self._jinja.globals |= {"may_read_drafts": may_read_drafts}
        self._jinja.globals |= {"told_of_drafts": draft_words(), "aspect_name": aspect_name}
        self._jinja.filters |= {
            "label": words.label,
            "moment": self.moment,
            "second": lambda at: f"{at.astimezone(self._zone):%H:%M:%S}",
            "counted": counted,
            "local": lambda at: at.astimezone(self._zone),
            "remaining": self._remaining,
            "left": self._left,
            "typed_time": lambda at: f"{at.astimezone(self._zone):%Y-%m-%dT%H:%M}",
            "span": lambda length: brief_span(length, words=words),
            "spoken": lambda length: span(length, words=words),
            "filled": lambda sentence: fill(sentence, **hospital.placeholders),
            "masked": masked,
            "veiled": veiled,
        }

    def add(self, **known: Any) -> None:
        """What every template may use besides."""
        self._jinja.globals |= known

    def render(self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **facts: Any) -> Response:
        if "me" in facts:
            # Whoever is signed in sees on every page that somebody needs help.
            facts = {"board": read_board(self._bell, member=facts["me"].member), "here": ""} | facts
        return HTMLResponse(self.fragment(template, **facts), status_code=status, headers=_HEADERS)

    def fragment(self, template: str, **facts: Any) -> str:
        """A piece of a page, as the open pages put it in place of the old one."""
        return self._jinja.get_template(template).render(now=self._clock.now(), **facts)

    def trouble(
        self, name: str, *, status: HTTPStatus, back: str = "/desk", typed: str = "", again: bool = False
    ) -> Response:
        """A page that says what went wrong, what to do, and gives back what was `typed`."""
        trouble = self.words.part("troubles", name)
        return self.render(
            "trouble.html", status=status, trouble=trouble, back=back, typed=typed, again=again
        )

    def clock_time(self) -> str:
        """What the clock on the hospital's wall shows."""
        return f"{self._clock.now().astimezone(self._zone):%H:%M:%S}"

    def _remaining(self, ticket: Ticket) -> str:
        return remaining(ticket.times, now=self._clock.now(), words=self.words)

    def _left(self, ticket: Ticket) -> int:
        """Per cent of the time that is left."""
        return round(100 * share_left(ticket.times, promised_at=ticket.promised_at, now=self._clock.now()))

    def moment(self, at: datetime) -> str:
        """A time as one says it today, in the hospital's zone."""
        local, today = at.astimezone(self._zone), self._clock.now().astimezone(self._zone)
        near = {today.date() + timedelta(days=n): name for n, name in _NEAR.items()}
        same_year = "this_year" if local.year == today.year else "other"
        sentence = str(self.words.part("moments", near.get(local.date(), same_year)))
        return fill(sentence, time=f"{local:%H:%M}", year=local.year, month=local.month, day=local.day)


_NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}


def _edition() -> str:
    """Changes with the style and the script, so that no browser keeps old ones."""
    content = b"".join(file.read_bytes() for file in sorted(FOLDER.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]
