"""The settings decide at the start which means are on; of the others, what is missing is said."""

import logging
from collections.abc import Callable, Mapping

from hotline.clock import Clock
from hotline.notifications import Enclosure, House, Means, NoticeKind, Sender, Senders
from telephony.notices.http_sms import HttpSms
from telephony.notices.mail import Mail
from telephony.notices.twilio_sms import TwilioSms
from telephony.notices.web_push import WebPush
from telephony.notices.wecom import WecomRobot
from telephony.settings import TelephonySettings

_LOG = logging.getLogger(__name__)
_TWILIO = ("twilio_account_sid", "twilio_auth_token", "twilio_number")


def open_senders(
    settings: TelephonySettings,
    *,
    house: House,
    push_key: str,
    clock: Clock,
    elsewhere: frozenset[Means] = frozenset(),
    enclosing: Mapping[NoticeKind, Callable[[Mapping[str, str]], Enclosure]] | None = None,
) -> Senders:
    """Says once which means are off, and why. `elsewhere`: on, and sent by somebody else."""
    missing = missing_settings(settings)
    for means, names in missing.items():
        _LOG.warning("no letters by %s: not set: %s", means.value, names)
    on: dict[Means, Sender] = {
        Means.WEB_PUSH: WebPush(push_key, contact=settings.web_push_contact, clock=clock)
    }
    if Means.SMS not in missing:
        on[Means.SMS] = HttpSms(settings) if settings.sms_url else TwilioSms(settings)
    if Means.WECOM not in missing:
        on[Means.WECOM] = WecomRobot(settings)
    if Means.EMAIL not in missing:
        on[Means.EMAIL] = Mail(settings, house=house, clock=clock)
    return Senders(on=on, missing=missing, house=house, elsewhere=elsewhere, enclosing=enclosing or {})


def missing_settings(settings: TelephonySettings) -> Mapping[Means, str]:
    """By means that are off: the variables to set. A half-made configuration is off as well."""
    wanted = {
        Means.SMS: _sms(settings),
        Means.EMAIL: _unset(settings, "smtp_host", "smtp_from"),
        Means.WECOM: _unset(settings, "wecom_robot_url"),
        Means.WECHAT: _wechat(settings),
    }
    return {means: ", ".join(names) for means, names in wanted.items() if names}


def _sms(settings: TelephonySettings) -> list[str]:
    """The generic provider goes before Twilio; where nothing is begun, its address is what is asked for."""
    twilio = _unset(settings, *_TWILIO)
    if settings.sms_url or len(twilio) == len(_TWILIO):
        return _unset(settings, "sms_url", "sms_body")
    return twilio


def _wechat(settings: TelephonySettings) -> list[str]:
    unset = [*settings.missing_for_wechat, *settings.missing_for_account]
    return list(dict.fromkeys(unset)) or ([] if settings.wechat_may_push else ["HOTLINE_WECHAT_MAY_PUSH"])


def _unset(settings: TelephonySettings, *names: str) -> list[str]:
    return [f"HOTLINE_{name.upper()}" for name in names if not getattr(settings, name)]
