"""A draft tried against what is served: as what it would be told, and how its trial reads afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desk.desk import Desk
from desk.draft_words import draft_words
from desk.words import Words
from hotline.drafts import Draft, DraftKind, hospital_today, trial_of, usual_expiry
from knowledge_base import KnowledgeBase, Source
from knowledge_base.entries import Signature
from knowledge_base.overlay import OwnEntry, OwnPhrasings, own_id, switch_off_faults, word_faults
from knowledge_base.search.searching import Reason, SearchUnavailable

Title = Callable[[str | None], str]
_NOBODY_YET = "—"


@dataclass(frozen=True, kw_only=True)
class ToldTrial:
    """What a kept trial found; `lost` and `disturbed` pair a question with the title that is told instead.

    `among_others` are questions after which the caller would have to choose.
    """

    passed: bool
    asked: int
    found: int
    lost: tuple[tuple[str, str], ...]
    among_others: tuple[str, ...]
    disturbed: tuple[tuple[str, str, str], ...]
    faults: tuple[str, ...]


def try_draft(desk: Desk, draft: Draft) -> dict[str, Any]:
    """Seconds of work. Raises SearchUnavailable. What is only switched off has nothing to be tried."""
    if draft.kind is DraftKind.SWITCHED_OFF:
        faults = word_faults_of(desk, draft)
        return trial_of(draft.words, passed=not faults, faults=list(faults))
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


def word_faults_of(desk: Desk, draft: Draft) -> tuple[str, ...]:
    """What keeps the words from being laid over whatever a trial finds, in the editor's language."""
    knowledge, today = desk.knowledge.knowledge, hospital_today(desk.clock)
    if draft.words.lacking(draft.kind):
        return ()
    if draft.kind is not DraftKind.SWITCHED_OFF:
        return word_faults(own_words(draft, today=today), knowledge=knowledge, hospital=desk.hospital)
    if draft.is_told_on(today):
        return ()  # it is switched off already, by this very draft
    return switch_off_faults(draft.words.entry_id or "", knowledge=knowledge)


def own_words(draft: Draft, *, today: date) -> OwnEntry | OwnPhrasings:
    """As it would be laid over the shipped knowledge, once somebody signed it."""
    words, until = draft.words, usual_expiry(today)
    name = own_id(topic_id=words.topic_id, draft=str(draft.id))
    if draft.kind is DraftKind.PHRASINGS:
        return OwnPhrasings(entry_id=words.entry_id or "", questions=words.questions, expires_on=until)
    return OwnEntry(
        id=name,
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


def told_trial(trial: Mapping[str, Any] | None, *, knowledge: KnowledgeBase) -> ToldTrial | None:
    if not trial:
        return None
    title, words = _titles(knowledge), draft_words()
    asked: Sequence[Mapping[str, Any]] = trial.get("asked", ())
    lost = [one for one in asked if not one["found"]]
    return ToldTrial(
        passed=bool(trial.get("passed")),
        asked=len(asked),
        found=len(asked) - len(lost),
        lost=tuple((one["question"], _instead(one, title, words)) for one in lost),
        among_others=tuple(one["question"] for one in asked if one["found"] and not one.get("alone", True)),
        disturbed=tuple(
            (one["question"], title(one["entry_id"]), title(one.get("now")))
            for one in trial.get("disturbed", ())
        ),
        faults=tuple(trial.get("faults", ())),
    )


def _instead(tried: Mapping[str, Any], title: Title, words: Words) -> str:
    """Why nothing is told to whoever asks so, or what is; of a refusal, what was taken for what."""
    if reason := tried.get("reason"):
        return words.name("reasons", reason)
    if tried.get("instead"):
        return words.say("trial", "instead", entry=title(tried["instead"]))
    return words.name("reasons", Reason.UNSURE)


def _titles(knowledge: KnowledgeBase) -> Title:
    def title(entry_id: str | None) -> str:
        entry = knowledge.entries.get(entry_id or "")
        return entry.title if entry else entry_id or draft_words().say("trial", "nothing")

    return title
