"""Which topics a sentence names, whatever name it uses."""

import re

from knowledge_base.entries import KnowledgeBase


class Names:
    """Every topic's names and aliases; the longest name at a place counts (低血糖 is not 血糖)."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._topics = {
            name.lower(): topic.id for topic in knowledge.topics for name in reversed(topic.names)
        }
        longest_first = sorted(self._topics, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def named_in(self, text: str) -> set[str]:
        """Ids of the topics named."""
        return {self._topics[match[0].lower()] for match in self._pattern.finditer(text)}
