"""What callers left by voice is kept as long as it is needed, and then deleted where it lies."""

from hotline.recordings.deleting import delete_one_recording
from hotline.recordings.keeping import keep_recording, recordings_of_ticket
from hotline.recordings.recording import Recording
from hotline.recordings.store import DeletionFailed, NoStore, RecordingStore

__all__ = [
    "DeletionFailed",
    "NoStore",
    "Recording",
    "RecordingStore",
    "delete_one_recording",
    "keep_recording",
    "recordings_of_ticket",
]
