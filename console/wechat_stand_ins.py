"""The WeChat door while nothing is kept for it: everyone known by a hash, replies in plain words."""

from collections.abc import Sequence
from datetime import datetime

from hotline.database import installed_keyring
from hotline.messaging.vocabulary import Opening
from telephony.channels.wechat.events import Event
from telephony.channels.wechat.responding import Voices
from telephony.channels.wechat.standing import Known, conversation_of


class KnownByHash:
    """No openid is kept, no number is known, and nobody can be written to unasked."""

    def recognise(self, openid: str, *, at: datetime, opening: Opening | None) -> Known:  # noqa: ARG002
        return Known(conversation_id=conversation_of(installed_keyring().lookup_hash(openid)))

    def left(self, openid: str, *, at: datetime) -> None:
        """Nothing was kept."""


class NoChoices:
    """Whoever wants a choice writes its words."""

    def offer(self, conversation_id: str, says: Sequence[str], *, at: datetime) -> None:
        """Not kept."""

    def chosen(self, conversation_id: str, text: str, *, at: datetime) -> str | None:  # noqa: ARG002
        return None


class NoSayings:
    """Only what is asked in words is answered."""

    def for_event(self, event: Event) -> str | None:  # noqa: ARG002
        return None


def plain_voices() -> Voices:
    """A reply is its own words; nothing else is said."""
    return Voices(
        render=lambda reply: reply.text,
        sayings=NoSayings(),
        menu=lambda _: None,
        place=lambda _event, _conversation: None,
        template=lambda _: None,
    )
