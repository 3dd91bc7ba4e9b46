"""Who answers a message: the gate, the bot, our own answers and the nurses, put together."""

from console.core import Core
from hotline.notifications import Means
from telephony.binding import Binding
from telephony.bot_client import Bot
from telephony.gate import Gate
from telephony.intake import Intake
from telephony.notices.opening import missing_settings
from telephony.nurses import Nurses
from telephony.own_answers import OwnAnswers
from telephony.own_clinics import OwnClinics
from telephony.own_guidance import OwnGuidance
from telephony.reminder_replies import ReminderReplies
from telephony.settings import TelephonySettings


def open_intake(core: Core, *, bot: Bot, binding: Binding) -> Intake:
    """One for every channel."""
    nurses = Nurses(core.talks)
    own_answers = OwnAnswers(
        search=core.search,
        ledger=core.ledger,
        nurses=nurses,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        guidance=OwnGuidance(core.guide, hospital=core.hospital, words=core.words),
        clinics=OwnClinics(core.clinics, words=core.words, clock=core.clock),
    )
    return Intake(
        gate=Gate(core.search, opinion=core.opinion),
        bot=bot,
        own_answers=own_answers,
        nurses=nurses,
        ledger=core.ledger,
        bell=core.bell,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        binding=binding,
        reminder_replies=ReminderReplies(
            database=core.database, hospital=core.hospital, words=core.words, clock=core.clock
        ),
        askers=core.askers,
    )


def open_binding(core: Core, telephony: TelephonySettings) -> Binding:
    return Binding(
        database=core.database,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        sends_sms=Means.SMS not in missing_settings(telephony),
    )
