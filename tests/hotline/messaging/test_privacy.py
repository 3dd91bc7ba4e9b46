"""What was to be written to a person is told him, forgotten with him, and gone after its time."""

import json

from hotline.messaging import Carried, OutgoingText
from hotline.privacy import delete_person, find_person, purge_batch, tell_person
from tests.hotline.messaging.writing import PHONE, Desk

SAID = "护士小陈：明天上午来"


def test_it_is_told_and_forgotten_with_him(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    desk.write(SAID)
    desk.run()
    with desk.database.transaction() as session:
        person = find_person(session, phone=PHONE)
        assert SAID in json.dumps(tell_person(session, person=person), ensure_ascii=False)
        delete_person(session, person=person, by="lin", reason="本人要求", clock=desk.clock)
    assert desk.texts() == []
    assert desk.left().left == 0


def test_it_goes_after_a_year(one_desk: Desk) -> None:
    one_desk.open()
    one_desk.messenger.script = [Carried.SENT]
    one_desk.write(SAID)
    one_desk.run()
    one_desk.clock.move(days=364)
    assert [purge(one_desk, kind) for kind in ("outgoing_texts", "messaging_windows")] == [0, 1]
    one_desk.clock.move(days=2)
    assert purge(one_desk, OutgoingText.__tablename__) == 1


def test_the_words_lie_encrypted(one_desk: Desk) -> None:
    one_desk.write(SAID)
    with one_desk.database.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT text FROM outgoing_texts").scalar_one()
    assert "明天" not in kept


def purge(desk: Desk, kind: str) -> int:
    with desk.database.transaction() as session:
        return purge_batch(session, kind=kind, clock=desk.clock)
