"""Which columns are private, how long each is kept and why, and what one person may ask for."""

import hotline.privacy.tables  # noqa: F401 - what is looked through must be known
from hotline.privacy.columns import Classification, classification
from hotline.privacy.deleting import Deletion, delete_person, plan_deletion
from hotline.privacy.dialogue import drop_old_turns
from hotline.privacy.kinds import KINDS
from hotline.privacy.person import Person, find_person
from hotline.privacy.purging import BATCH, due_for_purge, purge_batch
from hotline.privacy.request import PersonalDataRequest, RequestKind
from hotline.privacy.retention import LooseRule, Period, Retention, Rule, retention
from hotline.privacy.telling import note_export, tell_person

__all__ = [
    "BATCH",
    "KINDS",
    "Classification",
    "Deletion",
    "LooseRule",
    "Period",
    "Person",
    "PersonalDataRequest",
    "RequestKind",
    "Retention",
    "Rule",
    "classification",
    "delete_person",
    "drop_old_turns",
    "due_for_purge",
    "find_person",
    "note_export",
    "plan_deletion",
    "purge_batch",
    "retention",
    "tell_person",
]
