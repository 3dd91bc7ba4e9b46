"""A scripted emergency through chat, bell and desk: with Rasa stopped, then with the database away too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from console.paths import KNOWLEDGE, MIGRATIONS, SENTENCES
from console.timetable import hospital_week
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.database import Keyring, install_keyring, migrate
from hotline.green_channel import AlarmEventKind, AlarmOutcome, RingBy, get_alarm
from hotline.tickets import TicketState, get_ticket
from knowledge_base import load_hospital
from knowledge_base.profile import PROFILE
from telephony.channels.web_chat import router as chat_router
from telephony.gate import Gate
from telephony.words import Words
from tests.desk.alarming import sheet, work
from tests.desk.knowing import ToldSearch
from tests.desk.person import Person, add_people
from tests.hotline.ledger.conftest import gone
from tests.telephony.making import Hotline

DANGER, PLACE = "我爸胸口压得慌，满头大汗", "在乔仁镇粮站旁边，电话13800008000"


@dataclass
class House:
    """The caller's chat and a nurse's desk over the same bell."""

    hotline: Hotline
    chat: TestClient
    nurse: Person

    def say(self, text: str, *, number: int) -> str:
        """Gives everything that is answered."""
        message = {"text": text, "conversation": "emergency-of-a-test", "message_id": f"m-{number}"}
        answer = self.chat.post("/api/messages", json=message)
        assert answer.status_code == 200, answer.text
        return "\n".join(bubble["text"] for bubble in answer.json()["bubbles"])

    def rung(self) -> set[tuple[str, RingBy]]:
        """Whom the last rung was rung by call and short message."""
        return {self.hotline.ringer.next(), self.hotline.ringer.next()}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    install_keyring(Keyring(Keyring.generate_key()))
    file = tmp_path / "hotline.db"
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    hotline = Hotline(file, hospital=load_hospital(KNOWLEDGE / PROFILE), words=Words.load(SENTENCES))
    with hotline.database.transaction() as session:
        add_people(session)
    knowledge = ToldSearch()
    desk = Desk(
        database=hotline.database,
        bell=hotline.bell,
        talks=hotline.talks,
        hospital=hotline.hospital,
        hospital_week=hospital_week(hotline.hospital),
        clock=hotline.clock,
        settings=DeskSettings.model_construct(),
        ledger=hotline.ledger,
        gate=Gate(knowledge),
        knowledge=knowledge,
    )
    app = FastAPI()
    app.include_router(chat_router(hotline.chat))
    app.include_router(desk_router(desk))
    hotline.bot.stop()
    with TestClient(app) as chat:
        yield House(hotline, chat, Person.signed_in("he", desk=desk, app=app))
    hotline.close()


def an_unanswered_emergency(house: House) -> UUID:
    """Told, rung, not answered, rung on, and where they are read back."""
    assert "120" in house.say(DANGER, number=1)
    assert house.rung() == {(house.hotline.bell.ladder.rung(1).name, by) for by in (RingBy.CALL, RingBy.SMS)}
    (alarm,) = house.hotline.bell.live()
    assert alarm.title in house.nurse.client.get("/desk/alarms/live").json()["board"]
    read_back = house.say(PLACE, number=2)
    assert "在乔仁镇粮站旁边" in read_back
    assert "138 0000 8000" in read_back
    house.hotline.clock.move(seconds=60)
    house.hotline.bell.turn()
    assert house.rung() == {(house.hotline.bell.ladder.rung(2).name, by) for by in (RingBy.CALL, RingBy.SMS)}
    return alarm.id


def its_end(house: House, alarm: UUID) -> None:
    assert work(house.nurse, "acknowledge", alarm).status_code == 303
    house.hotline.clock.move(minutes=5)
    house.hotline.bell.turn()
    assert house.hotline.ringer.nobody()
    assert work(house.nurse, "arrive", alarm).status_code == 303
    assert work(house.nurse, "record_outcome", alarm, outcome="confirmed").status_code == 303
    assert "确是所报的急症" in sheet(house.nurse, alarm)


def assert_kept_in_order(house: House, alarm: UUID) -> None:
    house.hotline.bell.flush()
    with house.hotline.database.reading() as session:
        kept = get_alarm(session, alarm_id=alarm)
        assert (kept.outcome, kept.place) == (AlarmOutcome.CONFIRMED, "在乔仁镇粮站旁边")
        # The place is written down beside the call, and may be kept after a ring that followed it.
        happened = [event.kind for event in sorted(kept.events, key=lambda event: event.at)]
        assert happened.count(AlarmEventKind.RANG) == 2
        wanted = ["rang", "contact_added", "rang", "acknowledged", "arrived", "outcome_recorded"]
        assert [kind.value for kind in happened if kind.value in wanted] == wanted
        ticket = get_ticket(session, number=str(kept.ticket_number))
        assert (ticket.phone, ticket.state) == ("13800008000", TicketState.RESOLVED)


def test_with_rasa_stopped_help_is_called_answered_and_recorded(house: House) -> None:
    alarm = an_unanswered_emergency(house)
    its_end(house, alarm)
    assert_kept_in_order(house, alarm)


@pytest.mark.whole  # waits for a database that does not answer
def test_with_the_database_away_too_nothing_of_it_is_missing_afterwards(house: House) -> None:
    house.nurse.client.get("/desk/alarms/live")  # the desk knows who she is
    with gone(house.hotline.file):
        alarm = an_unanswered_emergency(house)
        its_end(house, alarm)
        assert house.hotline.ledger.is_behind
    house.hotline.ledger.replay()
    assert_kept_in_order(house, alarm)
