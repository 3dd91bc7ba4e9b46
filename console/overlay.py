"""What clinicians approved on the desk, laid over what is shipped in every process, and tried before."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from sqlalchemy.exc import SQLAlchemyError

from console.knowledge import hospital_day, read_knowledge
from console.settings import Settings
from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.drafts import ApprovedDraft, DraftKind, approved_drafts
from hotline.safety import TriageGrade, screen
from knowledge_base import CheckReport, Hospital, KnowledgeBase
from knowledge_base.entries import Signature, Source
from knowledge_base.faults import Notice
from knowledge_base.live import LiveSearch
from knowledge_base.local_values import SOON
from knowledge_base.overlay import OVERLAY, Overlay, OwnEntry, OwnPhrasings, overlaid, own_id
from knowledge_base.search.trial import Trial, Tried, try_overlay

log = logging.getLogger(__name__)

EMERGENCY = "emergency"
"""The reason of a question that never reaches the knowledge: the gate sends for help."""


class KeptOverlay:
    """The overlay as the database holds it now; while it is away, as it was read last."""

    def __init__(self, database: Database, *, hospital: Hospital, clock: Clock) -> None:
        self._database = database
        self._hospital = hospital
        self._clock = clock
        self._last = Overlay()
        self._is_away = False

    def __call__(self) -> Overlay:
        try:
            with self._database.reading() as session:
                drafts = approved_drafts(session, today=hospital_day(self._hospital, clock=self._clock))
            self._last = overlay_of(drafts, zone=self._hospital.zone)
        except Exception as fault:  # noqa: BLE001 - whatever the store does, what was read is served on
            if not self._is_away:
                kept, off = len(self._last.words), len(self._last.switched_off)
                log.warning(
                    "the hospital's own knowledge cannot be read (%s): %s told, %s switched off as before",
                    type(fault).__name__,
                    kept,
                    off,
                )
            self._is_away = True
        else:
            self._is_away = False
        return self._last


def overlay_of(drafts: Iterable[ApprovedDraft], *, zone: tzinfo) -> Overlay:
    told: dict[DraftKind, list[ApprovedDraft]] = {kind: [] for kind in DraftKind}
    for draft in drafts:
        told[draft.kind].append(draft)
    return Overlay(
        entries=tuple(_entry(draft, zone=zone) for draft in told[DraftKind.ENTRY]),
        phrasings=tuple(map(_phrasings, told[DraftKind.PHRASINGS])),
        switched_off=frozenset(draft.words.entry_id or "" for draft in told[DraftKind.SWITCHED_OFF]),
    )


def read_overlay(settings: Settings, *, hospital: Hospital, today: date) -> Overlay:
    """For a command. Raises StorageUnavailable, also where the database awaits its migration."""
    database = Database(settings.storage)
    try:
        with database.reading() as session:
            return overlay_of(approved_drafts(session, today=today), zone=hospital.zone)
    except SQLAlchemyError as fault:
        raise StorageUnavailable(type(fault).__name__) from fault
    finally:
        database.close()


def told_knowledge(settings: Settings, *, hospital: Hospital, clock: Clock) -> KnowledgeBase:
    """What callers are told, for a command: what is shipped alone where there is no database.

    Raises `Trouble` as `read_knowledge` does.
    """
    shipped, today = read_knowledge(hospital=hospital), hospital_day(hospital, clock=clock)
    try:
        overlay = read_overlay(settings, hospital=hospital, today=today)
    except StorageUnavailable:
        return shipped
    return overlaid(shipped, overlay, hospital=hospital, today=today).knowledge


def check_overlay(settings: Settings, *, hospital: Hospital, clock: Clock) -> CheckReport:
    """What of the hospital's own is kept out, and what runs out within thirty days."""
    shipped, today = read_knowledge(hospital=hospital), hospital_day(hospital, clock=clock)
    try:
        overlay = read_overlay(settings, hospital=hospital, today=today)
    except StorageUnavailable:
        return CheckReport(faults=(), counts={})
    told = ((one.id if isinstance(one, OwnEntry) else one.entry_id, one.expires_on) for one in overlay.words)
    notices = [
        Notice(file=OVERLAY, entry=name, notice=f"the hospital's own words hold only until {last}")
        for name, last in told
        if last <= today + SOON
    ]
    return CheckReport(
        faults=overlaid(shipped, overlay, hospital=hospital, today=today).faults,
        notices=tuple(notices),
        counts={
            "own_entries": len(overlay.entries),
            "own_phrasings": sum(len(one.questions) for one in overlay.phrasings),
            "switched_off": len(overlay.switched_off),
        },
    )


def open_trial(
    live: LiveSearch, *, hospital: Hospital, clock: Clock
) -> Callable[[OwnEntry | OwnPhrasings, Sequence[str]], Trial]:
    """Against what is served then, and by the gate's words. Raises SearchUnavailable when called."""

    def try_words(own: OwnEntry | OwnPhrasings, also: Sequence[str] = ()) -> Trial:
        today = hospital_day(hospital, clock=clock)
        trial = try_overlay(live.search, own, hospital=hospital, today=today, also=also)
        return replace(trial, asked=tuple(map(_screened, trial.asked)))

    return try_words


def _screened(tried: Tried) -> Tried:
    """Whoever asks so is sent help, and is not told an entry."""
    if screen(tried.question).grade is not TriageGrade.EMERGENCY:
        return tried
    return replace(tried, found=False, alone=False, instead=None, reason=EMERGENCY)


def _entry(draft: ApprovedDraft, *, zone: tzinfo) -> OwnEntry:
    words = draft.words
    signed_on = draft.approved_at.astimezone(zone).date()
    name = own_id(topic_id=words.topic_id, draft=str(draft.id))
    year = words.year or signed_on.year
    return OwnEntry(
        id=name,
        topic_id=words.topic_id,
        aspect=words.aspect,
        questions=words.questions,
        answer=words.answer,
        spoken=words.spoken,
        seek_care=words.seek_care,
        source=Source(id=name, title=words.source, publisher=words.publisher, year=year),
        signature=Signature(reviewer=draft.approved_name, signed_on=signed_on),
        expires_on=draft.expires_on,
    )


def _phrasings(draft: ApprovedDraft) -> OwnPhrasings:
    words = draft.words
    return OwnPhrasings(entry_id=words.entry_id or "", questions=words.questions, expires_on=draft.expires_on)
