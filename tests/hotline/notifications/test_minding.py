"""What did not go is minded by a person, and what is shown is read by those it is for."""

from uuid import uuid4

import pytest

from hotline.database import Database
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterGivenUp,
    LetterSent,
    LetterState,
    LetterUnaddressed,
    LetterWaiting,
    Means,
    NoSuchLetter,
    NoticeKind,
    count_letters,
    count_unread,
    give_up,
    letters_in,
    letters_in_conversation,
    mark_read,
    mark_seen,
    notices_of,
    send_again,
)
from tests.hotline.making import SetClock, add_member
from tests.hotline.notifications.making import letters, tell_caller, tell_staff


@pytest.fixture
def letter(database: Database, clock: SetClock) -> Letter:
    """A short message that died."""
    with database.transaction() as session:
        tell_caller(session, clock=clock)
        dead = letters(session)[Means.SMS]
        dead.die(LetterFault.REFUSED, detail="HTTP 400")
        dead.attempts = 7
    return dead


def test_a_dead_letter_is_sent_again_like_a_new_one(
    database: Database, clock: SetClock, letter: Letter
) -> None:
    clock.move(days=9)
    with database.transaction() as session:
        again = send_again(session, letter_id=letter.id, clock=clock)
    assert (again.state, again.next_attempt_at, again.attempts) == (LetterState.WAITING, clock.now(), 0)
    assert again.good_until > clock.now()
    with database.transaction() as session, pytest.raises(LetterWaiting):
        send_again(session, letter_id=letter.id, clock=clock)


def test_a_letter_given_up_stays_so(database: Database, clock: SetClock, letter: Letter) -> None:
    with database.transaction() as session:
        given_up = give_up(session, letter_id=letter.id, by="chen", clock=clock)
    assert (given_up.state, given_up.given_up_by) == (LetterState.GIVEN_UP, "chen")
    with database.transaction() as session, pytest.raises(LetterGivenUp) as refused:
        send_again(session, letter_id=letter.id, clock=clock)
    assert refused.value.by == "chen"


def test_what_was_sent_cannot_be_given_up(database: Database, clock: SetClock, letter: Letter) -> None:
    with database.transaction() as session:
        sent = letters(session)[Means.SMS]
        sent.place(at=clock.now())
    with database.transaction() as session, pytest.raises(LetterSent):
        give_up(session, letter_id=letter.id, by="chen", clock=clock)


def test_what_has_no_address_cannot_be_sent_again(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, channel="phone", phone=None, kind=NoticeKind.DELAYED)
        lost = letters(session)[Means.SMS].id
    with database.transaction() as session, pytest.raises(LetterUnaddressed):
        send_again(session, letter_id=lost, clock=clock)


def test_an_unknown_letter_is_named(database: Database, clock: SetClock) -> None:
    nobody = uuid4()
    with database.transaction() as session, pytest.raises(NoSuchLetter) as refused:
        give_up(session, letter_id=nobody, by="chen", clock=clock)
    assert refused.value.letter_id == nobody


def test_the_letters_are_listed_by_state(database: Database, clock: SetClock, letter: Letter) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock, conversation_id="web-2")
    with database.reading() as session:
        assert count_letters(session) == {LetterState.WAITING: 1, LetterState.DEAD: 1}
        assert [one.id for one in letters_in(session, state=LetterState.DEAD, limit=5)] == [letter.id]
        assert letters_in(session, state=LetterState.SENT, limit=5) == []


def test_notices_are_the_members_own_and_the_unread_come_first(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        for username in ("chen", "lin"):
            add_member(session, username)
        for number in ("261123-0001", "261123-0002"):
            clock.move(minutes=1)
            tell_staff(session, "chen", clock=clock, ticket_number=number)
        tell_staff(session, "lin", clock=clock)
        newest = notices_of(session, username="chen", limit=9)[0]
        mark_read(session, username="lin", clock=clock, letter_id=newest.id)
        assert count_unread(session, username="chen") == 2
        mark_read(session, username="chen", clock=clock, letter_id=newest.id)
    with database.reading() as session:
        read = notices_of(session, username="chen", limit=9)
        assert [one.ticket_number for one in read] == ["261123-0001", "261123-0002"]
        assert (count_unread(session, username="chen"), count_unread(session, username="lin")) == (1, 1)
    with database.transaction() as session:
        mark_read(session, username="chen", clock=clock)
        assert count_unread(session, username="chen") == 0


def test_a_caller_finds_what_lies_in_his_conversation(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        tell_caller(session, clock=clock)
        tell_caller(session, clock=clock, conversation_id="web-2")
    clock.move(days=1)
    with database.transaction() as session:
        mark_seen(session, conversation_id="web-1", clock=clock)
    with database.reading() as session:
        (seen,) = letters_in_conversation(session, conversation_id="web-1")
        (unseen,) = letters_in_conversation(session, conversation_id="web-2")
        assert (seen.read_at, unseen.read_at) == (clock.now(), None)
