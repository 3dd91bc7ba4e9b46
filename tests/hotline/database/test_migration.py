"""The schema comes from the migrations alone, and the migrations know every table."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, text

from hotline.audit import verify
from hotline.database import Database, migrate, needs_migration
from hotline.database.migration import migration_config
from hotline.tickets import (
    TicketSource,
    accept_ticket,
    add_note,
    export_audit,
    get_ticket,
    open_ticket,
    seal_events,
)
from tests.hotline.conftest import MIGRATIONS
from tests.hotline.making import SetClock, a_request, add_member
from tests.postgres import PostgresServer

TABLES = {
    "access_tokens",
    "alarm_events",
    "alarms",
    "alembic_version",
    "appointments",
    "booking_holds",
    "booking_orders",
    "answers_given",
    "audit_seals",
    "consents",
    "calendar_days",
    "gaps_set_aside",
    "given_sheets",
    "binding_codes",
    "caller_profiles",
    "caller_reminders",
    "reminder_preferences",
    "channel_identities",
    "correspondences",
    "detail_views",
    "draft_approvals",
    "draft_events",
    "drafts",
    "desk_presences",
    "live_talks",
    "measure_deeds",
    "measure_weeks",
    "measures",
    "messages",
    "messaging_windows",
    "outgoing_call_attempts",
    "offered_choices",
    "outgoing_calls",
    "outgoing_texts",
    "recordings",
    "refused_numbers",
    "personal_data_requests",
    "phone_calls",
    "recovery_codes",
    "second_factors",
    "letters",
    "push_subscriptions",
    "sign_in_attempts",
    "sign_in_sessions",
    "staff_members",
    "staff_reaches",
    "ticket_events",
    "ticket_links",
    "tickets",
    "timers",
    "timetable_changes",
    "timetable_sittings",
    "timetable_weeks",
}

OLD_MESSAGE = """
INSERT INTO messages (conversation_id, message_id, direction, channel, at, text, grade, rules, rules_version,
                      answered_by, entry_id, entry_version, timings)
VALUES (:conversation, :message, :direction, 'web_chat', :at, '', 'routine', '[]', '',
        'bot', :entry, :version, '{}')
"""


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'new.db'}"


@pytest.fixture
def empty_postgres(postgres: PostgresServer) -> str:
    return postgres.new_database().replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.whole)])
def empty_url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("empty_sqlite"))
    return str(request.getfixturevalue("empty_postgres"))


def test_an_empty_store_gets_every_table(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    assert set(inspect(create_engine(empty_url)).get_table_names()) == TABLES


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    migrate(empty_url, folder=MIGRATIONS)
    assert not needs_migration(empty_url, folder=MIGRATIONS)


def test_the_models_say_what_the_migrations_made(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    with create_engine(empty_url).begin() as connection:
        command.check(migration_config(MIGRATIONS, connection=connection))


def test_a_difference_between_models_and_store_is_noticed(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    with create_engine(empty_url).begin() as connection:
        connection.execute(text("ALTER TABLE tickets ADD COLUMN surprise INTEGER"))
        with pytest.raises(Exception, match="surprise"):
            command.check(migration_config(MIGRATIONS, connection=connection))


def test_the_way_back_leaves_no_table(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    with create_engine(empty_url).begin() as connection:
        command.downgrade(migration_config(MIGRATIONS, connection=connection), "base")
    assert set(inspect(create_engine(empty_url)).get_table_names()) <= {"alembic_version"}
    assert needs_migration(empty_url, folder=MIGRATIONS)


def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    start = (
        "import sys, pathlib, hotline.database as d; d.migrate(sys.argv[1], folder=pathlib.Path(sys.argv[2]))"
    )
    command_line = [sys.executable, "-c", start, empty_url, str(MIGRATIONS)]
    replicas = [subprocess.Popen(command_line, cwd=MIGRATIONS.parent) for _ in range(3)]
    assert [replica.wait() for replica in replicas] == [0, 0, 0]
    assert not needs_migration(empty_url, folder=MIGRATIONS)


def test_what_was_told_before_the_second_step_is_carried_over_and_back(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    row = {"conversation": "c", "at": "2026-11-23 01:30:00+00:00"}
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        command.downgrade(migration_config(MIGRATIONS, connection=connection), "0001")
    with engine.begin() as connection:
        for message, direction, entry, version in (
            ("m-1", "in", None, None),
            ("m-1", "out", "gout.beer", "v1"),
            ("m-2", "out", "gout.diet", None),
            ("m-3", "out", None, None),
        ):
            facts = {"message": message, "direction": direction, "entry": entry, "version": version}
            connection.execute(text(OLD_MESSAGE), row | facts)
    migrate(empty_url, folder=MIGRATIONS)
    given = "SELECT message_id, entry_id, entry_version, told_at = (SELECT min(at) FROM messages) AS same "
    with engine.begin() as connection:
        found = connection.execute(text(f"{given} FROM answers_given ORDER BY id")).all()
        assert [tuple(one) for one in found] == [
            ("m-1", "gout.beer", "v1", True),
            ("m-2", "gout.diet", "", True),
        ]
        assert connection.execute(text("SELECT count(*) FROM messages")).scalar() == 4
        command.downgrade(migration_config(MIGRATIONS, connection=connection), "0001")
    with engine.begin() as connection:
        back = connection.execute(text("SELECT message_id, entry_id FROM messages WHERE entry_id > ''")).all()
    assert {tuple(one) for one in back} == {("m-1", "gout.beer"), ("m-2", "gout.diet")}


def test_a_history_kept_before_the_fourth_step_is_chained_and_proves_itself(empty_url: str) -> None:
    migrate(empty_url, folder=MIGRATIONS)
    engine = create_engine(empty_url)
    database = Database(empty_url)
    with database.transaction() as session:
        add_member(session, "chen")
        number = open_ticket(session, request=a_request(), clock=SetClock()).number
        accept_ticket(session, number=number, staff="chen", clock=SetClock())
        add_note(session, number=number, by="chen", text="孙女在家", clock=SetClock())
    with engine.begin() as connection:
        command.downgrade(migration_config(MIGRATIONS, connection=connection), "0003")
    migrate(empty_url, folder=MIGRATIONS)
    with database.transaction() as session:
        ticket = get_ticket(session, number=number)
        assert (ticket.source, ticket.round, ticket.seen_seq, ticket.assisting) == (
            TicketSource.BOT,
            1,
            0,
            [],
        )
        add_note(session, number=number, by="chen", text="再记一笔", clock=SetClock())
        seal_events(session, clock=SetClock())
        lines = list(export_audit(session, with_private=True))
    assert verify(lines).events == 4
    assert "孙女在家".encode() in b"".join(lines)
    database.close()
    engine.dispose()
