"""What a night takes away at the telephone provider's: the sound of voicemails whose time is over."""

from collections.abc import Callable

from hotline.clock import Clock
from hotline.database import Database
from hotline.recordings import RecordingStore, delete_one_recording


class VoicemailDeletion:
    """One at a time; what fails is left for a later night, and may run on two replicas at once."""

    def __init__(self, database: Database, *, store: RecordingStore, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    def run(self, *, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
        """How many were deleted. Raises StorageUnavailable."""
        deleted = 0
        while not stopped():
            gone = delete_one_recording(self._database, store=self._store, clock=self._clock)
            if gone is None:
                break
            deleted += gone
        return {"voicemails": deleted} if deleted else {}
