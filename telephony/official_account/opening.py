"""Our account as the settings name it, or none."""

import logging
import time
from collections.abc import Callable

from hotline.clock import Clock
from hotline.database import Database
from telephony.official_account.client import TokenLender, WechatApi
from telephony.official_account.tokens import Tokens
from telephony.official_account.wire import Wire
from telephony.settings import TelephonySettings

log = logging.getLogger(__name__)


def open_account(
    settings: TelephonySettings,
    *,
    database: Database,
    clock: Clock,
    wait: Callable[[float], object] = time.sleep,
) -> WechatApi | None:
    """Says once where it is off, and why."""
    if missing := settings.missing_for_account:
        log.warning("nothing is asked of WeChat: not set: %s", ", ".join(missing))
        return None
    lender = open_lender(settings, clock=clock)
    tokens = Tokens(lend=lender, account=lender.app_id, database=database, clock=clock, wait=wait)
    return WechatApi(lender.wire, tokens=tokens)


def open_lender(settings: TelephonySettings, *, clock: Clock) -> TokenLender:
    """Of an account that is set up."""
    secret = settings.wechat_app_secret
    return TokenLender(
        wire=Wire(settings.wechat_url),
        app_id=str(settings.wechat_app_id),
        secret=secret.get_secret_value() if secret else "",
        clock=clock,
    )
