"""What was told by a template message that did not arrive is told the next way, once."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest

from hotline.database import Database
from hotline.messaging import Carried, TextState, Way, take_back
from hotline.messaging.correspondence import LEASE
from hotline.notifications import LetterFault, LetterState, Means, NoticeKind, send_again
from hotline.notifications.minding import give_up
from tests.hotline.making import SetClock
from tests.hotline.messaging.test_sending import tell
from tests.hotline.messaging.writing import PHONE, WHO, Desk

HANDED_ON, SENT = TextState.HANDED_ON, TextState.SENT


def lines(desk: Desk, *, phone: str | None = PHONE) -> None:
    """Two lines, of which a template message told once."""
    desk.ticket(phone=phone)
    desk.templates = True
    for n in (1, 2):
        desk.write(f"护士小陈：第{n}句")
        desk.run()
    assert len(desk.messenger.nudged) == 1
    assert [text.way for text in desk.texts()] == [Way.TEMPLATE] * 2


def notice(desk: Desk, *, phone: str | None = PHONE) -> None:
    desk.ticket(phone=phone)
    desk.templates = True
    tell(desk, NoticeKind.DELAYED)
    desk.run()


def test_lines_are_told_by_one_short_message_however_often_wechat_says_so(desk: Desk) -> None:
    lines(desk)
    for _ in range(3):
        desk.did_not_arrive("1")
    desk.run()
    (sms,) = desk.letters()
    assert (sms.means, sms.kind, sms.address) == (Means.SMS, NoticeKind.MESSAGE_WAITING, PHONE)
    assert [text.way for text in desk.texts()] == [Way.SMS] * 2


def test_the_next_line_hangs_on_the_short_message(one_desk: Desk) -> None:
    lines(one_desk)
    one_desk.did_not_arrive("1")
    one_desk.write("护士小陈：第3句")
    one_desk.run()
    assert [text.way for text in one_desk.texts()] == [Way.SMS] * 3
    assert len(one_desk.letters()) == len(one_desk.messenger.nudged) == 1


def test_without_a_number_lines_are_put_before_people_and_written_when_he_writes(desk: Desk) -> None:
    lines(desk, phone=None)
    desk.did_not_arrive("1")
    (dead,) = desk.letters()
    assert (dead.state, dead.fault) == (LetterState.DEAD, LetterFault.NO_WINDOW)
    assert desk.standing().to_call == 2
    desk.clock.move(hours=1)
    desk.open()
    desk.run()
    assert desk.messenger.said == ["护士小陈：第1句\n护士小陈：第2句"]
    assert [letter.state for letter in desk.letters()] == [LetterState.SENT]


def test_a_notice_goes_by_short_message_in_its_own_words(desk: Desk) -> None:
    notice(desk)
    assert [letter.state for letter in desk.letters()] == [LetterState.SENT]
    for _ in range(2):
        desk.did_not_arrive("1")
    states = {letter.means: letter.state for letter in desk.letters()}
    assert states == {Means.WECHAT: LetterState.GIVEN_UP, Means.SMS: LetterState.WAITING}
    (sms,) = desk.letters(Means.SMS)
    assert (sms.kind, sms.address) == (NoticeKind.DELAYED, PHONE)


def test_a_notice_without_a_number_is_put_before_people_also_when_it_is_sent_again(desk: Desk) -> None:
    notice(desk, phone=None)
    desk.did_not_arrive("1")
    (dead,) = desk.letters()
    assert (dead.state, dead.fault, dead.sent_at) == (LetterState.DEAD, LetterFault.NO_WINDOW, None)
    with desk.database.transaction() as session:
        send_again(session, letter_id=dead.id, clock=desk.clock)
    desk.run()  # WeChat gives the old number, and says no more of it
    assert len(desk.messenger.nudged) == 2
    assert [letter.state for letter in desk.letters()] == [LetterState.DEAD]


def test_what_wechat_says_before_we_noted_it_counts(desk: Desk) -> None:
    desk.messenger.meanwhile = desk.did_not_arrive
    notice(desk)
    (sms,) = desk.letters(Means.SMS)
    assert (sms.kind, sms.address) == (NoticeKind.DELAYED, PHONE)
    assert [letter.state for letter in desk.letters(Means.WECHAT)] == [LetterState.GIVEN_UP]


def test_what_wechat_says_of_one_whose_answer_was_lost_counts(desk: Desk) -> None:
    desk.messenger.script = [Carried.UNSURE]
    desk.ticket()
    desk.templates = True
    desk.write("护士小陈：您好")
    desk.run()
    assert desk.states() == [TextState.WAITING]
    desk.did_not_arrive("1")
    desk.clock.move(minutes=5)
    desk.run()
    assert [letter.means for letter in desk.letters()] == [Means.SMS]


def test_what_wechat_says_when_the_sender_had_died_counts(desk: Desk) -> None:
    class Died(Exception):  # noqa: N818 - it is no fault of the program
        """The machine went away before the noting."""

    def die(number: str) -> None:
        desk.did_not_arrive(number)
        desk.messenger.meanwhile = lambda _: None
        raise Died

    desk.messenger.meanwhile = die
    with pytest.raises(Died):
        notice(desk)
    desk.clock.at += LEASE
    desk.run()
    assert len(desk.letters(Means.SMS)) == 1


def test_what_he_read_meanwhile_is_told_no_more(desk: Desk) -> None:
    lines(desk)
    desk.clock.move(minutes=1)
    desk.open()
    desk.run()
    assert not desk.did_not_arrive("1")
    assert desk.states() == [SENT, TextState.MERGED]
    assert desk.letters() == []


def test_what_a_person_gave_up_meanwhile_stays_given_up(one_desk: Desk) -> None:
    notice(one_desk, phone=None)
    one_desk.did_not_arrive("1")
    with one_desk.database.transaction() as session:
        give_up(session, letter_id=one_desk.letters()[0].id, by="chen", clock=one_desk.clock)
    one_desk.did_not_arrive("1")
    assert [letter.state for letter in one_desk.letters()] == [LetterState.GIVEN_UP]


@pytest.mark.parametrize("message", ["2", ""])
def test_another_number_changes_nothing(one_desk: Desk, message: str) -> None:
    assert not one_desk.did_not_arrive(message)
    lines(one_desk)
    assert not one_desk.did_not_arrive(message)
    assert [text.way for text in one_desk.texts()] == [Way.TEMPLATE] * 2
    assert one_desk.letters() == []


@pytest.mark.whole
def test_copies_on_several_replicas_leave_one_short_message(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    desk = Desk(postgres_database, clock=clock)
    lines(desk)
    tell(desk, NoticeKind.DELAYED)
    desk.run()
    together = Barrier(4)

    def replica() -> None:
        own = Database(migrated_postgres)
        together.wait()
        for message in ("1", "2"):
            with own.transaction() as session:
                take_back(session, conversation_id=WHO, message=message, ways=desk.ways, clock=clock)
        own.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(replica) for _ in range(4)]:
            done.result()
    kinds = sorted(letter.kind for letter in desk.letters(Means.SMS))
    assert kinds == [NoticeKind.DELAYED, NoticeKind.MESSAGE_WAITING]
    assert desk.states() == [HANDED_ON] * 3


@pytest.mark.whole
def test_what_wechat_says_while_we_note_it_is_never_missed(
    postgres_database: Database, clock: SetClock
) -> None:
    desk = Desk(postgres_database, clock=clock)
    desk.templates = True
    desk.ticket()
    for n in range(20):
        tell(desk, NoticeKind.DELAYED, number=f"261123-10{n:02}")
    with ThreadPoolExecutor(1) as pool:
        said: list[Future[bool]] = []
        desk.messenger.meanwhile = lambda number: said.append(pool.submit(desk.did_not_arrive, number))
        while len(said) < 20:  # the post goes home where the conversation is held up
            desk.run()
    assert [one.result() for one in said] == [True] * 20
    assert len(desk.letters(Means.SMS)) == 20


def test_a_late_copy_of_an_older_one_takes_nothing_from_the_newest(one_desk: Desk) -> None:
    one_desk.ticket()
    one_desk.templates = True
    tell(one_desk, NoticeKind.DELAYED, number="261123-1001")
    one_desk.run()

    def both(number: str) -> None:
        one_desk.did_not_arrive(number)
        one_desk.did_not_arrive("1")

    one_desk.messenger.meanwhile = both
    tell(one_desk, NoticeKind.DELAYED, number="261123-1002")
    one_desk.run()
    assert len(one_desk.letters(Means.SMS)) == 2
