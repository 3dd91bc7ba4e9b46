"""Why a draft was not changed, submitted or approved."""

from collections.abc import Sequence
from uuid import UUID

from hotline.drafts.vocabulary import DraftState


class DraftRefused(Exception):  # noqa: N818 - a noun of the trade
    """The draft it was about."""

    def __init__(self, draft: UUID, said: str = "") -> None:
        super().__init__(f"{draft}: {said}" if said else str(draft))
        self.draft = draft


class NoSuchDraft(DraftRefused):
    """Never written."""


class ChangedMeanwhile(DraftRefused):
    """Somebody did something to it after this page was opened; nothing was written over."""


class SamePerson(DraftRefused):
    """Whoever wrote any word of it does not approve it; `by` is the user name."""

    def __init__(self, draft: UUID, *, by: str) -> None:
        super().__init__(draft, by)
        self.by = by


class NotClinician(DraftRefused):
    """Medical words are approved by a clinician; nobody stands in; `by` is the user name."""

    def __init__(self, draft: UUID, *, by: str) -> None:
        super().__init__(draft, by)
        self.by = by


class NotSubmitted(DraftRefused):
    """Nobody asked for a review, or it was given already."""

    def __init__(self, draft: UUID, state: DraftState) -> None:
        super().__init__(draft, state.value)
        self.state = state


class AlreadySubmitted(DraftRefused):
    """It lies with the clinicians."""


class DraftWithdrawn(DraftRefused):
    """It is over; a new one can be written."""


class TrialFailed(DraftRefused):
    """Callers would not find it, or would no longer find another entry; or it was tried with other words."""


class WordsMissing(DraftRefused):
    """`fields` are the names of what a draft of its kind cannot do without."""

    def __init__(self, draft: UUID, fields: Sequence[str]) -> None:
        super().__init__(draft, ", ".join(fields))
        self.fields = tuple(fields)


class ExpiryUnfit(DraftRefused):
    """In the past, or further away than an approval may reach."""


class DraftReasonBlank(DraftRefused):
    """Whoever wrote it must learn why."""
