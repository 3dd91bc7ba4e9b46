"""Somebody is known again: by either replica, after a change of the data key, after he left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, text

from hotline.database import Database, Keyring, install_keyring, rotate_private_columns
from hotline.identity import ChannelIdentity, address_of, find_identity, leave, leave_conversation, recognise
from tests.hotline.identity.making import OPENID, somebody
from tests.hotline.making import MORNING, SetClock


def test_who_writes_again_is_the_same(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        first = somebody(session, clock=clock)
    clock.move(days=3)
    with any_database.transaction() as session:
        again = recognise(
            session, channel="wechat", address=OPENID, conversation_id="another", at=clock.now()
        )
    assert (again.id, again.conversation_id) == (first.id, first.conversation_id)
    assert (again.first_seen_at, again.last_seen_at) == (MORNING, clock.now())


def test_the_address_is_unreadable_on_the_disk(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        somebody(session, clock=clock)
    with database.reading() as session:
        assert OPENID not in str(session.execute(text("SELECT * FROM channel_identities")).all())


def test_who_writes_ten_times_in_a_minute_is_noted_once(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        somebody(session, clock=clock)
        clock.move(seconds=59)
        assert somebody(session, clock=clock).last_seen_at == MORNING
        clock.move(seconds=1)
        assert somebody(session, clock=clock).last_seen_at == clock.now()


def test_who_left_cannot_be_written_to_until_he_comes_back(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        conversation = somebody(session, clock=clock).conversation_id
        assert address_of(session, conversation) == OPENID
        leave(session, channel="wechat", address=OPENID)
        assert address_of(session, conversation) is None
        somebody(session, clock=clock)
        assert address_of(session, conversation) == OPENID
        leave_conversation(session, conversation_id=conversation)
        assert address_of(session, conversation) is None


def test_somebody_unknown_leaves_without_a_trace(database: Database) -> None:
    with database.transaction() as session:
        leave(session, channel="wechat", address=OPENID)
        leave_conversation(session, conversation_id="nobody")
        assert address_of(session, "nobody") is None
        assert session.scalar(select(func.count()).select_from(ChannelIdentity)) == 0


def test_the_same_address_on_another_channel_is_somebody_else(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        assert somebody(session, clock=clock).id != somebody(session, clock=clock, channel="web_chat").id


def test_he_is_known_under_a_new_key_before_and_after_all_is_written_anew(
    any_database: Database, clock: SetClock
) -> None:
    old, new = Keyring.generate_key(), Keyring.generate_key()
    install_keyring(Keyring(old))
    with any_database.transaction() as session:
        first = somebody(session, clock=clock)
    install_keyring(Keyring(f"{new},{old}"))
    with any_database.transaction() as session:
        assert somebody(session, clock=clock).id == first.id
        rotate_private_columns(session)
    install_keyring(Keyring(new))
    with any_database.transaction() as session:
        again = somebody(session, clock=clock)
        assert (again.id, again.address) == (first.id, OPENID)
        assert find_identity(session, conversation_id=first.conversation_id) is again


@pytest.mark.whole
def test_two_replicas_make_one_of_him(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    together = Barrier(4)

    def replica(_: int) -> set[str]:
        own = Database(migrated_postgres)
        found = set()
        for number in range(40):
            together.wait()
            with own.transaction() as session:
                found.add(str(somebody(session, clock=clock, openid=f"{number:09d}").id))
        own.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(replica, range(4))
    assert len(first) == 40
    assert all(other == first for other in others)
    with postgres_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ChannelIdentity)) == 40
