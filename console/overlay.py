"""What clinicians approved on the desk, laid over what is shipped in every process, and tried before."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from functools import partial

from console.settings import Settings
from hotline.database import Database
from hotline.drafts import ApprovedDraft, DraftKind, approved_drafts
from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.entries import Signature, Source
from knowledge_base.live import LiveSearch
from knowledge_base.overlay import Overlay, OwnEntry, OwnPhrasings, overlaid, own_id
from knowledge_base.search.trial import Trial, Tried, try_overlay

log = logging.getLogger(__name__)

EMERGENCY = "emergency"
"""The reason of a question that never reaches the knowledge: the gate sends for help."""


class KeptOverlay:
    """The overlay as the database holds it now; while it is away, as it was read last."""

    def __init__(self, database: Database, *, hospital: Hospital, today: Callable[[], date]) -> None:
        self._database = database
        self._zone = hospital.zone
        self._today = today
        self._last = Overlay()
        self._is_away = False

    def __call__(self) -> Overlay:
        try:
            with self._database.reading() as session:
                drafts = approved_drafts(session, today=self._today())
            self._last = overlay_of(drafts, zone=self._zone)
        except Exception as fault:  # noqa: BLE001 - whatever the store does, what was read is served on
            if not self._is_away:
                kept = len(self._last.entries) + len(self._last.phrasings) + len(self._last.switched_off)
                log.warning(
                    "the hospital's own knowledge cannot be read (%s); %s pieces of it are served on",
                    type(fault).__name__,
                    kept,
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
    """For a command: nothing, where there is no database."""
    database = Database(settings.storage)
    try:
        return KeptOverlay(database, hospital=hospital, today=lambda: today)()
    finally:
        database.close()


def with_own(
    knowledge: KnowledgeBase, *, settings: Settings, hospital: Hospital, today: date
) -> KnowledgeBase:
    """What callers are told: the shipped knowledge with the hospital's own over it."""
    overlay = read_overlay(settings, hospital=hospital, today=today)
    return overlaid(knowledge, overlay, hospital=hospital, today=today).knowledge


def open_trial(
    live: LiveSearch, *, hospital: Hospital, today: Callable[[], date]
) -> Callable[[OwnEntry | OwnPhrasings, Sequence[str]], Trial]:
    """Against what is served at that moment. Raises SearchUnavailable when called."""
    return partial(_try, live, hospital=hospital, today=today)


def _try(
    live: LiveSearch,
    own: OwnEntry | OwnPhrasings,
    also: Sequence[str] = (),
    *,
    hospital: Hospital,
    today: Callable[[], date],
) -> Trial:
    trial = try_overlay(live.search, own, hospital=hospital, today=today(), also=also)
    return replace(trial, asked=tuple(map(_screened, trial.asked)))


def _screened(tried: Tried) -> Tried:
    """Whoever asks so is sent help, and is not told an entry."""
    if screen(tried.question).grade is not TriageGrade.EMERGENCY:
        return tried
    return replace(tried, found=False, instead=None, reason=EMERGENCY)


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
