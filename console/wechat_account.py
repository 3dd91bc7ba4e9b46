"""Our WeChat account for operators: what is set, whether WeChat knows us, and what a refusal means."""

from collections.abc import Iterator
from contextlib import contextmanager

from console.settings import Settings, read_door
from console.store import open_database
from console.words import Trouble, say
from hotline.clock import SystemClock
from telephony.official_account.account import AccountRefused, AccountUnreachable
from telephony.official_account.client import TokenLender, WechatApi
from telephony.official_account.notices import fields_of
from telephony.official_account.opening import open_account, open_lender
from telephony.official_account.refusals import refusals
from telephony.settings import TelephonySettings

Said = tuple[str, str]
"""The state of a part, ok, off or fault, and a sentence."""


def account_said(telephony: TelephonySettings) -> Said:
    # The door wants its token, and what we ask of WeChat the secret: with either missing, half of it is off.
    if missing := dict.fromkeys((*telephony.missing_for_wechat, *telephony.missing_for_account)):
        return "off", say("wechat_off", missing=", ".join(missing))
    return "ok", say("wechat_on", app_id=telephony.wechat_app_id)


def notices_said(telephony: TelephonySettings) -> Said:
    if not telephony.wechat_template_id:
        return "off", say("wechat_notice_off")
    fields = ", ".join(f"{name} = {what}" for name, what in fields_of(telephony).items())
    return "ok", say("wechat_notice_on", template=telephony.wechat_template_id, fields=fields)


def reached(telephony: TelephonySettings) -> Said:
    """Asks WeChat for a token, which ends no other, and keeps it nowhere."""
    lender: TokenLender = open_lender(telephony, clock=SystemClock())
    try:
        lender.try_()
    except (AccountRefused, AccountUnreachable) as fault:
        return "fault", str(trouble_of(fault))
    finally:
        lender.wire.close()
    return "ok", say("wechat_reached")


def trouble_of(fault: AccountRefused | AccountUnreachable) -> Trouble:
    """In the words of refusals.yml, which are the engineer's."""
    if isinstance(fault, AccountRefused):
        refusal = refusals().of(fault.code)
        code = f"{fault.code}, {fault.address}" if fault.address else fault.code
        return Trouble("wechat_refused", code=code, means=refusal.means, step=refusal.step)
    told = refusals().unreachable
    return Trouble("wechat_unreachable", reason=fault, means=told.means, step=told.step)


@contextmanager
def operators_account(settings: Settings) -> Iterator[WechatApi]:
    """For one command. Raises `Trouble` where it is not set up, or WeChat does not do what is asked."""
    telephony = read_door(TelephonySettings)
    with open_database(settings) as database:
        account = open_account(telephony, database=database, clock=SystemClock())
        if account is None:
            raise Trouble("wechat_not_set_up", missing=", ".join(telephony.missing_for_account))
        try:
            yield account
        except (AccountRefused, AccountUnreachable) as fault:
            raise trouble_of(fault) from fault
        finally:
            account.close()
