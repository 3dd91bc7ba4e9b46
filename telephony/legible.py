"""Whether what a caller wrote can be answered at all, on any channel that is written."""

import re

from telephony.messages import LONGEST_MESSAGE

LONGEST_CRY = 5 * LONGEST_MESSAGE
"""Characters of an over-long message that are still screened: panic may paste a whole story."""
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without control characters and torn surrogates, which no store and no model can hold."""
    return _UNSPEAKABLE.sub("", text).strip()


def trouble_with(text: str) -> str | None:
    """The name of the sentence that refuses this text, or None where it can be answered."""
    said = clean(text)
    if not any(character.isprintable() and not character.isspace() for character in said):
        return "utter_empty_message"
    return "utter_message_too_long" if len(said) > LONGEST_MESSAGE else None
