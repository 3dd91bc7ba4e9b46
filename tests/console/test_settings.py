"""What the operator sets wrongly is told by its name; what he leaves empty is the default."""

import pytest

from console.settings import read_door, read_settings
from console.words import Trouble
from desk import DeskSettings
from telephony.settings import TelephonySettings


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_PORT", "eighty")
    with pytest.raises(Trouble, match="HOTLINE_PORT"):
        read_settings()


def test_a_wrong_setting_of_a_door_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_RASA_TIME_LIMIT", "soon")
    with pytest.raises(Trouble, match="HOTLINE_RASA_TIME_LIMIT"):
        read_door(TelephonySettings)


def test_empty_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_PORT", "")
    monkeypatch.setenv("HOTLINE_DATABASE_URL", "")
    assert read_settings().port == 8000
    assert read_settings().storage.startswith("sqlite:///")


def test_passwords_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE_URL", "postgresql+psycopg://hotline:geheim@db:5432/hotline")
    settings = read_settings()
    assert "geheim" in settings.storage
    assert "geheim" not in settings.storage_shown
    assert "geheim" not in repr(settings)


def test_empty_means_the_default_at_the_desk_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_SIGN_IN_LASTS", "")
    assert read_door(DeskSettings) == DeskSettings.model_construct()
