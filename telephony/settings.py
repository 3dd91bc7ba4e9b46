"""What may be set for the callers' doors."""

from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from telephony.addresses import networks

_ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


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
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_number: str | None = None
    twilio_url: str = "https://api.twilio.com"

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, listed: str) -> str:
        networks(listed)
        return listed

    @property
    def missing_for_ringing(self) -> tuple[str, ...]:
        """The variables without which nobody is called; empty where the ringer is on."""
        needed = ("twilio_account_sid", "twilio_auth_token", "twilio_number", "public_url")
        return tuple(f"HOTLINE_{name.upper()}" for name in needed if not getattr(self, name))
