"""A binding is told to its owner and forgotten with him; a number merely typed joins nobody to its owner."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.identity import BindingCode, ChannelIdentity, ask_binding
from hotline.notifications import Letter
from hotline.privacy import delete_person, due_for_purge, find_person, purge_batch, tell_person
from tests.hotline.identity.making import OPENID, PHONE, bind, somebody
from tests.hotline.making import SetClock, an_exchange


def count(session: Session, table: type[ChannelIdentity] | type[BindingCode] | type[Letter]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_who_asks_for_his_data_is_told_of_his_wechat(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        identity = somebody(session, clock=clock)
        bind(session, identity, clock=clock)
        record_exchanges(session, [an_exchange(conversation_id=identity.conversation_id)])
    with any_database.reading() as session:
        told = tell_person(session, person=find_person(session, phone="138-0000-8000"))
    assert [row["address"] for row in told["channel_identities"]] == [OPENID]
    assert "address_hash" not in told["channel_identities"][0]
    assert {row["phone"] for row in told["binding_codes"]} == {PHONE}
    assert "code_hash" not in told["binding_codes"][0]
    assert len(told["messages"]) == 2


def test_who_is_forgotten_leaves_no_address_number_code_or_letter(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        bind(session, somebody(session, clock=clock), clock=clock)
        # Of his own, but for another's number.
        ask_binding(session, identity=somebody(session, clock=clock), phone="13900009000", clock=clock)
    with any_database.transaction() as session:
        person = find_person(session, phone=PHONE)
        done = delete_person(session, person=person, by="lin", reason="本人要求", clock=clock).done
        assert (done["channel_identities"], done["binding_codes"]) == (1, 1)
    with any_database.reading() as session:
        assert (count(session, ChannelIdentity), count(session, BindingCode)) == (0, 0)
        assert [letter.address for letter in session.scalars(select(Letter))] == ["13900009000"]


def test_a_number_typed_and_not_proved_joins_nobody_to_its_owner(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        stranger = somebody(session, clock=clock, openid="stranger-0")
        ask_binding(session, identity=stranger, phone=PHONE, clock=clock)
        record_exchanges(session, [an_exchange(conversation_id=stranger.conversation_id)])
    with any_database.transaction() as session:
        person = find_person(session, phone=PHONE)
        assert stranger.conversation_id not in person.conversations
        assert set(tell_person(session, person=person)) == {"binding_codes", "letters"}
        delete_person(session, person=person, by="lin", reason="本人要求", clock=clock)
        assert (count(session, ChannelIdentity), count(session, BindingCode)) == (1, 0)


def test_codes_go_after_two_days_and_who_stayed_away_a_year_with_his_number(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        bind(session, somebody(session, clock=clock), clock=clock)
    clock.move(days=2, minutes=1)
    with any_database.transaction() as session:
        assert due_for_purge(session, clock=clock) == {"binding_codes": 1}
        purge_batch(session, kind="binding_codes", clock=clock)
        assert (count(session, ChannelIdentity), count(session, BindingCode)) == (1, 0)
    clock.move(days=364)
    with any_database.transaction() as session:
        purge_batch(session, kind="channel_identities", clock=clock)
        assert count(session, ChannelIdentity) == 0
