"""What we could not answer: questions gathered by what they ask for, with what we know that comes nearest."""

from knowledge_base.gaps.asking import asks_for_something
from knowledge_base.gaps.finding import Gap, Gaps, Lacking, Served, find_gaps, name_of
from knowledge_base.needs import WEEKS

__all__ = ["WEEKS", "Gap", "Gaps", "Lacking", "Served", "asks_for_something", "find_gaps", "name_of"]
