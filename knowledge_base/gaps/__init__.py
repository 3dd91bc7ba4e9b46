"""What we could not answer: questions gathered by what they ask for, with what we know that comes nearest."""

from knowledge_base.gaps.finding import WEEKS, Gap, Gaps, Lacking, find_gaps

__all__ = ["WEEKS", "Gap", "Gaps", "Lacking", "find_gaps"]
