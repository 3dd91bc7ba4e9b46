"""What waits goes out once and in order; what cannot go is told otherwise; nothing promised is lost."""

from datetime import timedelta

import pytest

from hotline.messaging import Carried, Opening, Purpose, TextState, Unsaid, Way
from hotline.messaging.correspondence import LEASE, claim
from hotline.messaging.errand import next_errand
from hotline.notifications import (
    LetterFault,
    LetterState,
    Means,
    NoticeKind,
    notify_caller,
    send_again,
)
from hotline.notifications.minding import give_up
from hotline.tickets import open_ticket
from tests.hotline.making import SetClock, a_request
from tests.hotline.messaging.writing import HOUSE, OPENID, PHONE, WHO, Desk

SENT, MERGED, HANDED_ON, DEAD = TextState.SENT, TextState.MERGED, TextState.HANDED_ON, TextState.DEAD


def test_what_waits_goes_as_one_message_and_once(desk: Desk) -> None:
    desk.open()
    assert desk.write("护士小陈：您好", key="a")
    assert not desk.write("护士小陈：您好", key="a")
    desk.write("您问的有答案了", purpose=Purpose.ANSWER)
    desk.run()
    desk.run()
    assert desk.messenger.said == ["您问的有答案了\n护士小陈：您好"]
    assert desk.messenger.addresses == [OPENID]
    assert sorted(desk.states()) == sorted([SENT, MERGED])
    assert desk.left().left == 4


def test_a_long_line_goes_in_pieces_that_together_are_the_line(desk: Desk) -> None:
    desk.open()
    line = "".join(f"第{n}句，请按时吃药。" for n in range(200))
    desk.write(line)
    desk.run()
    assert "".join(desk.messenger.said) == line
    assert len(desk.messenger.said) == 3
    assert desk.states() == [SENT]


def test_while_the_window_is_closed_he_is_told_once_by_short_message_and_reads_all_when_he_writes(
    desk: Desk,
) -> None:
    number = desk.ticket()
    for n in (1, 2):
        desk.write(f"护士小陈：第{n}句")
        desk.run()
    assert desk.states() == [HANDED_ON] * 2
    (nudge,) = desk.letters(Means.SMS)
    assert (nudge.kind, nudge.address, nudge.ticket_number) == (NoticeKind.MESSAGE_WAITING, PHONE, number)
    desk.clock.move(hours=20)
    desk.open()
    desk.run()
    assert desk.messenger.said == ["护士小陈：第1句\n护士小陈：第2句"]


def test_where_no_number_is_known_a_person_is_asked_to_call_once(desk: Desk) -> None:
    number = desk.ticket(phone=None)
    desk.write("护士小陈：第1句")
    desk.run()
    desk.write("护士小陈：第2句")
    desk.run()
    (dead,) = desk.letters()
    assert (dead.state, dead.fault, dead.ticket_number) == (LetterState.DEAD, LetterFault.NO_WINDOW, number)
    assert desk.standing().to_call == 2
    desk.clock.move(hours=1)
    desk.open()
    desk.run()
    assert desk.messenger.said == ["护士小陈：第1句\n护士小陈：第2句"]
    assert desk.letters()[0].state is LetterState.SENT
    assert desk.standing().to_call == 0


def test_words_that_a_person_told_otherwise_are_not_written_later(desk: Desk) -> None:
    desk.ticket(phone=None)
    desk.write("护士小陈：您好")
    desk.run()
    with desk.database.transaction() as session:
        give_up(session, letter_id=desk.letters()[0].id, by="chen", clock=desk.clock)
    desk.write("护士小陈：再见")
    desk.run()
    assert [letter.state for letter in desk.letters()] == [LetterState.GIVEN_UP, LetterState.DEAD]
    desk.open()
    desk.run()
    assert desk.messenger.said == ["护士小陈：再见"]


def test_a_template_message_goes_before_a_short_one_where_there_is_one(desk: Desk) -> None:
    number = desk.ticket()
    desk.templates = True
    desk.write("护士小陈：您好")
    desk.run()
    assert desk.messenger.nudged == [("微信里有话等您看", number)]
    assert desk.letters() == []
    assert desk.texts()[0].way is Way.TEMPLATE


@pytest.mark.parametrize("carried", [Carried.NOT_NOW, Carried.REFUSED, Carried.GONE, Carried.TOO_LONG])
def test_a_template_message_that_cannot_go_leaves_the_short_one(one_desk: Desk, carried: Carried) -> None:
    one_desk.ticket()
    one_desk.templates = True
    one_desk.messenger.script = [carried]
    one_desk.write("护士小陈：您好")
    one_desk.run()
    assert [letter.means for letter in one_desk.letters()] == [Means.SMS]
    assert one_desk.states() == [HANDED_ON]


