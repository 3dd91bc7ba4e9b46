"""What is told out of order is true all the same: who was reached, and how long a message is."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hotline.calls import CallOutcome, PhoneCall
from hotline.recordings import Recording
from hotline.tickets import Ticket, TicketSource
from telephony.phone.events import DialOutcome
from telephony.phone.person import WHISPER
from telephony.phone.steps import Dial
from telephony.phone.trade import Voicemail
from telephony.voicemails import keep_voicemail
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline
from tests.telephony.nursing import take
from tests.telephony.phone.caller import Caller
from tests.telephony.phone.test_person import conversation, waiting


def kept(hotline: Hotline, row: Any = PhoneCall) -> Any:
    with hotline.database.reading() as session:
        return session.scalars(select(row)).one()


async def rung(hotline: Hotline) -> Caller:
    """A nurse's line rings for him."""
    caller = await waiting(hotline)
    take(hotline, conversation(caller))
    await caller.waits()
    assert isinstance(caller.step, Dial)
    return caller


async def test_who_speaks_with_a_nurse_when_the_end_is_told_has_reached_her(hotline: Hotline) -> None:
    caller = await rung(hotline)
    hotline.calls.joined(caller.name, WHISPER)
    await caller.hangs_up()
    assert (kept(hotline).reached_person, kept(hotline).outcome) == (True, CallOutcome.PERSON)
    assert kept(hotline, Ticket).source is not TicketSource.ABANDONED_CALL


async def test_that_a_nurse_answered_may_be_told_after_the_end(hotline: Hotline) -> None:
    caller = await rung(hotline)
    await caller.hangs_up()
    assert not kept(hotline).reached_person
    await caller.line(DialOutcome.ANSWERED)
    await hotline.calls.settle()
    assert (kept(hotline).reached_person, kept(hotline).outcome) == (True, CallOutcome.PERSON)


async def test_a_line_nobody_answered_is_no_person_however_late(hotline: Hotline) -> None:
    caller = await rung(hotline)
    await caller.hangs_up()
    await caller.line(DialOutcome.NO_ANSWER)
    await hotline.calls.settle()
    assert not kept(hotline).reached_person


async def test_the_length_of_a_message_is_kept_though_it_is_told_later(hotline: Hotline) -> None:
    for seconds in (0, 9, 0):
        voicemail = Voicemail(
            call="CA1",
            conversation_id="phone-1",
            recording="RE1",
            lasted=timedelta(seconds=seconds),
            text=None,
            ticket=None,
            at=MORNING,
        )
        keep_voicemail(voicemail, database=hotline.database)
    assert kept(hotline, Recording).seconds == 9
