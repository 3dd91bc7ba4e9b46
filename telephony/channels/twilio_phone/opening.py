"""The telephone as it is set up: only where every one of its settings is there."""

from hotline.clock import Clock
from telephony.channels.twilio_phone.addresses import Addresses
from telephony.channels.twilio_phone.calls import Calls
from telephony.channels.twilio_phone.door import PATIENCE, TwilioPhone
from telephony.channels.twilio_phone.ear import Ear
from telephony.channels.twilio_phone.ended_calls import EndedCalls
from telephony.channels.twilio_phone.hearing import HearingOurselves
from telephony.channels.twilio_phone.twiml import Twiml
from telephony.phone.line import PhoneLine
from telephony.signed_forms import SignedForms


def open_phone(
    line: PhoneLine,
    *,
    forms: SignedForms,
    number: str,
    clock: Clock,
    patience: float = PATIENCE,
    ended: EndedCalls | None = None,
    ear: Ear | None = None,
) -> TwilioPhone:
    """What is said without us is fetched now, so that later it needs nothing."""
    addresses = Addresses(forms.public_url)
    return TwilioPhone(
        line=line,
        without_us=line.without_us(),
        forms=forms,
        addresses=addresses,
        twiml=Twiml(addresses, number=number),
        calls=Calls(clock=clock),
        clock=clock,
        patience=patience,
        ended=ended,
        hearing=HearingOurselves(ear),
    )
