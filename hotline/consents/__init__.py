"""What a caller was told of his data, and what he agreed to: versioned, and taken back at any time."""

from hotline.consents.consent import Consent, ConsentDecision, ConsentKind, ConsentWord
from hotline.consents.deciding import (
    agree_again,
    decide_consent,
    has_withdrawn,
    note_notice,
    notice_seen,
    withdraw_consent,
)

__all__ = [
    "Consent",
    "ConsentDecision",
    "ConsentKind",
    "ConsentWord",
    "agree_again",
    "decide_consent",
    "has_withdrawn",
    "note_notice",
    "notice_seen",
    "withdraw_consent",
]
