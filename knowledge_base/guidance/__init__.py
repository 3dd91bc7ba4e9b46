"""Which department: what was told → three departments with reasons, or one short question."""

from knowledge_base.guidance.described import (
    Described,
    Elsewhere,
    Guidance,
    GuideChoice,
    GuideQuestion,
    Recommended,
)
from knowledge_base.guidance.guide import Guide
from knowledge_base.guidance.opening import open_guide

__all__ = [
    "Described",
    "Elsewhere",
    "Guidance",
    "Guide",
    "GuideChoice",
    "GuideQuestion",
    "Recommended",
    "open_guide",
]
