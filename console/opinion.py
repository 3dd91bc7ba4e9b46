"""The second opinion of a process: given where model and lessons are there, silent where they are not."""

import logging
from collections.abc import Callable

from hotline.safety.opinion import Opinion, SecondOpinion
from knowledge_base.embedding.encoder import QuestionEncoder

log = logging.getLogger(__name__)


def open_opinion(encoder: Callable[[], QuestionEncoder]) -> Callable[[str], Opinion | None]:
    """Opened with the first message; where that fails there is none, and the log says why once."""
    opened: list[SecondOpinion | None] = []

    def give(text: str) -> Opinion | None:
        if not opened:
            opened.append(_opened(encoder))
        return opened[0].of(text) if opened[0] else None

    return give


def _opened(encoder: Callable[[], QuestionEncoder]) -> SecondOpinion | None:
    try:
        return SecondOpinion(encoder())
    except Exception as error:  # noqa: BLE001 - the rules stand alone, whatever is wrong with the model
        log.warning("no second opinion: %s", error)
        return None
