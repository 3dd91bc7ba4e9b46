"""What may be set for the callers' doors."""

from datetime import timedelta
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

_ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


class TelephonySettings(BaseSettings):
    """Every field has a working default; the environment variable is HOTLINE_ and the field's name."""

    model_config = SettingsConfigDict(
        env_prefix="HOTLINE_", env_file=_ENV_FILE, env_ignore_empty=True, extra="ignore"
    )

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_time_limit: timedelta = timedelta(seconds=3)
    rasa_rest: timedelta = timedelta(seconds=10)
