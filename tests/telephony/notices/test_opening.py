"""The settings decide which means are on; what is half-made is off, and says what is missing."""

from typing import Any

import pytest
from pydantic import SecretStr

from hotline.notifications import House, Means
from telephony.notices import missing_settings, open_senders
from telephony.notices.http_sms import HttpSms
from telephony.notices.twilio_sms import TwilioSms
from telephony.notices.web_push import new_push_key
from telephony.settings import TelephonySettings
from tests.hotline.making import SetClock

TWILIO = {"twilio_account_sid": "AC", "twilio_auth_token": SecretStr("t"), "twilio_number": "+8612340000"}
GENERIC = {"sms_url": SecretStr("https://sms.example/"), "sms_body": {"to": "{phone}", "text": "{text}"}}
ALL: dict[str, Any] = GENERIC | {
    "smtp_host": "mail",
    "smtp_from": "a@b.cn",
    "wecom_robot_url": SecretStr("https://wecom.example/"),
    "wechat_app_id": "wx",
    "wechat_token": SecretStr("t"),
    "wechat_app_secret": SecretStr("s"),
}


def missing(**fields: Any) -> dict[Means, str]:
    return dict(missing_settings(TelephonySettings.model_construct(**fields)))


def test_without_settings_only_browsers_are_told(house: House, caplog: pytest.LogCaptureFixture) -> None:
    settings = TelephonySettings.model_construct()
    senders = open_senders(settings, house=house, push_key=new_push_key(), clock=SetClock())
    assert set(senders.on) == {Means.WEB_PUSH}
    assert set(senders.missing) == {Means.SMS, Means.EMAIL, Means.WECOM, Means.WECHAT}
    for name in ("HOTLINE_SMS_URL", "HOTLINE_SMTP_HOST", "HOTLINE_WECOM_ROBOT_URL", "HOTLINE_WECHAT_APP_ID"):
        assert name in caplog.text


def test_an_account_that_may_not_write_first_carries_no_letters() -> None:
    assert missing(**ALL, wechat_may_push=False) == {Means.WECHAT: "HOTLINE_WECHAT_MAY_PUSH"}


def test_with_settings_every_means_is_on(house: House) -> None:
    settings = TelephonySettings.model_construct(**ALL)
    senders = open_senders(settings, house=house, push_key=new_push_key(), clock=SetClock())
    assert set(senders.on) == {Means.WEB_PUSH, Means.SMS, Means.EMAIL, Means.WECOM}
    assert senders.missing == {}


@pytest.mark.parametrize(
    ("fields", "wanted"), [(TWILIO, TwilioSms), (GENERIC, HttpSms), (TWILIO | GENERIC, HttpSms)]
)
def test_the_generic_provider_goes_before_twilio(
    house: House, fields: dict[str, Any], wanted: type[object]
) -> None:
    settings = TelephonySettings.model_construct(**fields)
    senders = open_senders(settings, house=house, push_key=new_push_key(), clock=SetClock())
    assert isinstance(senders.on[Means.SMS], wanted)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, "HOTLINE_SMS_URL, HOTLINE_SMS_BODY"),
        ({"sms_url": SecretStr("https://sms.example/")}, "HOTLINE_SMS_BODY"),
        ({"twilio_account_sid": "AC"}, "HOTLINE_TWILIO_AUTH_TOKEN, HOTLINE_TWILIO_NUMBER"),
    ],
)
def test_a_half_made_configuration_names_the_other_half(fields: dict[str, Any], names: str) -> None:
    assert missing(**fields)[Means.SMS] == names
