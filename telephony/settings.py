"""What may be set for the callers' doors."""

import re
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from telephony.addresses import networks
from telephony.origins import origins
from telephony.templates import checked_sms_body, checked_template_fields

_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


def _checked_aes_key(key: SecretStr | None) -> SecretStr | None:
    if key is not None and not _AES_KEY.fullmatch(key.get_secret_value()):
        raise ValueError("an AES key of WeChat has 43 characters of base64")
    return key


class SmtpSecurity(StrEnum):
    """How a mail server is spoken to; never in the open."""

    TLS = "tls"
    STARTTLS = "starttls"


class SpeechBy(StrEnum):
    """Who understands what callers say on the telephone: the line's provider, or this machine."""

    PROVIDER = "provider"
    LOCAL = "local"


class TelephonySettings(BaseSettings):
    """Every field has a working default; the environment variable is HOTLINE_ and the field's name."""

    model_config = SettingsConfigDict(
        env_prefix="HOTLINE_", env_file=_ENV_FILE, env_ignore_empty=True, extra="ignore"
    )

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_time_limit: timedelta = timedelta(seconds=3)
    rasa_rest: timedelta = timedelta(seconds=10)
    public_url: str | None = None
    trusted_proxies: str = ""
    chat_embed_origins: str = ""
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_number: str | None = None
    twilio_webhook_secret: SecretStr | None = None
    twilio_url: str = "https://api.twilio.com"
    speech: SpeechBy = SpeechBy.PROVIDER
    sms_url: SecretStr | None = None
    sms_headers: dict[str, SecretStr] = {}
    sms_body: Annotated[dict[str, Any] | None, AfterValidator(checked_sms_body)] = None
    sms_as_form: bool = False
    sms_accepted: str | None = Field(default=None, pattern=r"^[\w.]+=.+$")
    sms_busy: str | None = None
    smtp_host: str | None = None
    smtp_port: int = Field(default=465, ge=1, le=65535)
    smtp_security: SmtpSecurity = SmtpSecurity.TLS
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None
    smtp_ca_file: Path | None = None
    wecom_robot_url: SecretStr | None = None
    wechat_app_id: str | None = None
    wechat_token: SecretStr | None = None
    wechat_aes_key: Annotated[SecretStr | None, AfterValidator(_checked_aes_key)] = None
    wechat_may_push: bool = True
    wechat_app_secret: SecretStr | None = None
    wechat_template_id: str | None = None
    wechat_template_fields: Annotated[dict[str, str], AfterValidator(checked_template_fields)] = {}
    wechat_url: str = "https://api.weixin.qq.com"
    web_push_contact: str = "mailto:hotline@example.com"

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, listed: str) -> str:
        networks(listed)
        return listed

    @field_validator("chat_embed_origins")
    @classmethod
    def _are_origins(cls, listed: str) -> str:
        origins(listed)
        return listed

    @property
    def missing_for_ringing(self) -> tuple[str, ...]:
        """The variables without which nobody is called; empty where the ringer is on."""
        needed = ("twilio_account_sid", "twilio_auth_token", "twilio_number", "public_url")
        return tuple(f"HOTLINE_{name.upper()}" for name in needed if not getattr(self, name))

    @property
    def missing_for_wechat(self) -> tuple[str, ...]:
        """The variables without which WeChat has no door; empty where it has one."""
        needed = ("wechat_app_id", "wechat_token")
        return tuple(f"HOTLINE_{name.upper()}" for name in needed if not getattr(self, name))

    @property
    def missing_for_account(self) -> tuple[str, ...]:
        """The variables without which nothing is asked of WeChat; empty where the account is on."""
        needed = ("wechat_app_id", "wechat_app_secret")
        return tuple(f"HOTLINE_{name.upper()}" for name in needed if not getattr(self, name))

    @property
    def signing_secrets(self) -> tuple[str, str]:
        """The account's token, and what its webhooks are signed with in its stead; empty where not set."""
        token, shared = self.twilio_auth_token, self.twilio_webhook_secret
        return token.get_secret_value() if token else "", shared.get_secret_value() if shared else ""
