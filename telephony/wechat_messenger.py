"""Our official account carries what the outbox gives it, and says in the outbox's words what came of it."""

import logging
from collections.abc import Callable, Mapping

from typing_extensions import override

from hotline.messaging import Carried, Messenger, Outcome
from hotline.notifications import OutgoingLetter
from telephony.official_account.account import (
    AccountRefused,
    AccountUnreachable,
    OfficialAccount,
    RefusalKind,
    TemplateNotice,
)

_LOG = logging.getLogger(__name__)

_MEANING: Mapping[RefusalKind, Carried] = {
    RefusalKind.WINDOW_CLOSED: Carried.NOT_NOW,
    RefusalKind.ALLOWANCE_USED: Carried.NOT_NOW,
    RefusalKind.NO_RIGHT: Carried.NOT_NOW,
    RefusalKind.NOT_FOLLOWING: Carried.GONE,
    RefusalKind.UNKNOWN_PERSON: Carried.GONE,
    RefusalKind.BAD_TOKEN: Carried.LATER,
    RefusalKind.BAD_CREDENTIALS: Carried.LATER,
    RefusalKind.TOO_OFTEN: Carried.LATER,
    RefusalKind.BUSY: Carried.LATER,
    RefusalKind.TOO_LONG: Carried.TOO_LONG,
    RefusalKind.FORBIDDEN_WORDS: Carried.REFUSED,
    RefusalKind.OTHER: Carried.REFUSED,
}


class WechatMessenger(Messenger):
    """`notice_of` puts a letter into the form of the account's template, where it has one."""

    def __init__(
        self,
        account: OfficialAccount,
        *,
        notice_of: Callable[[OutgoingLetter], TemplateNotice] | None = None,
    ) -> None:
        self._account = account
        self._notice_of = notice_of

    @property
    def nudges(self) -> bool:
        return self._notice_of is not None

    @override
    def say(self, address: str, text: str) -> Outcome:
        return _outcome_of(lambda: self._account.say(address, text))

    @override
    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        if self._notice_of is None:
            return Outcome(Carried.NOT_NOW, "no template")
        notice = self._notice_of(letter)
        return _outcome_of(lambda: self._account.tell(address, notice))


def _outcome_of(deed: Callable[[], str | None]) -> Outcome:
    """What the deed gives is the number of what was sent, where there is one."""
    try:
        message = deed()
    except AccountRefused as refused:
        return Outcome(_MEANING[refused.kind], f"errcode {refused.code}")
    except AccountUnreachable as fault:
        return Outcome(Carried.LATER if fault.was_not_done else Carried.UNSURE, "no answer")
    except Exception as error:  # noqa: BLE001 - whatever broke, the words may have gone
        _LOG.error("the official account broke: %s", type(error).__name__)
        return Outcome(Carried.UNSURE, type(error).__name__)
    return Outcome(Carried.SENT, message=message or None)
