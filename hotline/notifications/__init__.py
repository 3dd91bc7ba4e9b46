"""Who must hear of something gets a letter; a letter reaches somebody, or a person sees that it did not."""

from hotline.notifications.letter import Letter
from hotline.notifications.reach import (
    PushSubscription,
    StaffReach,
    find_reach,
    set_reach,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from hotline.notifications.vocabulary import LetterFault, LetterState, Means, NoticeKind
from hotline.notifications.writing import NoWordsForCallers, notify_caller, notify_staff

__all__ = [
    "Letter",
    "LetterFault",
    "LetterState",
    "Means",
    "NoWordsForCallers",
    "NoticeKind",
    "PushSubscription",
    "StaffReach",
    "find_reach",
    "notify_caller",
    "notify_staff",
    "set_reach",
    "subscribe",
    "subscriptions_of",
    "unsubscribe",
]
