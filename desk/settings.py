"""What may be set for the staff's door."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Gt
from pydantic_settings import BaseSettings, SettingsConfigDict

_ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


class DeskSettings(BaseSettings):
    """Every field has a working default; the environment variable is HOTLINE_ and the field's name.

    Over HTTPS the cookies are always Secure; `secure_cookies` demands it too where a proxy ends TLS.
    """

    model_config = SettingsConfigDict(
        env_prefix="HOTLINE_", env_file=_ENV_FILE, env_ignore_empty=True, extra="ignore"
    )

    sign_in_lasts: Annotated[timedelta, Gt(timedelta(0))] = timedelta(hours=12)
    sign_in_rests_after: Annotated[timedelta, Gt(timedelta(0))] = timedelta(hours=2)
    secure_cookies: bool = False
    desk_refreshes_every: Annotated[timedelta, Ge(timedelta(seconds=5))] = timedelta(seconds=20)
