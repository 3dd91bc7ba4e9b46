"""The one secret the hotline cannot do without: made at the first start, kept readable by its owner alone."""

import hashlib
import hmac

from cryptography.fernet import Fernet

from console.settings import Settings


def data_key(settings: Settings) -> str:
    """The key of the encrypted columns: HOTLINE_DATA_KEY, else var/data.key, made when missing.

    Losing it loses the encrypted texts: docs/runbooks tell how to keep a copy.
    """
    if settings.data_key:
        return settings.data_key.get_secret_value()
    file = settings.var / "data.key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(Fernet.generate_key().decode())
    return file.read_text().strip()


def action_token(settings: Settings) -> str:
    """What Rasa shows when it calls the actions: HOTLINE_ACTION_TOKEN, else derived from the data key."""
    if settings.action_token:
        return settings.action_token.get_secret_value()
    newest = data_key(settings).split(",")[0]
    return hmac.new(newest.encode(), b"actions", hashlib.sha256).hexdigest()
