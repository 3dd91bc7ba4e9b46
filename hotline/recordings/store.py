"""Where the sound of voicemails lies: at a telephone provider's."""

from typing import Protocol


class DeletionFailed(Exception):  # noqa: N818 - a noun of the trade
    """The sound is still there; carries the reason and nothing that was said."""


class RecordingStore(Protocol):
    """May take seconds."""

    def delete(self, name: str) -> None:
        """Also succeeds where it is gone already. Raises DeletionFailed."""
        ...


class NoStore:
    """Where no provider is configured: nothing can be deleted there, and each night says so again."""

    def delete(self, name: str) -> None:  # noqa: ARG002 - the protocol's
        raise DeletionFailed("no telephone provider is configured")
