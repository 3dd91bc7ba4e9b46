"""The data key: what makes patients' words unreadable to whoever copies the disk."""

import hashlib
import hmac
from functools import partial

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class FaultyDataKey(Exception):  # noqa: N818 - a noun of the trade
    """The data key is empty or not a list of Fernet keys. Carries no part of the key."""

    def __init__(self) -> None:
        super().__init__("the data key must be one or more Fernet keys, separated by commas, newest first")


class KeyringMissing(Exception):  # noqa: N818 - a noun of the trade
    """A private column was used before the composition root installed a keyring."""

    def __init__(self) -> None:
        super().__init__("no keyring is installed")


class Undecipherable(Exception):  # noqa: N818 - a noun of the trade
    """The text was written under a key this keyring does not hold, or is damaged."""

    def __init__(self) -> None:
        super().__init__("no key of the keyring opens this text")


class Keyring:
    """Encrypts under the first of its comma-separated Fernet keys and reads under any of them."""

    def __init__(self, data_key: str) -> None:
        keys = [key.strip() for key in data_key.split(",") if key.strip()]
        if not keys:
            raise FaultyDataKey
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise FaultyDataKey from None
        self._lookup_keys = [_lookup_key(key) for key in keys]

    @staticmethod
    def generate_key() -> str:
        return Fernet.generate_key().decode()

    def encrypt(self, text: str) -> str:
        # Half a character, as a broken client may send it, must not keep the rest from being stored.
        return self._fernet.encrypt(text.encode(errors="replace")).decode()

    def decrypt(self, token: str) -> str:
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise Undecipherable from None

    def lookup_hash(self, text: str) -> str:
        """The keyed hash under the newest key: what is stored beside an encrypted value."""
        return self.lookup_hashes(text)[0]

    def lookup_hashes(self, text: str) -> tuple[str, ...]:
        """One hash a key: a row written before a rotation is found under its own."""
        digest = partial(hmac.new, msg=text.encode(errors="replace"), digestmod=hashlib.sha256)
        return tuple(digest(key).hexdigest() for key in self._lookup_keys)


def _lookup_key(key: str) -> bytes:
    # A key of its own: a leaked hash must say nothing about the key that encrypts.
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nuanqiao look-up").derive(key.encode())


_installed: list[Keyring] = []


def install_keyring(keyring: Keyring) -> None:
    """Give private columns their keys: called once, at the composition root."""
    _installed[:] = [keyring]


def installed_keyring() -> Keyring:
    if not _installed:
        raise KeyringMissing
    return _installed[0]
