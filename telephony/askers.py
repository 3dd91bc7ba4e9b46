"""Of what sort a caller is, as it is kept with his message: a band and a township, none of his words."""

import logging

from hotline.conversations import AgeBand, Asker
from knowledge_base.asker import AskedFor, AskerReader

log = logging.getLogger(__name__)


class Askers:
    """Reads every message of a caller; where that fails nothing is told, and the caller is answered."""

    def __init__(self, reader: AskerReader) -> None:
        self._reader = reader

    def read(self, text: str, *, tells_place: bool = False) -> Asker:
        """`tells_place`: where he is was asked before."""
        try:
            told = self._reader.read(text, tells_place=tells_place)
        except Exception:
            # Whatever statistics make of a message must cost nobody his answer.
            log.exception("the asker of a message could not be read")
            return Asker()
        return Asker(age_band=_band(told), for_other=told.for_other, township=told.township)


def _band(told: AskedFor) -> AgeBand | None:
    """Only where every age he may be of is of one band."""
    bands = {AgeBand.of(years) for years in told.years or ()}
    return bands.pop() if len(bands) == 1 else None
