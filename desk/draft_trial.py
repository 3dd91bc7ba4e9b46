"""A draft tried against what is served: as what it would be told, and how its trial reads afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desk.desk import Desk
from hotline.drafts import Draft, DraftKind, hospital_today, trial_of, usual_expiry
from knowledge_base import KnowledgeBase, Source
from knowledge_base.entries import Signature
from knowledge_base.overlay import OwnEntry, OwnPhrasings, own_id
from knowledge_base.search.searching import SearchUnavailable

_NOBODY_YET = "—"


@dataclass(frozen=True, kw_only=True)
class ToldTrial:
    """What a kept trial found; `lost` and `disturbed` pair a question with the title that is told instead."""

    passed: bool
    asked: int
    found: int
    lost: tuple[tuple[str, str], ...]
    disturbed: tuple[tuple[str, str, str], ...]
    faults: tuple[str, ...]


def try_draft(desk: Desk, draft: Draft) -> dict[str, Any]:
    """Seconds of work. Raises SearchUnavailable. What is only switched off has nothing to be tried."""
    if draft.kind is DraftKind.SWITCHED_OFF:
        return trial_of(draft.words, passed=True)
    if desk.trial is None:
        raise SearchUnavailable("no search to try it in")
    trial = desk.trial(own_words(draft, today=hospital_today(desk.clock)), ())
    return trial_of(
        draft.words,
        passed=trial.passed,
        asked=[asdict(one) for one in trial.asked],
        disturbed=[asdict(one) for one in trial.disturbed],
        faults=list(trial.faults),
    )


def own_words(draft: Draft, *, today: date) -> OwnEntry | OwnPhrasings:
    """As it would be laid over the shipped knowledge, once somebody signed it."""
    words, until = draft.words, usual_expiry(today)
    if draft.kind is DraftKind.PHRASINGS:
        return OwnPhrasings(entry_id=words.entry_id or "", questions=words.questions, expires_on=until)
    return OwnEntry(
        id=own_id(topic_id=words.topic_id, draft=draft.id.hex),
        topic_id=words.topic_id,
        aspect=words.aspect,
        questions=words.questions,
        answer=words.answer,
        spoken=words.spoken,
        seek_care=words.seek_care,
        source=Source(id="own", title=words.source, publisher=words.publisher, year=words.year or today.year),
        signature=Signature(reviewer=_NOBODY_YET, signed_on=today),
        expires_on=until,
    )


def told_trial(
    trial: Mapping[str, Any] | None, *, knowledge: KnowledgeBase, nothing: str
) -> ToldTrial | None:
    """`nothing` stands where no entry would be told instead."""
    if not trial:
        return None
    title = _titles(knowledge, nothing)
    asked: Sequence[Mapping[str, Any]] = trial.get("asked", ())
    lost = [one for one in asked if not one["found"]]
    return ToldTrial(
        passed=bool(trial.get("passed")),
        asked=len(asked),
        found=len(asked) - len(lost),
        lost=tuple((one["question"], title(one.get("instead"))) for one in lost),
        disturbed=tuple(
            (one["question"], title(one["entry_id"]), title(one.get("now")))
            for one in trial.get("disturbed", ())
        ),
        faults=tuple(trial.get("faults", ())),
    )


def _titles(knowledge: KnowledgeBase, nothing: str) -> Callable[[str | None], str]:
    def title(entry_id: str | None) -> str:
        entry = knowledge.entries.get(entry_id or "")
        return entry.title if entry else entry_id or nothing

    return title
