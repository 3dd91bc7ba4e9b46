"""The sentences of the pages about drafts, and the limits their forms keep."""

from functools import cache
from pathlib import Path

from desk.words import Words
from knowledge_base.checking import FEWEST_PHRASINGS
from knowledge_base.overlay.rules import LONGEST_PHRASING
from knowledge_base.wording import LONGEST

DRAFT_WORDS = Path(__file__).with_name("drafts.yml")
MOST_QUESTIONS = 20
LONGEST_TITLE = 120
"""Characters of a source's title and of its publisher."""
LONGEST_WHY = 200

LIMITS = {
    **LONGEST,
    "title": LONGEST_TITLE,
    "reason": LONGEST_WHY,
    "question": LONGEST_PHRASING,
    "fewest": FEWEST_PHRASINGS,
    "most": MOST_QUESTIONS,
}
"""By the names of the fields."""


@cache
def draft_words() -> Words:
    return Words.load(DRAFT_WORDS)
