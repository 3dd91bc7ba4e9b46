"""The secrets the hotline cannot do without: made at the first start, kept readable by their owner alone."""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from console.settings import Settings


def data_key(settings: Settings) -> str:
    """The key of the encrypted columns: HOTLINE_DATA_KEY, else var/data.key, made when missing.

    Losing it loses the encrypted texts: docs/runbooks tell how to keep a copy.
    """
    if settings.data_key:
        return settings.data_key.get_secret_value()
    return _kept(settings.var / "data.key", make=lambda: Fernet.generate_key().decode())


def push_key(settings: Settings) -> str:
    """What signs notices to browsers: HOTLINE_WEB_PUSH_KEY, else var/push.key, made when missing."""
    if settings.web_push_key:
        return settings.web_push_key.get_secret_value()
    from telephony.notices.web_push import new_push_key  # noqa: PLC0415 - most commands need no sender

    return _kept(settings.var / "push.key", make=new_push_key)


def action_token(settings: Settings) -> str:
    """What Rasa shows when it calls the actions: HOTLINE_ACTION_TOKEN, else derived from the data key."""
    if settings.action_token:
        return settings.action_token.get_secret_value()
    newest = data_key(settings).split(",")[0]
    return hmac.new(newest.encode(), b"actions", hashlib.sha256).hexdigest()


def _kept(file: Path, *, make: Callable[[], str]) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(make())
    return file.read_text().strip()
