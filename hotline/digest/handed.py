"""What became of those who were handed to a person: each contact once, so that the parts make the whole."""

from hotline.digest.contact import Asked, Contact

BOT_COULD_NOT = "bot_could_not"
"""The reason where only a ticket tells of it."""

OPEN = "open"
NOBODY_CAME = "nobody_came"
HANDED_BACK = "handed_back"
TICKET = "ticket"
"""Nobody was asked to come at once: what was promised is told by the ticket."""


def reason_of(contact: Contact) -> str:
    """Of several the first."""
    return contact.asked[0].reason.value if contact.asked else BOT_COULD_NOT


def outcome_of(contact: Contact) -> str:
    """Of several the last."""
    return _ended(contact.asked[-1]) if contact.asked else TICKET


def _ended(asked: Asked) -> str:
    if asked.outcome is not None:
        return asked.outcome.value
    if not asked.is_over:
        return OPEN
    return NOBODY_CAME if asked.waited is None else HANDED_BACK
