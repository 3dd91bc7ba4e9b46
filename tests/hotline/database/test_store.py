"""A store that cannot be reached is said to be so, at once and by one name."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from hotline.database import Database, StorageUnavailable
from hotline.database.engine import UnknownStore
from hotline.staff import list_staff
from tests.hotline.making import add_member
from tests.postgres import running_postgres

AT_ONCE = timedelta(milliseconds=50)


def count_staff(database: Database) -> int:
    with database.reading() as session:
        return len(list_staff(session))


def add(database: Database, username: str) -> None:
    with database.transaction() as session:
        add_member(session, username)


def add_twice(database: Database, username: str) -> None:
    with database.transaction() as session:
        add_member(session, username)
        session.expunge_all()
        add_member(session, username)


def test_leaving_commits_and_an_error_takes_all_back(any_database: Database) -> None:
    add(any_database, "chen")
    with pytest.raises(IntegrityError):
        add_twice(any_database, "lin")
    assert count_staff(any_database) == 1


def test_what_is_changed_while_reading_is_dropped(any_database: Database) -> None:
    with any_database.reading() as session:
        add_member(session, "chen")
    assert count_staff(any_database) == 0


def test_a_commit_waits_for_the_disk_unless_it_is_told_not_to(database: Database) -> None:
    full, normal = 2, 1
    asked = text("PRAGMA synchronous")
    with database.transaction() as session:
        assert session.execute(asked).scalar() == full
    with database.transaction(durable=False) as session:
        assert session.execute(asked).scalar() == normal
    with database.transaction() as session:
        assert session.execute(asked).scalar() == full


def test_a_locked_file_is_unavailable_until_it_is_free(database_file: Path) -> None:
    database = Database(f"sqlite:///{database_file}", busy_timeout=AT_ONCE)
    with sqlite3.connect(database_file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailable):
            add(database, "chen")
        assert count_staff(database) == 0
        other.execute("ROLLBACK")
    add(database, "chen")
    assert count_staff(database) == 1


def test_a_file_replaced_by_a_folder_is_gone_also_for_open_connections(database_file: Path) -> None:
    database = Database(f"sqlite:///{database_file}")
    add(database, "chen")
    database_file.rename(database_file.with_suffix(".away"))
    database_file.mkdir()
    with pytest.raises(StorageUnavailable):
        add(database, "wu")
    database_file.rmdir()
    database_file.with_suffix(".away").rename(database_file)
    add(database, "lin")
    assert count_staff(database) == 2


def test_a_missing_file_is_not_made_anew(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(StorageUnavailable):
        count_staff(database)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("words, not pages " * 100)
    with pytest.raises(StorageUnavailable):
        count_staff(Database(f"sqlite:///{tmp_path / 'text.db'}"))


def test_what_is_said_of_a_failure_names_no_value(database_file: Path) -> None:
    with pytest.raises(IntegrityError) as refused:
        add_twice(Database(f"sqlite:///{database_file}"), "林阿水")
    assert "林阿水" not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://localhost/hotline", "sqlite://", "sqlite:///:memory:"])
def test_an_unknown_kind_of_store_is_named(url: str) -> None:
    with pytest.raises((UnknownStore, ModuleNotFoundError)) as refused:
        Database(url)
    assert isinstance(refused.value, UnknownStore)


@pytest.mark.whole
def test_a_stopped_postgresql_is_unavailable_and_comes_back() -> None:
    with running_postgres() as server:
        database = Database(server.new_database())
        with database.transaction() as session:
            session.execute(text("CREATE TABLE notes (id integer)"))
        server.stop()
        with pytest.raises(StorageUnavailable), database.transaction() as session:
            session.execute(text("SELECT 1 FROM notes"))
        server.start()
        with database.transaction() as session:
            assert session.execute(text("SELECT count(*) FROM notes")).scalar() == 0
        database.close()


@pytest.mark.whole
def test_a_locked_row_makes_postgresql_unavailable(postgres_database: Database) -> None:
    impatient = Database(
        postgres_database._engine.url.render_as_string(hide_password=False), busy_timeout=AT_ONCE
    )
    add(postgres_database, "chen")
    lock = text("SELECT * FROM staff_members FOR UPDATE")
    with postgres_database.transaction() as holder:
        holder.execute(lock)
        with pytest.raises(StorageUnavailable), impatient.transaction() as other:
            other.execute(lock)
    impatient.close()
