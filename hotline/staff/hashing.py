"""Passwords are kept as argon2id hashes; a name nobody bears costs the same time as a real one."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def is_password(password: str, *, of: str | None) -> bool:
    """Whether the hash `of` belongs to the password; without a hash, the work is done all the same."""
    try:
        _HASHER.verify(of or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return of is not None


def is_outdated(password_hash: str) -> bool:
    return _HASHER.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("")
