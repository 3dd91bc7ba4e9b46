"""What the hospital adds to the knowledge: written by one person, approved by another, until a day."""

from hotline.drafts.aside import LONGEST_WHY_NOT, GapSetAside, gaps_set_aside, set_gap_aside
from hotline.drafts.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    DraftReasonBlank,
    DraftRefused,
    DraftWithdrawn,
    ExpiryUnfit,
    NoSuchDraft,
    NotClinician,
    NotSubmitted,
    SamePerson,
    TrialFailed,
    WordsMissing,
)
from hotline.drafts.history import DraftEvent, history_of, is_unbroken
from hotline.drafts.looking import (
    ApprovedDraft,
    approved_drafts,
    count_to_review,
    drafts_of_ticket,
    get_draft,
    list_drafts,
    told_words,
)
from hotline.drafts.record import Draft, DraftApproval
from hotline.drafts.reviewing import approve_draft, return_draft
from hotline.drafts.rules import (
    LONGEST_REASON,
    MOST_MONTHS,
    SOON,
    USUAL_MONTHS,
    hospital_today,
    latest_expiry,
    usual_expiry,
)
from hotline.drafts.vocabulary import DraftDeed, DraftKind, DraftState
from hotline.drafts.words import DraftWords
from hotline.drafts.writing import edit_draft, submit_draft, trial_of, withdraw_draft, write_draft

__all__ = [
    "LONGEST_REASON",
    "LONGEST_WHY_NOT",
    "MOST_MONTHS",
    "SOON",
    "USUAL_MONTHS",
    "AlreadySubmitted",
    "ApprovedDraft",
    "ChangedMeanwhile",
    "Draft",
    "DraftApproval",
    "DraftDeed",
    "DraftEvent",
    "DraftKind",
    "DraftReasonBlank",
    "DraftRefused",
    "DraftState",
    "DraftWithdrawn",
    "DraftWords",
    "ExpiryUnfit",
    "GapSetAside",
    "NoSuchDraft",
    "NotClinician",
    "NotSubmitted",
    "SamePerson",
    "TrialFailed",
    "WordsMissing",
    "approve_draft",
    "approved_drafts",
    "count_to_review",
    "drafts_of_ticket",
    "edit_draft",
    "gaps_set_aside",
    "get_draft",
    "history_of",
    "hospital_today",
    "is_unbroken",
    "latest_expiry",
    "list_drafts",
    "return_draft",
    "set_gap_aside",
    "submit_draft",
    "told_words",
    "trial_of",
    "usual_expiry",
    "withdraw_draft",
    "write_draft",
]
