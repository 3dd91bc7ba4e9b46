"""What was captured of a call that is over begins nothing, even where the process that led it is gone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest

from hotline.calls import CallOutcome, CallRecord, keep_call
from hotline.database import Database, Keyring, install_keyring
from telephony.channels.twilio_phone import Addresses, EndedCalls, TwilioPhone, open_phone
from telephony.channels.twilio_phone.addresses import Answer, Place
from telephony.signed_forms import SignedForms, SigningKeys
from tests.hotline.making import MORNING, SetClock
from tests.telephony.stand_in_twilio import TOKEN
from tests.telephony.twilio_phone.caller import CALL, DOORS, PUBLIC, Caller
from tests.telephony.twilio_phone.told_line import ToldLine

LONG_AGO = MORNING - timedelta(hours=1)


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    database = Database(f"sqlite:///{copy(migrated, tmp_path / 'hotline.db')}")
    yield database
    database.close()


@pytest.fixture
def phone(line: ToldLine, clock: SetClock, database: Database) -> TwilioPhone:
    """Started anew: it remembers no call."""
    forms = SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN))
    ended = EndedCalls(database, patience=60)
    return open_phone(line, forms=forms, number="+8612340000", clock=clock, patience=30, ended=ended)


def keep(database: Database, *, minutes_ago: int) -> None:
    over = MORNING - timedelta(minutes=minutes_ago)
    record = CallRecord(
        id=uuid4(),
        conversation_id="phone-1",
        call=CALL,
        direction="inbound",
        number=None,
        began_at=LONG_AGO,
        ended_at=over,
        outcome=CallOutcome.FINISHED,
    )
    with database.transaction() as session:
        keep_call(session, record=record)


@pytest.mark.parametrize("path", [DOORS, Addresses(PUBLIC).answer(Place(CALL, 3, LONG_AGO), Answer.HEARD)])
async def test_what_was_captured_of_a_call_that_is_over_is_refused(
    caller: Caller, line: ToldLine, database: Database, path: str
) -> None:
    keep(database, minutes_ago=30)
    assert (await caller.post(path, Digits="1")).status_code == 403
    assert line.taken == []


async def test_what_comes_late_of_a_call_that_is_just_over_is_heard(
    caller: Caller, line: ToldLine, database: Database
) -> None:
    keep(database, minutes_ago=2)
    assert (await caller.post(DOORS)).status_code == 200
    assert len(line.taken) == 1


async def test_where_the_store_is_away_whoever_rings_is_greeted(
    caller: Caller, line: ToldLine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(database, "reading", broken)
    await caller.rings()
    assert len(line.taken) == 1
