"""An offer is kept until the next reply, unreadable on the disk, and forgotten with its person."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

from sqlalchemy import text

from hotline.database import Database
from hotline.offered_choices import Offer, find_offer, keep_offer
from hotline.offered_choices.offer import HOLDS
from hotline.privacy import delete_person, find_person
from hotline.privacy.purging import purge_batch
from hotline.tickets import open_ticket
from tests.hotline.making import MORNING, SetClock, a_request

OFFER = Offer(says={"1": "好的", "2": "不用了"}, offered_at=MORNING)
TALK = "wechat-1234567890"


def keep(database: Database, offer: Offer) -> None:
    with database.transaction() as session:
        keep_offer(session, conversation_id=TALK, offer=offer)


def found(database: Database) -> Offer | None:
    with database.reading() as session:
        return find_offer(session, conversation_id=TALK)


def test_a_later_offer_takes_the_place_of_an_earlier_one_and_never_the_other_way(
    any_database: Database,
) -> None:
    later = Offer(says={"1": "明天"}, offered_at=MORNING + timedelta(seconds=1))
    keep(any_database, OFFER)
    keep(any_database, later)
    keep(any_database, OFFER)
    assert found(any_database) == later


def test_a_reply_that_offers_nothing_ends_the_last_offer(any_database: Database) -> None:
    nothing = Offer(says={}, offered_at=MORNING + timedelta(seconds=1))
    keep(any_database, OFFER)
    keep(any_database, nothing)
    kept = found(any_database)
    assert kept is not None
    assert kept.chosen("1", at=MORNING + timedelta(seconds=2)) is None


def test_nothing_is_written_where_nothing_was_ever_offered(database: Database) -> None:
    keep(database, replace(OFFER, says={}))
    assert found(database) is None


def test_an_offer_holds_for_half_an_hour() -> None:
    assert OFFER.chosen("2", at=MORNING + HOLDS - timedelta(seconds=1)) == "不用了"
    assert OFFER.chosen("2", at=MORNING + HOLDS) is None
    assert OFFER.chosen("3", at=MORNING) is None


def test_two_replicas_replying_at_once_leave_one_offer(any_database: Database) -> None:
    together = Barrier(2)

    def reply(after: int) -> None:
        together.wait()
        keep(any_database, replace(OFFER, offered_at=MORNING + timedelta(seconds=after)))

    threads = [Thread(target=reply, args=(after,)) for after in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = found(any_database)
    assert kept is not None
    assert kept.offered_at == MORNING + timedelta(seconds=2)


def test_what_was_offered_cannot_be_read_on_the_disk(database: Database) -> None:
    keep(database, OFFER)
    with database.reading() as session:
        assert "不用了" not in str(session.execute(text("SELECT * FROM offered_choices")).all())


def test_the_purge_takes_it_after_a_day_and_a_person_s_deletion_at_once(
    database: Database, clock: SetClock
) -> None:
    keep(database, OFFER)
    clock.move(hours=23)
    with database.transaction() as session:
        assert purge_batch(session, kind="offered_choices", clock=clock) == 0
        open_ticket(session, request=a_request(conversation_id=TALK, phone="13800008000"), clock=clock)
        person = find_person(session, phone="13800008000")
        delete_person(session, person=person, by="dpo", reason="asked", clock=clock)
    assert found(database) is None
    keep(database, OFFER)
    clock.move(hours=2)
    with database.transaction() as session:
        assert purge_batch(session, kind="offered_choices", clock=clock) == 1
