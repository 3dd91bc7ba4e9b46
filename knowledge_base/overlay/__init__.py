"""What a hospital adds to the shipped knowledge, or keeps from being told: checked, and laid over it."""

from knowledge_base.overlay.laying import OVERLAY, Overlaid, overlaid
from knowledge_base.overlay.own import Overlay, OwnEntry, OwnPhrasings, is_own, own_id
from knowledge_base.overlay.rules import OWN_TOPIC, own_topics, switch_off_faults, word_faults

__all__ = [
    "OVERLAY",
    "OWN_TOPIC",
    "Overlaid",
    "Overlay",
    "OwnEntry",
    "OwnPhrasings",
    "is_own",
    "overlaid",
    "own_id",
    "own_topics",
    "switch_off_faults",
    "word_faults",
]
