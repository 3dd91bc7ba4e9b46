"""What our official account asks of WeChat."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class RefusalKind(StrEnum):
    """What a refusal means for whoever wanted it; the codes are in refusals.yml."""

    WINDOW_CLOSED = "window_closed"
    ALLOWANCE_USED = "allowance_used"
    NOT_FOLLOWING = "not_following"
    UNKNOWN_PERSON = "unknown_person"
    NO_RIGHT = "no_right"
    BAD_TOKEN = "bad_token"  # noqa: S105 - the name of a refusal
    BAD_CREDENTIALS = "bad_credentials"
    TOO_LONG = "too_long"
    FORBIDDEN_WORDS = "forbidden_words"
    TOO_OFTEN = "too_often"
    BUSY = "busy"
    OTHER = "other"


class AccountRefused(Exception):  # noqa: N818 - a noun of the trade
    """WeChat said no, with its number; carries no words, no openid, no token.

    `address` is our own on the Internet, where that is what WeChat refuses.
    """

    def __init__(self, code: int, kind: RefusalKind, *, address: str | None = None) -> None:
        super().__init__(f"errcode {code} ({kind.value})")
        self.code = code
        self.kind = kind
        self.address = address


class AccountUnreachable(Exception):  # noqa: N818 - a noun of the trade
    """WeChat did not answer, or not in its own words; whether it acted is not known.

    Only where `was_not_done` did it certainly do nothing, so that asking again does nothing twice.
    """

    def __init__(self, reason: str = "", *, was_not_done: bool = False) -> None:
        super().__init__(reason)
        self.was_not_done = was_not_done


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNotice:
    """`values` by field, each at most 20 characters; `page` is an address of ours that it opens.

    WeChat sends a person one notice with the same `key` in ten minutes, however often it is asked.
    """

    template: str
    values: Mapping[str, str]
    page: str | None = None
    key: str | None = None


class OfficialAccount(Protocol):
    """Blocks, at most ten seconds: call it from a thread. All raise AccountRefused, AccountUnreachable."""

    def say(self, openid: str, text: str) -> None:
        """A customer-service message: one of the allowance, at most 2,048 bytes of UTF-8."""
        ...

    def tell(self, openid: str, notice: TemplateNotice) -> str:
        """A template message, which needs no window; its number, by which `TemplateTold` follows."""
        ...

    def put_menu(self, menu: Mapping[str, Any]) -> None:
        """In WeChat's own form, in place of the menu that was there."""
        ...

    def close(self) -> None:
        """Lets go of its connections."""
        ...
