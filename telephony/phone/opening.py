"""The telephone put together from what the hotline has."""

from collections.abc import Callable

from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.handoff import Talks
from hotline.ledger import Ledger
from knowledge_base import Hospital
from knowledge_base.lexicon import Lexicon
from telephony.intake import Intake
from telephony.nurses import Nurses
from telephony.phone.calls import Calls
from telephony.phone.hearing import hearing
from telephony.phone.hints import hints_of
from telephony.phone.pace import CallPace, call_pace
from telephony.phone.trade import Trade, Voicemail
from telephony.phone.voice import Voice
from telephony.words import Words


def open_calls(
    *,
    intake: Intake,
    nurses: Nurses,
    talks: Talks,
    ledger: Ledger,
    bell: Bell,
    database: Database,
    hospital: Hospital,
    words: Words,
    clock: Clock,
    lexicon: Lexicon | None = None,
    pace: CallPace | None = None,
    keep_voicemail: Callable[[Voicemail], None] | None = None,
) -> Calls:
    """`talks` must carry the channel "phone" (`PhoneCarrier`), or nobody can be waited for."""
    chosen = pace or call_pace()
    hints = hints_of(lexicon or Lexicon(), hearing=hearing(), most=chosen.most_hints)
    trade = Trade(
        intake=intake,
        nurses=nurses,
        talks=talks,
        ledger=ledger,
        bell=bell,
        hospital=hospital,
        voice=Voice(words=words, hospital=hospital, pace=chosen, hints=hints),
        hearing=hearing(),
        clock=clock,
        keep_voicemail=keep_voicemail,
    )
    return Calls(trade, database=database)
