"""What was said is kept once, in order, with what led to the answer."""

from datetime import timedelta

from sqlalchemy import select

from hotline.conversations import (
    AgeBand,
    AnswerGiven,
    Asker,
    Direction,
    Missed,
    ToldEntry,
    history,
    record_exchanges,
)
from hotline.database import Database
from hotline.safety import TriageGrade
from tests.hotline.making import MORNING, an_exchange


def test_an_exchange_becomes_a_message_in_and_one_out(any_database: Database) -> None:
    said = an_exchange(said="胸口闷", answered="请拨打120", answered_by="safety", grade=TriageGrade.EMERGENCY)
    with any_database.transaction() as session:
        record_exchanges(session, [said])
    with any_database.reading() as session:
        heard, told = history(session, conversation_id="web-1", limit=10)
    assert (heard.direction, heard.text, heard.answered_by) == (Direction.IN, "胸口闷", None)
    assert (told.direction, told.text, told.answered_by) == (Direction.OUT, "请拨打120", "safety")
    assert (heard.grade, heard.rules, heard.rules_version) == (
        TriageGrade.EMERGENCY,
        ["hypertension.dizzy"],
        "r1",
    )
    assert [(one.entry_id, one.entry_version) for one in told.told] == [("hypertension.stop", "0123456789ab")]
    assert heard.told == []
    assert told.timings == {"screen": 0.4, "bot": 31.5}


def test_the_same_message_recorded_again_changes_nothing(any_database: Database) -> None:
    said = an_exchange()
    again = an_exchange(message_id=said.message_id, said="别的话")
    elsewhere = an_exchange(message_id=said.message_id, conversation_id="web-2")
    with any_database.transaction() as session:
        record_exchanges(session, [said, said])
        record_exchanges(session, [again, elsewhere])
    with any_database.reading() as session:
        assert [m.text for m in history(session, conversation_id="web-1", limit=9)] == [
            said.said,
            said.answered,
        ]
        assert len(history(session, conversation_id="web-2", limit=9)) == 2


def test_the_last_messages_come_in_the_order_they_were_said(any_database: Database) -> None:
    exchanges = [
        an_exchange(said=f"问{i}", answered=f"答{i}", received_at=MORNING + timedelta(minutes=i))
        for i in range(4)
    ]
    with any_database.transaction() as session:
        record_exchanges(session, [exchanges[0], exchanges[3]])
        record_exchanges(session, [exchanges[2], exchanges[1]])
    with any_database.reading() as session:
        said = [message.text for message in history(session, conversation_id="web-1", limit=5)]
    assert said == ["答1", "问2", "答2", "问3", "答3"]


def test_what_is_known_of_a_question_stands_with_it_and_not_with_its_answer(any_database: Database) -> None:
    exchange = an_exchange(
        missed=Missed.ABSTAINED, guided_to=("骨科",), asker=Asker(age_band=AgeBand.OLD, for_other=False)
    )
    with any_database.transaction() as session:
        record_exchanges(session, [exchange])
    with any_database.reading() as session:
        said, answered = history(session, conversation_id="web-1", limit=5)
    assert (said.missed, said.guided_to, said.age_band) == (Missed.ABSTAINED, ["骨科"], AgeBand.OLD)
    assert said.for_other is False
    assert said.township is None
    known = (answered.missed, answered.guided_to, answered.age_band, answered.for_other, answered.township)
    assert set(known) == {None}


def test_nothing_said_is_nothing_kept(any_database: Database) -> None:
    with any_database.transaction() as session:
        record_exchanges(session, [])
        assert history(session, conversation_id="web-1", limit=5) == []


def told(*entries: str, version: str = "v1") -> tuple[ToldEntry, ...]:
    return tuple(ToldEntry(entry=entry, version=version) for entry in entries)


def kept(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        answers = session.scalars(select(AnswerGiven).order_by(AnswerGiven.id))
        return [(answer.entry_id, answer.entry_version) for answer in answers]


def test_every_entry_of_an_answer_is_kept_in_its_order(any_database: Database) -> None:
    said = an_exchange(told=told("gout.beer", "hypertension.diet"))
    with any_database.transaction() as session:
        record_exchanges(session, [said, an_exchange(told=())])
        record_exchanges(session, [said])
    assert kept(any_database) == [("gout.beer", "v1"), ("hypertension.diet", "v1")]
    with any_database.reading() as session:
        answered = [m for m in history(session, conversation_id="web-1", limit=9) if m.direction == "out"]
    assert [[given.entry_id for given in message.told] for message in answered] == [
        ["gout.beer", "hypertension.diet"],
        [],
    ]
    assert [answer.told_at for answer in answered[0].told] == [said.received_at] * 2


def test_a_message_answered_twice_in_different_words_keeps_what_both_answers_told(
    any_database: Database,
) -> None:
    first = an_exchange(told=told("gout.beer"))
    again = an_exchange(message_id=first.message_id, told=told("gout.beer", version="v2"))
    with any_database.transaction() as session:
        record_exchanges(session, [first])
        record_exchanges(session, [again])
    assert kept(any_database) == [("gout.beer", "v1"), ("gout.beer", "v2")]
