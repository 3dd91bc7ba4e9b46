"""What our official account asks of WeChat, over its HTTP interface."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hotline.access_tokens import Lent
from hotline.clock import Clock
from telephony.official_account.account import (
    AccountRefused,
    AccountUnreachable,
    RefusalKind,
    TemplateNotice,
)
from telephony.official_account.budget import Budget
from telephony.official_account.fitting import shortened
from telephony.official_account.tokens import Tokens
from telephony.official_account.wire import Wire

log = logging.getLogger(__name__)

_NO_MENU = 46003
# JSON has no way to write these but the escapes that WeChat refuses.
_UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\n\t"}


@dataclass(frozen=True)
class TokenLender:
    """WeChat's stable_token: while a token lasts, whoever asks is lent the same one."""

    wire: Wire
    app_id: str
    secret: str = field(repr=False)
    clock: Clock

    def try_(self) -> None:
        """Whether WeChat lends us a token now. Raises AccountRefused, AccountUnreachable."""
        self(force=False, budget=Budget())

    def __call__(self, *, force: bool, budget: Budget) -> Lent:
        asked = {"grant_type": "client_credential", "appid": self.app_id, "secret": self.secret}
        try:
            answer = self.wire.ask("stable_token", body={**asked, "force_refresh": force}, budget=budget)
        except AccountRefused as refusal:
            # A token is not asked for with a token: what is bad is the secret.
            is_ours = refusal.kind is RefusalKind.BAD_TOKEN
            kind = RefusalKind.BAD_CREDENTIALS if is_ours else refusal.kind
            raise AccountRefused(refusal.code, kind, address=refusal.address) from None
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise AccountUnreachable("no access token in the answer")
        return Lent(token, self.clock.now() + timedelta(seconds=seconds))


class WechatApi:
    """An OfficialAccount. A message whose outcome is not known is not sent again."""

    def __init__(self, wire: Wire, *, tokens: Tokens, budget: Callable[[], Budget] = Budget) -> None:
        self._wire = wire
        self._tokens = tokens
        self._budget = budget

    def say(self, openid: str, text: str) -> None:
        written = text.translate(_UNWRITABLE)
        body = {"touser": openid, "msgtype": "text", "text": {"content": written}}
        _require_word(self._ask("message/custom/send", body))

    def tell(self, openid: str, notice: TemplateNotice) -> str:
        body: dict[str, Any] = {
            "touser": openid,
            "template_id": notice.template,
            "data": {field: {"value": shortened(value)} for field, value in notice.values.items()},
        }
        if notice.page:
            body["url"] = notice.page
        if notice.key:
            body["client_msg_id"] = notice.key
        answer = self._ask("message/template/send", body)
        _require_word(answer)
        return str(answer.get("msgid", ""))

    def put_menu(self, menu: Mapping[str, Any]) -> None:
        _require_word(self._ask("menu/create", menu))

    def menu(self) -> Mapping[str, Any] | None:
        """In WeChat's own form; None where there is none."""
        try:
            found = self._ask("menu/get").get("menu")
        except AccountRefused as refusal:
            if refusal.code == _NO_MENU:
                return None
            raise
        return found if isinstance(found, dict) else None

    def drop_menu(self) -> None:
        _require_word(self._ask("menu/delete"))

    def close(self) -> None:
        self._wire.close()

    def _ask(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A token refused before its time is replaced once."""
        budget = self._budget()
        token = self._tokens.current(budget)
        try:
            return self._wire.ask(path, token=token, body=body, budget=budget)
        except AccountRefused as refusal:
            if refusal.kind is not RefusalKind.BAD_TOKEN:
                raise
            log.warning("%s: the access token was refused (%d)", path, refusal.code)
        token = self._tokens.instead_of(token, budget)
        return self._wire.ask(path, token=token, body=body, budget=budget)


def _require_word(answer: Mapping[str, Any]) -> None:
    """That it was done WeChat says by an errcode; an answer without is somebody else's."""
    if "errcode" not in answer:
        raise AccountUnreachable("no answer of WeChat's")
