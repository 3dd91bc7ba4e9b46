"""A call of ours is led to its end or handed over whole, and what came of it is kept once."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from hotline.database import Database, Keyring, install_keyring
from hotline.green_channel import Alarm
from hotline.outgoing_calls import CallState, Errand, are_calls_refused, ask_for_call, ring_one_call
from knowledge_base import Hospital
from telephony.phone.errand_keeping import ErrandKeeping
from telephony.phone.errand_line import ErrandLine
from telephony.phone.errand_words import ErrandWords
from telephony.phone.events import Began, DialOutcome, Ended
from telephony.phone.steps import Dial, HangUp, Step
from telephony.words import Words
from tests.telephony.making import Hotline
from tests.telephony.phone.errand_making import began, heard, pressed, silent, told
from tests.telephony.phone.errand_phone import PATIENCE, PHONE, Phone, Silently


@pytest.fixture
def phone(migrated: Path, tmp_path: Path, words: Words, hospital: Hospital) -> Iterator[Phone]:
    install_keyring(Keyring(Keyring.generate_key()))
    database = Database(f"sqlite:///{copy(migrated, tmp_path / 'hotline.db')}")
    phone = Phone(database, words=words, hospital=hospital)
    yield phone
    phone.keeping.close()
    database.close()


def ended(errand: UUID | None = None, *, outcome: DialOutcome = DialOutcome.ANSWERED) -> Ended:
    named = str(errand) if errand else None
    return Ended(
        call="CA1", token="CA1-ended", answered=outcome is DialOutcome.ANSWERED, errand=named, outcome=outcome
    )


def test_feedback_that_was_heard_out_is_on_the_ticket(phone: Phone) -> None:
    call = phone.rings()
    steps = phone.does(began(call), pressed("1"), silent(), pressed("1"), silent())
    assert isinstance(steps[-1], HangUp)
    phone.line.end(ended(call))
    phone.line.end(ended(call))
    assert phone.kept(call).state is CallState.OVER
    assert phone.attempts() == ["reached"]
    assert (phone.inner.taken, phone.inner.ended) == ([], [])


@pytest.mark.parametrize("outcome", [DialOutcome.NO_ANSWER, DialOutcome.BUSY])
def test_a_call_nobody_took_waits_for_its_next_try(phone: Phone, outcome: DialOutcome) -> None:
    call = phone.rings()
    phone.line.end(ended(call, outcome=outcome))
    assert phone.kept(call).state is CallState.WAITING
    assert phone.attempts() == [outcome.value]
    assert phone.inner.ended == []


def test_a_machine_hears_nothing_of_it(phone: Phone) -> None:
    call = phone.rings()
    (step,) = phone.does(began(call, machine=True))
    assert isinstance(step, HangUp)
    assert "答复" not in told(step)
    phone.line.end(ended(call, outcome=DialOutcome.NO_ANSWER))
    assert phone.kept(call).state is CallState.WAITING
    assert phone.attempts() == ["no_answer"]


def test_who_says_something_is_led_by_the_ordinary_dialogue_from_then_on(phone: Phone) -> None:
    call = phone.rings()
    danger = heard("我胸口压得慌，满头大汗")
    steps = phone.does(began(call), danger, pressed("1"))
    assert [told(step) for step in steps[1:]] == ["请讲，我听着。"] * 2
    first, second, third = phone.inner.taken
    assert isinstance(first, Began)
    assert (first.errand, first.number, second, third.token[0]) == (None, PHONE, danger, "t")
    phone.line.end(ended(call))
    assert len(phone.inner.ended) == 1
    assert phone.kept(call).state is CallState.WAITING


def test_an_event_told_twice_is_answered_alike_and_done_once(phone: Phone) -> None:
    call = phone.rings()
    one, next_ = began(call), pressed("1")
    steps = phone.does(one, one, next_, next_)
    assert steps[0] == steps[1]
    assert steps[2] == steps[3]
    assert told(steps[2]) not in told(steps[0])


def test_who_wants_no_more_calls_gets_none(phone: Phone) -> None:
    call = phone.rings()
    steps = phone.does(began(call), pressed("8"))
    assert isinstance(steps[-1], HangUp)
    assert phone.kept(call).state is CallState.OVER
    with phone.database.reading() as session:
        assert are_calls_refused(session, number=PHONE)


@pytest.mark.parametrize("errand", ["nonsense", uuid4()])
def test_a_call_nobody_owes_ends_politely(phone: Phone, errand: object) -> None:
    (step,) = phone.does(began(errand))
    assert isinstance(step, HangUp)
    assert told(step)


def test_where_the_store_is_away_whoever_answered_hears_a_sentence(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = phone.rings()
    phone.database.close()
    broken: Callable[..., object] = lambda *_, **__: (_ for _ in ()).throw(RuntimeError("away"))  # noqa: E731
    monkeypatch.setattr(phone.database, "transaction", broken)
    (step,) = phone.does(began(call))
    assert "再打给您" in told(step)
    phone.line.end(ended(call))


def test_calls_that_come_to_us_pass_by(phone: Phone) -> None:
    incoming = Began(call="CA7", token="CA7-0", number=PHONE)
    phone.does(incoming, pressed("1", call="CA7"))
    phone.line.end(Ended(call="CA7", token="CA7-ended"))
    assert len(phone.inner.taken) == 2
    assert len(phone.inner.ended) == 1
    assert asyncio.run(phone.line.whisper("CA7", "急诊科"))[0].text == "CA7急诊科"
    assert isinstance(phone.line.without_us(), HangUp)


def test_a_danger_told_on_a_call_of_ours_is_heard_by_the_gate_and_dialled(
    hotline: Hotline, words: Words, hospital: Hospital
) -> None:
    """With the ordinary dialogue itself behind the errand's."""
    clock, database = hotline.clock, hotline.database
    with database.transaction() as session:
        call = ask_for_call(session, errand=Errand.REFILL, number=PHONE, asked_by="hotline", clock=clock)
    ring_one_call(database, dialler=Silently(), clock=clock)
    keeping = ErrandKeeping(database, clock=clock)
    said = ErrandWords(words, hospital=hospital)
    line = ErrandLine(hotline.calls, keeping=keeping, words=said, clock=clock, patience=PATIENCE)

    async def led() -> list[Step]:
        begun = await line.take(began(call.id))
        helped = await line.take(heard("我胸口压得慌，满头大汗，喘不上气"))
        line.joined("CA1", "emergency")
        line.end(ended(call.id))
        await hotline.calls.settle()
        return [begun, helped]

    steps = asyncio.run(led())
    keeping.close()
    assert isinstance(steps[-1], Dial)
    assert "一二零" in "".join(one.text for one in steps[-1].prompt)
    with database.reading() as session:
        (alarm,) = session.scalars(select(Alarm)).all()
        assert alarm.phone == PHONE


def test_a_call_answered_that_nobody_led_is_made_again_and_blames_nobody(phone: Phone) -> None:
    call = phone.rings()
    phone.line.end(ended(call))
    assert phone.kept(call).state is CallState.WAITING
    assert phone.attempts() == []
