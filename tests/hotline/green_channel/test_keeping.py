"""Rows of alarms on both stores: what is kept, what is private, what is done once."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.database import Database
from hotline.green_channel import (
    AlarmEventKind,
    AlarmOutcome,
    AlarmState,
    AlreadyAcknowledged,
    NoSuchAlarm,
    alarms_between,
    alarms_of_ticket,
    do_deed,
    get_alarm,
    raise_alarm,
    rule_records,
)
from hotline.green_channel import deed as deeds
from tests.hotline.making import MORNING, a_call

_EVERYTHING = ("SELECT * FROM alarms", "SELECT * FROM alarm_events")


def test_a_whole_life_is_written_down(any_database: Database) -> None:
    call = a_call()
    it = {"by": "wu", "at": MORNING + timedelta(minutes=1)}
    life = [
        deeds.acknowledge(call.id, **it),  # type: ignore[arg-type]
        deeds.add_contact(call.id, place="乔仁镇粮站旁", phone="13800008000", **it),  # type: ignore[arg-type]
        deeds.mark_arrived(call.id, **it),  # type: ignore[arg-type]
        deeds.record_outcome(call.id, outcome=AlarmOutcome.CONFIRMED, note="下壁心梗", **it),  # type: ignore[arg-type]
    ]
    with any_database.transaction() as session:
        raise_alarm(session, call=call)
    for deed in life:
        with any_database.transaction() as session:
            do_deed(session, deed=deed)
    with any_database.reading() as session:
        alarm = get_alarm(session, alarm_id=call.id)
        assert alarm.state is AlarmState.CLOSED
        assert (alarm.place, alarm.phone, alarm.note) == ("乔仁镇粮站旁", "13800008000", "下壁心梗")
        assert [(event.seq, event.kind) for event in alarm.events] == [
            (1, AlarmEventKind.RAISED),
            (2, AlarmEventKind.ACKNOWLEDGED),
            (3, AlarmEventKind.CONTACT_ADDED),
            (4, AlarmEventKind.ARRIVED),
            (5, AlarmEventKind.OUTCOME_RECORDED),
        ]
        assert alarm.events[2].private == {"place": "乔仁镇粮站旁", "phone": "13800008000"}
        assert alarm.facts.rules == ("acs",)


def test_doing_it_again_changes_nothing(any_database: Database) -> None:
    call = a_call()
    deed = deeds.acknowledge(call.id, by="wu", at=MORNING)
    for _ in range(2):
        with any_database.transaction() as session:
            raise_alarm(session, call=call)
            do_deed(session, deed=deed)
    with any_database.reading() as session:
        assert len(get_alarm(session, alarm_id=call.id).events) == 2


def test_of_two_who_answer_the_second_is_told_who_was_first(any_database: Database) -> None:
    call = a_call()
    with any_database.transaction() as session:
        raise_alarm(session, call=call)
        do_deed(session, deed=deeds.acknowledge(call.id, by="wu", at=MORNING))
    with pytest.raises(AlreadyAcknowledged) as refused, any_database.transaction() as session:
        do_deed(session, deed=deeds.acknowledge(call.id, by="lin", at=MORNING))
    assert refused.value.by == "wu"


def test_an_alarm_that_is_not_there_is_named(any_database: Database) -> None:
    with pytest.raises(NoSuchAlarm), any_database.transaction() as session:
        do_deed(session, deed=deeds.acknowledge(a_call().id, by="wu", at=MORNING))


def test_no_word_place_number_or_reason_can_be_read_from_the_disk(database: Database) -> None:
    call = a_call(phone="13800008000", place="乔仁镇", caller_name="林阿水", details={"relation": "父亲"})
    with database.transaction() as session:
        raise_alarm(session, call=call)
        do_deed(session, deed=deeds.tell_more(call.id, by="hotline", said="他喘不上气", at=MORNING))
        do_deed(session, deed=deeds.call_off(call.id, by="wu", reason="家属误报", at=MORNING))
    with database.reading() as session:
        raw = str([session.execute(text(query)).all() for query in _EVERYTHING])
    secret = ["13800008000", "乔仁", "林阿水", "父亲", "喘不上气", "误报", "胸口", "拨打120", "心肌梗死"]
    assert [word for word in secret if word in raw] == []
    assert "acs" in raw


def test_what_the_desk_asks_for(any_database: Database) -> None:
    calls = [
        a_call(raised_at=MORNING + timedelta(minutes=n), ticket_number=f"261123-000{n}") for n in range(4)
    ]
    with any_database.transaction() as session:
        for call in calls:
            raise_alarm(session, call=call)
        do_deed(session, deed=deeds.acknowledge(calls[0].id, by="wu", at=MORNING))
        do_deed(session, deed=deeds.call_off(calls[3].id, by="wu", reason="误报", at=MORNING))
    with any_database.reading() as session:
        assert [alarm.id for alarm in alarms_of_ticket(session, number="261123-0002")] == [calls[2].id]
        within = alarms_between(
            session, start=MORNING + timedelta(minutes=1), end=MORNING + timedelta(minutes=3)
        )
        assert [alarm.id for alarm in within] == [calls[1].id, calls[2].id]


def test_outcomes_grade_the_rules(any_database: Database) -> None:
    ends = [
        (("acs", "dissection"), AlarmOutcome.CONFIRMED),
        (("acs",), AlarmOutcome.FALSE_ALARM),
        (("acs",), AlarmOutcome.NOT_REACHED),
        (("acs",), None),
    ]
    with any_database.transaction() as session:
        for rules, outcome in ends:
            call = a_call(rules=rules)
            raise_alarm(session, call=call)
            if outcome:
                do_deed(session, deed=deeds.acknowledge(call.id, by="wu", at=MORNING))
                do_deed(session, deed=deeds.record_outcome(call.id, by="wu", outcome=outcome, at=MORNING))
        off = a_call(rules=("stroke",))
        raise_alarm(session, call=off)
        do_deed(session, deed=deeds.call_off(off.id, by="wu", reason="误报", at=MORNING))
        raise_alarm(session, call=a_call(rules=("old",), raised_at=MORNING - timedelta(days=400)))
    with any_database.reading() as session:
        records = {
            record.rule: record for record in rule_records(session, since=MORNING - timedelta(days=90))
        }
    acs = records["acs"]
    assert (acs.fired, acs.known, acs.right, acs.open) == (4, 2, 1, 1)
    assert (records["dissection"].right, records["stroke"].called_off, records["stroke"].open) == (1, 1, 1)
    assert "old" not in records
