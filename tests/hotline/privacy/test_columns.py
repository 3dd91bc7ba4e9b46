"""All that a patient said or is known by lies in encrypted columns, and a new column must say what it is."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, inspect

import hotline.access_tokens
import hotline.appointments
import hotline.calendar_days
import hotline.calls
import hotline.follow_up
import hotline.handoff
import hotline.measures
import hotline.messaging
import hotline.notifications
import hotline.offered_choices
import hotline.outgoing_calls
import hotline.recordings
import hotline.sheets
import hotline.staff.attempts  # noqa: F401 - importing the tables registers them
from hotline.conversations import Message
from hotline.database import Base, LookupHash, PrivateText, UtcInstant
from hotline.green_channel import Alarm
from hotline.privacy import classification
from hotline.tickets import Ticket

MUST_BE_PRIVATE = {
    Message: {"text"},
    Ticket: {"summary", "phone", "caller_name", "patient_name", "relation", "details"},
    Alarm: {"said", "advised", "title", "place", "phone", "caller_name", "details", "reason", "note"},
}


def test_every_column_of_every_table_is_classified_and_typed_as_it_is_classified() -> None:
    assert len(Base.metadata.tables) > 15
    assert classification().faults(Base.metadata) == []


@pytest.mark.parametrize(
    ("column", "fault"),
    [
        (Column("nickname", String), "messages.nickname: not classified, or twice"),
        (Column("text", String), "messages.text: String does not fit patient"),
        (Column("grade", PrivateText), "messages.grade: PrivateText does not fit fact"),
        (Column("channel", LookupHash("text")), "messages.channel: LookupHash does not fit fact"),
        (Column("rules", UtcInstant), "messages.rules: UtcInstant does not fit fact"),
        (Column("at", Integer), "messages.at: Integer does not fit time"),
    ],
)
def test_a_column_that_is_new_or_readable_is_named(column: Column[object], fault: str) -> None:
    metadata = MetaData()
    Table("messages", metadata, column)
    assert fault in classification().faults(metadata)


def test_a_table_nobody_classified_is_named() -> None:
    metadata = MetaData()
    Table("diaries", metadata, Column("id", Integer))
    assert classification().faults(metadata) == ["diaries.id: not classified, or twice"]


@pytest.mark.parametrize("kind", MUST_BE_PRIVATE, ids=lambda kind: str(kind.__tablename__))
def test_words_numbers_and_names_of_patients_are_private(kind: type[Base]) -> None:
    private = {
        column.name
        for column in classification().private_of_patients(Base.metadata.tables[kind.__tablename__])
    }
    assert private >= MUST_BE_PRIVATE[kind]


def test_whoever_looks_for_a_persons_data_knows_every_table(migrated_file: Path) -> None:
    asked = "import hotline.privacy; from hotline.database import Base; print(*Base.metadata.tables)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    there = set(inspect(create_engine(f"sqlite:///{migrated_file}")).get_table_names())
    assert set(ran.stdout.split()) == there - {"alembic_version"}
