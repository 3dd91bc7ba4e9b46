"""Short messages over Twilio, by the client that rings for the green channel."""

from hotline.notifications import LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.answers import TIME_LIMIT, require_taken
from telephony.ringing import international
from telephony.settings import TelephonySettings


class TwilioSms:
    """Twilio takes no idempotency key for messages: a letter sent twice arrives twice."""

    def __init__(self, settings: TelephonySettings) -> None:
        from telephony.twilio_client import open_client  # noqa: PLC0415 - its library takes a second to load

        self._client = open_client(settings, time_limit=TIME_LIMIT)
        self._number = str(settings.twilio_number)

    def send(self, letter: OutgoingLetter) -> None:
        from telephony.twilio_client import TwilioFault  # noqa: PLC0415 - as above

        if not letter.address:
            raise LetterRefused("no number")
        try:
            self._client.send(international(letter.address), number=self._number, text=letter.text)
        except TwilioFault as fault:
            if fault.status is None:
                raise SendingFailed(str(fault)) from None
            require_taken(fault.status, detail=f"code {fault.code}")
