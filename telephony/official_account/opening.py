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
    secret = settings.wechat_app_secret
    if settings.missing_for_account or secret is None:
        log.warning("nothing is asked of WeChat: not set: %s", ", ".join(settings.missing_for_account))
        return None
    app_id = str(settings.wechat_app_id)
    wire = Wire(settings.wechat_url)
    lender = TokenLender(wire, app_id, secret.get_secret_value(), clock)
    tokens = Tokens(lend=lender, account=app_id, database=database, clock=clock, wait=wait)
    return WechatApi(wire, tokens=tokens)
