"""What a browser sent, read with care: bounded, cleaned, and refused in words instead of codes."""

import re
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request

_LARGEST = 65_536
_MOST_FIELDS = 40
_LONGEST_MOMENT = 25
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Choice = TypeVar("Choice", bound=StrEnum)


class Oversized(Exception):  # noqa: N818 - a noun of the trade
    """More was sent than any form of ours holds."""


class FaultyForm(Exception):  # noqa: N818 - a noun of the trade
    """What was filled in cannot be taken as it is."""


class BlankField(FaultyForm):
    """A field that must be filled is not."""


class TooLong(FaultyForm):
    """A field holds more than `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__(f"longer than {most} characters")
        self.most = most


class BadChoice(FaultyForm):
    """A choice that was not offered."""


class BadMoment(FaultyForm):
    """What was written is no day and time."""


class NotConfirmed(FaultyForm):
    """What cannot be undone was not confirmed."""


class Form:
    """The fields of one submission."""

    def __init__(self, fields: dict[str, str]) -> None:
        self._fields = fields

    @property
    def names(self) -> tuple[str, ...]:
        """Of all fields that were sent: a box that is not ticked sends none."""
        return tuple(self._fields)

    def get(self, name: str) -> str:
        return self._fields.get(name, "")

    def text(self, name: str, *, most: int) -> str:
        text = self.get(name).strip()
        if not text:
            raise BlankField(name)
        if len(text) > most:
            raise TooLong(most)
        return text

    def maybe(self, name: str, *, most: int) -> str | None:
        return self.text(name, most=most) if self.get(name).strip() else None

    def choice(self, name: str, among: type[Choice]) -> Choice:
        if not self.get(name):
            raise BlankField(name)
        try:
            return among(self.get(name))
        except ValueError:
            raise BadChoice(name) from None

    def id(self, name: str) -> UUID:
        """Which of the things the page listed; one that is none of them fits nothing."""
        try:
            return UUID(self.get(name))
        except ValueError:
            return UUID(int=0)

    def moment(self, name: str, *, zone: ZoneInfo) -> datetime:
        """A day and time on the hospital's clock, as a browser sends it or a person writes it."""
        text = self.text(name, most=_LONGEST_MOMENT).replace("：", ":").replace("/", "-")
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise BadMoment(name) from None
        if local.tzinfo is not None:
            raise BadMoment(name)
        return local.replace(tzinfo=zone)


async def read_form(request: Request) -> Form:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Oversized
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise Oversized from None
    return Form({name: clean(value) for name, value in pairs})


def whole_number(written: str) -> int | None:
    """None where it is none, or too long to be any of ours: of thousands of digits Python makes no number."""
    return int(written) if _WHOLE_NUMBER.fullmatch(written) else None


def clean(text: str) -> str:
    """One kind of line end, and no control characters, which no store can hold."""
    return _UNSPEAKABLE.sub("", text.replace("\r\n", "\n"))
