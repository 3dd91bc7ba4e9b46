"""What people need: their questions gathered by what they ask for, and named in their own words."""

from knowledge_base.needs.asked import Asked
from knowledge_base.needs.finding import WEEKS, Need, Needs, find_needs, look_at
from knowledge_base.needs.kept_vectors import KeptVectors
from knowledge_base.needs.masking import Traces, example, masked, traces_in

__all__ = [
    "WEEKS",
    "Asked",
    "KeptVectors",
    "Need",
    "Needs",
    "Traces",
    "example",
    "find_needs",
    "look_at",
    "masked",
    "traces_in",
]
