"""A whole call through Twilio's protocol, from the first ring to the last status callback."""

from dataclasses import dataclass, field
from uuid import uuid4

from telephony.simulator.acting import Party
from telephony.simulator.handset import Handset, Heard, HungUp
from telephony.simulator.leg import InACircle, Leg
from telephony.simulator.speech import speaking_time
from telephony.simulator.walking import Finished, walk
from telephony.simulator.webhooks import ApplicationError, Form, Webhooks

ANONYMOUS = "+266696687"
"""What Twilio tells where the caller withholds his number: the word on the keys of a telephone."""
_APOLOGY = "We are sorry, an application error has occurred. Goodbye."


@dataclass
class TwilioCall:
    """`number` is the other party's, None where withheld. `asks` is where an outbound call asks first."""

    webhooks: Webhooks
    party: Party
    number: str | None
    asks: str = ""
    sid: str = field(default_factory=lambda: f"CA{uuid4().hex}")
    we_ended: bool = False

    async def run(self) -> None:
        """To the end; faults are on the tape."""
        hooks = self.webhooks
        handset = Handset(self.party, clock=hooks.clock, tape=hooks.tape)
        leg = Leg(
            hooks, handset, hooks.clock, hooks.tape, self._form("in-progress" if self.asks else "ringing")
        )
        try:
            first, waited = await hooks.fetch(self.asks or hooks.account.voice_url, leg.form)
            hooks.clock.pass_(-waited)
            handset.nothing(waited)
            leg.form = self._form("in-progress")
            await walk(leg, first)
            self.we_ended = True
        except Finished:
            self.we_ended = True
        except (ApplicationError, InACircle):
            hooks.tape.blame("the caller heard the provider's apology")
            handset.hear(Heard(text=_APOLOGY, lasts=speaking_time(_APOLOGY)))
            self.we_ended = True
        except HungUp:
            pass
        await self._tell_end(leg)

    async def _tell_end(self, leg: Leg) -> None:
        ended = {**self._form("completed"), "CallDuration": str(self._seconds()), "SequenceNumber": "0"}
        if self.webhooks.mishaps.early_end:
            await self._tell_status(ended)
        for url, form in leg.told_late:
            told = {**leg.form, **form, "CallStatus": "completed"}
            await self.webhooks.tell(url, told, base=self.webhooks.account.voice_url)
        await self._tell_status(ended)

    async def _tell_status(self, form: Form) -> None:
        if address := self.webhooks.account.status_url:
            await self.webhooks.tell(address, form)

    def _seconds(self) -> int:
        return round((self.webhooks.clock.now() - self.webhooks.tape.began_at).total_seconds())

    def _form(self, status: str) -> dict[str, str]:
        account = self.webhooks.account
        theirs = _as_told(self.number)
        ends = (account.number, theirs) if self.asks else (theirs, account.number)
        return {
            "AccountSid": account.sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "CallStatus": status,
            "Direction": "outbound-api" if self.asks else "inbound",
            "From": ends[0],
            "Caller": ends[0],
            "To": ends[1],
            "Called": ends[1],
        }


def _as_told(number: str | None) -> str:
    """A number of China is told with its country, and without the zero of its town."""
    if number is None:
        return ANONYMOUS
    digits = "".join(character for character in number if character.isdigit())
    return number if number.startswith("+") else f"+86{digits.removeprefix('0')}"
