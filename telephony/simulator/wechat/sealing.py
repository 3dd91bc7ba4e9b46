"""Signs and seals as WeChat does; written from its documentation, so that two readings of it must agree."""

import base64
import hashlib
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32
_RANDOM = 16
_LENGTH = 4


class Unsealable(Exception):  # noqa: N818 - a noun of the trade
    """It was not sealed with this key for this account."""


def signature(*parts: str) -> str:
    """The parts in the order of their characters, as one, through SHA-1."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def seal(text: str, *, key: str, app_id: str) -> str:
    """Sixteen random bytes, the length, the text and whose account it is; `key` is of 43 characters."""
    told = text.encode()
    whole = secrets.token_bytes(_RANDOM) + struct.pack(">I", len(told)) + told + app_id.encode()
    missing = _BLOCK - len(whole) % _BLOCK
    encryptor = _cipher(key).encryptor()
    sealed = encryptor.update(whole + bytes([missing]) * missing) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def unseal(sealed: str, *, key: str, app_id: str) -> str:
    """Raises Unsealable."""
    decryptor = _cipher(key).decryptor()
    try:
        whole = decryptor.update(base64.b64decode(sealed, validate=True)) + decryptor.finalize()
        whole = whole[: -whole[-1]]
        (length,) = struct.unpack_from(">I", whole, _RANDOM)
        begins = _RANDOM + _LENGTH
        text, whose = whole[begins : begins + length].decode(), whole[begins + length :].decode()
    except (ValueError, IndexError, struct.error):
        raise Unsealable from None
    if whose != app_id:
        raise Unsealable
    return text


def _cipher(key: str) -> Cipher[modes.CBC]:
    secret = base64.b64decode(f"{key}=")
    return Cipher(algorithms.AES(secret), modes.CBC(secret[:16]))
