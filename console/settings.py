"""What may be set for running the hotline: where it listens, where it keeps things, which model it uses."""

from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from console.paths import ROOT
from console.words import Trouble

Door = TypeVar("Door", bound=BaseSettings)

_ADDRESS = r"[^@\s,]+@[^@\s,]+"


class Settings(BaseSettings):
    """The environment variable is HOTLINE_ and the field's name; missing or empty means the default."""

    model_config = SettingsConfigDict(
        env_prefix="HOTLINE_", env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore"
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    rasa_port: int = Field(default=5005, ge=1, le=65535)
    var: Path = ROOT / "var"
    database_url: SecretStr | None = None
    data_key: SecretStr | None = None
    action_token: SecretStr | None = None
    web_push_key: SecretStr | None = None
    embedding_model: str | None = None
    hospital: Path = ROOT / "knowledge_base" / "hospital" / "profile.yml"
    knowledge_looked_at_every: timedelta = Field(default=timedelta(seconds=2), gt=timedelta(0))
    booking_url: str | None = None
    booking_token: SecretStr | None = None
    booking_time_limit: timedelta = Field(default=timedelta(seconds=5), gt=timedelta(0))
    digest_to: str = Field(default="", pattern=rf"^\s*(?:{_ADDRESS}(?:\s*,\s*{_ADDRESS})*)?\s*$")
    log_level: str = "INFO"

    @property
    def digest_readers(self) -> tuple[str, ...]:
        """Whom the weekly digest is sent to."""
        return tuple(filter(None, map(str.strip, self.digest_to.split(","))))

    @property
    def storage(self) -> str:
        """The database's URL: SQLite under var/ unless another is set."""
        return (
            self.database_url.get_secret_value()
            if self.database_url
            else f"sqlite:///{self.var / 'hotline.db'}"
        )

    @property
    def storage_shown(self) -> str:
        """The same without its password."""
        return make_url(self.storage).render_as_string(hide_password=True)

    @property
    def model_folder(self) -> Path:
        return self.var / "model"

    @property
    def index_folder(self) -> Path:
        return self.var / "index"

    @property
    def bot_models(self) -> Path:
        return self.var / "bot" / "models"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the hotline."""
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - a name, not a binding
        return f"http://{shown}:{self.port}"


def read_settings() -> Settings:
    """The settings of this run. Raises `Trouble` naming the first wrong one."""
    return read_door(Settings)


def read_door(door: type[Door]) -> Door:
    """The settings of one door. Raises `Trouble` naming the first wrong one."""
    try:
        return door()
    except ValidationError as fault:
        first = fault.errors()[0]
        name = "HOTLINE_" + "_".join(map(str, first["loc"])).upper()
        raise Trouble("bad_setting", name=name, reason=first["msg"]) from fault
