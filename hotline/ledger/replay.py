"""After an outage the journal is written into the database, in order and once."""

import logging
from collections.abc import Iterator
from contextlib import closing, suppress

from hotline.database import Database, StorageUnavailable
from hotline.green_channel import AlarmFact
from hotline.ledger.journal import Journal, Segment
from hotline.ledger.keeping import keep_lines
from hotline.ledger.line import AlarmLine, FaultyLine, JournalLine, read_line, write_line
from hotline.ledger.rejects import Rejects

_LOG = logging.getLogger(__name__)
_GROUP = 200


def replay(journal: Journal, *, database: Database, rejects: Rejects) -> int:
    """Gives how many lines were kept; a segment is removed only when each of its lines is kept or aside."""
    kept = 0
    try:
        with closing(journal.take()) as segments:
            for segment in segments:
                kept += _replay_segment(segment, database=database, rejects=rejects)
                segment.remove()
    except StorageUnavailable as error:
        _LOG.warning("the journal waits: %s", error)
    return kept


def waiting_alarms(journal: Journal) -> Iterator[AlarmFact]:
    """What the journal holds of alarms, in order."""
    for text in journal.read():
        with suppress(FaultyLine):
            line = read_line(text)
            if isinstance(line, AlarmLine):
                yield from (line.call,) if line.call else ()
                yield from line.deeds


def _replay_segment(segment: Segment, *, database: Database, rejects: Rejects) -> int:
    # Put aside at the end only: a segment that is tried again must not leave its faulty lines twice.
    lines, aside = _read(segment)
    kept = 0
    for start in range(0, len(lines), _GROUP):
        group = lines[start : start + _GROUP]
        kept += keep_lines(database, group, reject=lambda line, why: aside.append((write_line(line), why)))
    for text, reason in aside:
        rejects.add(text, reason=reason)
    return kept


def _read(segment: Segment) -> tuple[list[JournalLine], list[tuple[str, str]]]:
    readable: list[JournalLine] = []
    faulty: list[tuple[str, str]] = []
    for text in segment.lines():
        try:
            readable.append(read_line(text))
        except FaultyLine as error:
            faulty.append((text, str(error)))
    return readable, faulty
