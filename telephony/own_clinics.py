"""When and where somebody sees patients, told while Rasa is away: a person books it."""

from hotline.clock import Clock
from knowledge_base.clinics import Clinics, ToldKind
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice, InboundMessage
from telephony.recent import Recent
from telephony.words import Words

_HEARD = "phone"
"""The channel that is listened to: its answers are shorter."""


class OwnClinics:
    """Remembers the last question of a conversation, for 那周五呢."""

    def __init__(self, clinics: Clinics, *, words: Words, clock: Clock) -> None:
        self._clinics = clinics
        self._words = words
        self._clock = clock
        self._asked: Recent[str, str] = Recent(4096)

    def find(self, message: InboundMessage) -> BotAnswer | None:
        """None where the message asks for something else, or nothing can be told."""
        now = self._clock.now()
        earlier = self._asked.get(message.conversation_id)
        if not self._clinics.asks(message.text, now=now, earlier=earlier):
            return None
        told = self._clinics.ask(message.text, now=now, aloud=message.channel == _HEARD, earlier=earlier)
        if told.kind is ToldKind.UNCLEAR:
            return None
        self._asked.put(message.conversation_id, told.about)
        text = self._words.fill("utter_plain_clinics", clinics=told.text)
        choices = tuple(Choice(title, says) for title, says in told.choices)
        choices = choices or self._words.choices("utter_plain_clinics")
        return BotAnswer((Bubble(text),), choices, guided_to=told.departments)
