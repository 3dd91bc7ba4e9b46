"""Who must hear of something gets a letter; a letter reaches somebody, or a person sees that it did not."""

from hotline.notifications.errors import (
    LetterGivenUp,
    LetterKept,
    LetterSent,
    LetterUnaddressed,
    LetterWaiting,
    NoSuchLetter,
)
from hotline.notifications.letter import Letter
from hotline.notifications.minding import (
    count_letters,
    give_all_up,
    give_up,
    letters_in,
    send_again,
    send_all_again,
)
from hotline.notifications.posting import post_once, posted
from hotline.notifications.reach import (
    PushSubscription,
    StaffReach,
    find_reach,
    set_reach,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from hotline.notifications.reading import (
    count_unread,
    letters_in_conversation,
    mark_read,
    mark_seen,
    notices_of,
)
from hotline.notifications.sender import (
    AddressGone,
    Enclosure,
    LetterRefused,
    OutgoingLetter,
    Sender,
    Senders,
    SendingFailed,
)
from hotline.notifications.sending import CARRIED, send_one_letter
from hotline.notifications.telling import House, Told, tell
from hotline.notifications.vocabulary import LetterFault, LetterState, Means, NoticeKind
from hotline.notifications.writing import NoWordsForCallers, notify_caller, notify_staff, write_code

__all__ = [
    "CARRIED",
    "AddressGone",
    "Enclosure",
    "House",
    "Letter",
    "LetterFault",
    "LetterGivenUp",
    "LetterKept",
    "LetterRefused",
    "LetterSent",
    "LetterState",
    "LetterUnaddressed",
    "LetterWaiting",
    "Means",
    "NoSuchLetter",
    "NoWordsForCallers",
    "NoticeKind",
    "OutgoingLetter",
    "PushSubscription",
    "Sender",
    "Senders",
    "SendingFailed",
    "StaffReach",
    "Told",
    "count_letters",
    "count_unread",
    "find_reach",
    "give_all_up",
    "give_up",
    "letters_in",
    "letters_in_conversation",
    "mark_read",
    "mark_seen",
    "notices_of",
    "notify_caller",
    "notify_staff",
    "post_once",
    "posted",
    "send_again",
    "send_all_again",
    "send_one_letter",
    "set_reach",
    "subscribe",
    "subscriptions_of",
    "tell",
    "unsubscribe",
    "write_code",
]