@pytest.mark.parametrize("opening", Opening)
def test_a_refusal_of_wechats_corrects_our_count_and_the_words_go_another_way(
    desk: Desk, opening: Opening
) -> None:
    desk.ticket()
    desk.open(opening)
    desk.messenger.script = [Carried.NOT_NOW]
    desk.write("护士小陈：您好")
    desk.run()
    assert desk.messenger.asked == 1
    assert desk.left().left == 0
    assert desk.states() == [HANDED_ON]
    assert [letter.means for letter in desk.letters()] == [Means.SMS]


def test_one_who_left_is_noted_and_told_another_way(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    desk.messenger.script = [Carried.GONE]
    desk.write("护士小陈：您好")
    desk.run()
    assert desk.following == {}
    assert desk.states() == [HANDED_ON]
    desk.write("护士小陈：再见")
    desk.run()
    assert desk.messenger.asked == 1


def test_a_busy_wechat_is_asked_again_after_growing_rests_and_costs_nothing(one_desk: Desk) -> None:
    one_desk.open()
    one_desk.messenger.script = [Carried.LATER] * 3
    one_desk.write("护士小陈：您好")
    rests = []
    while not one_desk.messenger.said:
        one_desk.run()
        if one_desk.states() != [SENT]:
            at = one_desk.texts()[0].next_attempt_at
            rests.append(at - one_desk.clock.now())
            one_desk.clock.at = at
    assert rests == sorted(set(rests))
    assert len(rests) == 3
    assert one_desk.left().left == 4


def test_a_promise_waits_for_a_busy_wechat_no_longer_than_a_quarter_of_an_hour(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    began = desk.clock.now()
    desk.messenger.script = [Carried.LATER] * 99
    desk.write("护士小陈：您好")
    desk.write("请评价", purpose=Purpose.NOTICE, promised=False)
    while desk.states()[0] is TextState.WAITING:
        desk.run()
        desk.clock.move(minutes=1)
    assert timedelta(minutes=10) < desk.clock.now() - began < timedelta(minutes=25)
    assert desk.states() == [HANDED_ON, TextState.WAITING]
    assert [letter.means for letter in desk.letters()] == [Means.SMS]
    desk.messenger.script.clear()
    desk.open()
    desk.run()
    desk.clock.move(hours=1)
    desk.run()
    assert desk.messenger.said == ["护士小陈：您好", "请评价"]


def test_what_may_have_arrived_goes_once_more_and_then_a_person_is_asked(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    desk.messenger.script = [Carried.UNSURE] * 9
    desk.write("护士小陈：您好")
    for _ in range(5):
        desk.run()
        desk.clock.move(minutes=10)
    assert desk.messenger.asked == 2
    assert [text.fault for text in desk.texts()] == [Unsaid.UNSURE]
    assert desk.left().left == 3  # each may have been counted
    assert [letter.fault for letter in desk.letters()] == [LetterFault.UNSURE]


def test_a_post_that_died_while_sending_leaves_its_words_to_another_once(desk: Desk, clock: SetClock) -> None:
    desk.open()
    desk.write("护士小陈：您好")
    with desk.database.transaction() as session:
        held = claim(session, now=clock.now())
        assert held is not None
        assert next_errand(session, held, ways=desk.ways, house=HOUSE, clock=clock) is not None
    assert desk.run() == 0
    desk.write("护士小陈：还在吗")
    assert desk.run() == 0  # nobody else writes while it is held
    clock.at += LEASE
    desk.run()
    assert desk.messenger.said == ["护士小陈：您好\n护士小陈：还在吗"]


def test_a_message_wechat_finds_too_long_goes_in_smaller_ones(one_desk: Desk) -> None:
    one_desk.open()
    one_desk.messenger.script = [Carried.TOO_LONG]
    one_desk.write("药" * 600)
    one_desk.run()
    assert "".join(one_desk.messenger.said) == "药" * 600
    assert max(len(text.encode()) for text in one_desk.messenger.said) <= 1024


def test_among_several_only_the_words_at_fault_are_given_up(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    desk.messenger.script = [Carried.REFUSED, Carried.SENT, Carried.REFUSED]
    for n in (1, 2, 3):
        desk.write(f"第{n}句")
    desk.run()
    assert desk.messenger.said == ["第1句", "第3句"]
    assert desk.states() == [SENT, DEAD, SENT]
    (dead,) = desk.letters()
    assert (dead.fault, dead.fault_detail) == (LetterFault.REFUSED, "errcode 1")


def test_dead_words_go_again_when_a_person_says_so(desk: Desk) -> None:
    desk.ticket()
    desk.open()
    desk.messenger.script = [Carried.REFUSED]
    desk.write("护士小陈：您好")
    desk.run()
    with desk.database.transaction() as session:
        send_again(session, letter_id=desk.letters()[0].id, clock=desk.clock)
    desk.run()
    assert desk.messenger.said == ["护士小陈：您好"]
    assert [letter.state for letter in desk.letters()] == [LetterState.SENT]


def tell(desk: Desk, kind: NoticeKind, *, phone: str | None = None, number: str = "261123-0001") -> None:
    with desk.database.transaction() as session:
        notify_caller(
            session,
            ticket_number=number,
            phone=phone,
            conversation_id=WHO,
            channel="wechat",
            kind=kind,
            facts={},
            clock=desk.clock,
        )


def test_a_letter_by_wechat_is_sent_when_its_text_is_and_not_before(desk: Desk) -> None:
    desk.open()
    tell(desk, NoticeKind.DELAYED)
    desk.messenger.script = [Carried.LATER]
    desk.run()
    assert [letter.state for letter in desk.letters()] == [LetterState.WAITING]
    desk.clock.move(minutes=2)
    desk.run()
    assert [letter.state for letter in desk.letters()] == [LetterState.SENT]
    (said,) = desk.messenger.said
    assert "261123-0001" in said


def test_a_letter_that_a_short_message_tells_too_ends_quietly_where_the_window_is_closed(desk: Desk) -> None:
    tell(desk, NoticeKind.DELAYED, phone=PHONE)
    desk.run()
    states = {letter.means: letter.state for letter in desk.letters()}
    assert states == {Means.SMS: LetterState.WAITING, Means.WECHAT: LetterState.GIVEN_UP}
    desk.open()
    desk.run()
    assert desk.messenger.said == []


def test_a_letter_goes_by_short_message_in_its_own_words_where_only_the_ticket_has_a_number(
    desk: Desk,
) -> None:
    desk.ticket()
    tell(desk, NoticeKind.DELAYED)
    desk.run()
    sms = desk.letters(Means.SMS)
    assert [(letter.kind, letter.address) for letter in sms] == [(NoticeKind.DELAYED, PHONE)]


def test_at_night_a_letter_that_can_wait_goes_by_short_message_in_the_morning(one_desk: Desk) -> None:
    one_desk.ticket()
    one_desk.clock.move(hours=13)
    tell(one_desk, NoticeKind.NEWS)
    one_desk.run()
    assert one_desk.letters(Means.SMS) == []
    one_desk.clock.move(hours=10)
    one_desk.run()
    (sms,) = one_desk.letters(Means.SMS)
    assert sms.next_attempt_at == one_desk.clock.now()


def test_a_letter_about_a_ticket_of_the_telephone_goes_to_its_number(one_desk: Desk) -> None:
    with one_desk.database.transaction() as session:
        request = a_request(conversation_id="phone-1", channel="phone", phone=PHONE)
        number = open_ticket(session, request=request, clock=one_desk.clock).number
    tell(one_desk, NoticeKind.DELAYED, number=number)
    one_desk.run()
    assert [letter.address for letter in one_desk.letters(Means.SMS)] == [PHONE]


def test_a_promised_letter_that_goes_by_no_way_is_put_before_people(desk: Desk) -> None:
    tell(desk, NoticeKind.DELAYED)
    desk.run()
    (dead,) = desk.letters()
    assert (dead.state, dead.fault) == (LetterState.DEAD, LetterFault.NO_WINDOW)
    desk.clock.move(minutes=1)
    desk.open()
    desk.run()
    assert len(desk.messenger.said) == 1
    assert [letter.state for letter in desk.letters()] == [LetterState.SENT]


def test_a_question_waits_for_him_to_write_and_lapses_in_the_end(desk: Desk) -> None:
    tell(desk, NoticeKind.SATISFACTION)
    desk.run()
    assert [letter.state for letter in desk.letters()] == [LetterState.WAITING]
    desk.clock.move(days=4)
    desk.run()
    (lapsed,) = desk.letters()
    assert (lapsed.state, lapsed.given_up_by) == (LetterState.GIVEN_UP, None)
    assert desk.messenger.asked == 0


def test_the_nurse_sees_what_is_left_and_what_else_there_is(desk: Desk) -> None:
    assert (desk.standing().left, desk.standing().way) == (0, Way.CALL)
    desk.ticket()
    assert desk.standing().way is Way.SMS
    desk.templates = True
    assert desk.standing().way is Way.TEMPLATE
    desk.open()
    assert (desk.standing().left, desk.standing().way) == (5, None)
    desk.following.clear()
    assert (desk.standing().left, desk.standing().way) == (0, Way.SMS)
