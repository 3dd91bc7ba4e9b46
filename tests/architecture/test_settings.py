"""`.env.example` names every setting of every door, and nothing else."""

import re
from pathlib import Path

from pydantic_settings import BaseSettings

from console.settings import Settings
from desk.settings import DeskSettings
from telephony.settings import TelephonySettings

ROOT = Path(__file__).parents[2]
DOORS: tuple[type[BaseSettings], ...] = (Settings, TelephonySettings, DeskSettings)


def test_env_example_and_settings_name_the_same() -> None:
    example = set(
        re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    settings = {f"HOTLINE_{name.upper()}" for door in DOORS for name in door.model_fields}
    assert example == settings


def test_every_default_in_the_example_is_the_real_default() -> None:
    example = dict(
        re.findall(
            r"^HOTLINE_([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    for door in DOORS:
        defaults = door.model_construct()
        given = {name: example[name.upper()] for name in door.model_fields if name.upper() in example}
        read = door.model_validate(given)
        for name in given:
            assert getattr(read, name) == getattr(defaults, name), name


def test_every_setting_has_a_default() -> None:
    for door in DOORS:
        assert [name for name, field in door.model_fields.items() if field.is_required()] == []
