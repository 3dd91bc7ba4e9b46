"""Where promises are kept: one store, SQLite or PostgreSQL, with patients' words encrypted."""

from hotline.database.base import Base
from hotline.database.columns import (
    LookupHash,
    PrivateJson,
    PrivateText,
    UtcInstant,
    enum_by_value,
    matches,
)
from hotline.database.inserting import insert_into
from hotline.database.keyring import (
    FaultyDataKey,
    Keyring,
    KeyringMissing,
    Undecipherable,
    install_keyring,
    installed_keyring,
)
from hotline.database.migration import migrate, needs_migration
from hotline.database.rotation import rotate_private_columns
from hotline.database.store import Database, StorageUnavailable

__all__ = [
    "Base",
    "Database",
    "FaultyDataKey",
    "Keyring",
    "KeyringMissing",
    "LookupHash",
    "PrivateJson",
    "PrivateText",
    "StorageUnavailable",
    "Undecipherable",
    "UtcInstant",
    "enum_by_value",
    "insert_into",
    "install_keyring",
    "installed_keyring",
    "matches",
    "migrate",
    "needs_migration",
    "rotate_private_columns",
]
