"""What is sealed between WeChat and us in encrypted mode: AES-256-CBC under the account's key and name."""

import base64
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK = 32
"""PKCS#7 here fills to 32 bytes, twice the cipher's own block."""
_RANDOM = 16
_LENGTH = 4


class Unsealable(ValueError):  # noqa: N818 - a noun of the trade
    """Not sealed with this key for this account. Says no more, for a reason given helps to guess."""


@dataclass(frozen=True, slots=True)
class Seal:
    """`key` is what `key_of` made of the one in the settings."""

    app_id: str
    key: bytes

    def close(self, text: str) -> str:
        said = text.encode()
        body = secrets.token_bytes(_RANDOM) + len(said).to_bytes(_LENGTH, "big") + said + self.app_id.encode()
        fill = _BLOCK - len(body) % _BLOCK
        writing = self._cipher().encryptor()
        return base64.b64encode(writing.update(body + bytes([fill]) * fill) + writing.finalize()).decode()

    def open(self, sealed: str) -> str:
        """Raises Unsealable."""
        try:
            body = self._unfilled(self._deciphered(base64.b64decode(sealed, validate=True)))
            return self._said(body).decode()
        except ValueError:
            raise Unsealable from None

    def _deciphered(self, sealed: bytes) -> bytes:
        if not sealed or len(sealed) % _BLOCK:
            raise Unsealable
        reading = self._cipher().decryptor()
        return reading.update(sealed) + reading.finalize()

    def _unfilled(self, body: bytes) -> bytes:
        fill = body[-1]
        if not 1 <= fill <= _BLOCK or body[-fill:] != bytes([fill]) * fill:
            raise Unsealable
        return body[:-fill]

    def _said(self, body: bytes) -> bytes:
        begin = _RANDOM + _LENGTH
        end = begin + int.from_bytes(body[_RANDOM:begin], "big")
        if len(body) < begin or not hmac.compare_digest(body[end:], self.app_id.encode()):
            raise Unsealable
        return body[begin:end]

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES(self.key), CBC(self.key[: AES.block_size // 8]))


def key_of(aes_key: str) -> bytes:
    """The key behind the 43 characters that WeChat shows: base64 without its last, always the same."""
    return base64.b64decode(aes_key + "=")
