"""After an outage the journal is written into the database, in order and once."""

import logging

from hotline.database import Database, StorageUnavailable
from hotline.ledger.journal import Journal, Segment
from hotline.ledger.keeping import keep_lines
from hotline.ledger.line import FaultyLine, JournalLine, read_line, write_line
from hotline.ledger.rejects import Rejects

_LOG = logging.getLogger(__name__)
_GROUP = 200


def replay(journal: Journal, *, database: Database, rejects: Rejects) -> int:
    """Gives how many lines were kept; a segment is removed only when each of its lines is kept or aside."""
    kept = 0
    try:
        for segment in journal.take():
            kept += _replay_segment(segment, database=database, rejects=rejects)
            segment.remove()
    except StorageUnavailable as error:
        _LOG.warning("the journal waits: %s", error)
    return kept


def _replay_segment(segment: Segment, *, database: Database, rejects: Rejects) -> int:
    lines = list(_readable(segment, rejects=rejects))
    groups = [lines[start : start + _GROUP] for start in range(0, len(lines), _GROUP)]
    return sum(
        keep_lines(database, group, reject=lambda line, why: rejects.add(write_line(line), reason=why))
        for group in groups
    )


def _readable(segment: Segment, *, rejects: Rejects) -> list[JournalLine]:
    readable: list[JournalLine] = []
    for text in segment.lines():
        try:
            readable.append(read_line(text))
        except FaultyLine as error:
            rejects.add(text, reason=str(error))
    return readable
