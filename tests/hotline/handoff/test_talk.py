"""A patient asks for a person, gets one, and is never left alone."""

import pytest

from hotline.handoff import HandoffReason, TalkNotTaken, TalkOutcome, TalkOver, TalkState, TalkTaken
from hotline.staff import NoSuchStaff
from hotline.tickets import EventKind, TicketState
from tests.hotline.handoff.talking import Ward


def test_who_asks_waits_with_reason_and_summary(ward: Ward) -> None:
    ward.is_present("chen")
    talk = ward.talk(ward.ask(reason=HandoffReason.UNANSWERED))
    assert (talk.state, talk.reason) == (TalkState.WAITING, HandoffReason.UNANSWERED)
    assert talk.summary == "自己把降压药减了一半，头晕"


def test_asking_again_keeps_the_one_talk_and_its_place(ward: Ward) -> None:
    ward.is_present("chen")
    first = ward.ask("web-1")
    ward.clock.move(seconds=5)
    ward.ask("web-2")
    ward.clock.move(seconds=5)
    assert ward.ask("web-1") == first
    standing = ward.talks.standing("web-1")
    assert standing
    assert standing.wait
    assert standing.wait.ahead == 0


def test_the_place_and_the_time_are_told_as_they_are(ward: Ward) -> None:
    ward.is_present("chen")
    told = []
    for conversation in ("web-1", "web-2", "web-3"):
        ward.clock.move(seconds=1)
        told.append(ward.wait_of_asking(conversation))
    assert [(wait.ahead, wait.minutes) for wait in told if wait] == [(0, 1), (1, 6), (2, 12)]


def test_where_nobody_is_at_the_desk_no_time_is_named(ward: Ward) -> None:
    assert ward.talks.expect(channel="web_chat", conversation_id="web-1") is None
    ward.is_present("chen")
    assert ward.talks.expect(channel="web_chat", conversation_id="web-1") is not None
    ward.clock.move(seconds=46)
    assert ward.talks.expect(channel="web_chat", conversation_id="web-1") is None


def test_a_channel_that_cannot_carry_a_talk_has_none(ward: Ward) -> None:
    ward.is_present("chen")
    assert ward.talks.expect(channel="phone", conversation_id="web-1") is None


def test_the_first_to_take_it_holds_it_and_answers_for_the_ticket(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    with pytest.raises(TalkTaken) as refused:
        ward.talks.take(talk, by="lin")
    assert refused.value.by == "chen"
    assert ward.ticket(talk).first_contact == "chen"
    standing = ward.talks.standing("web-1")
    assert standing
    assert standing.nurse == "陈护士"


def test_taking_twice_is_taking_once(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.talks.take(talk, by="chen")
    assert len(ward.lines()) == 1


def test_whoever_has_left_takes_nothing(ward: Ward) -> None:
    with pytest.raises(NoSuchStaff):
        ward.talks.take(ward.ask(), by="zhou")


def test_what_is_said_bears_numbers_without_a_gap(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    for text in ("您好", "头晕多久了", "血压量过吗"):
        ward.clock.move(seconds=3)
        ward.say(talk, text)
    assert [line.seq for line in ward.lines()] == [1, 2, 3, 4]
    assert [line.nurse for line in ward.lines()] == [None, "陈护士", "陈护士", "陈护士"]
    assert [line.text for line in ward.lines(after=2)] == ["头晕多久了", "血压量过吗"]


def test_a_line_sent_twice_is_one_line(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.say(talk, "您好", number="m-1")
    ward.say(talk, "您好", number="m-1")
    assert ward.said() == ["您好"]


def test_the_numbers_go_on_in_a_second_talk(ward: Ward) -> None:
    for _ in range(2):
        talk = ward.ask()
        ward.talks.take(talk, by="chen")
        ward.talks.hand_back(talk, by="chen")
    assert [line.seq for line in ward.lines()] == [1, 2, 3, 4]


def test_only_who_holds_it_speaks_hands_back_and_ends(ward: Ward) -> None:
    talk = ward.ask()
    with pytest.raises(TalkNotTaken):
        ward.say(talk, "您好")
    ward.talks.take(talk, by="chen")
    with pytest.raises(TalkTaken):
        ward.say(talk, "您好", by="lin")
    with pytest.raises(TalkTaken):
        ward.talks.hand_back(talk, by="lin")
    with pytest.raises(TalkTaken):
        ward.talks.end(talk, by="lin", outcome=TalkOutcome.LEFT, text="走了")
    assert ward.said() == []


def test_handed_back_the_bot_goes_on_and_the_ticket_stays(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.talks.hand_back(talk, by="chen")
    assert ward.talks.standing("web-1") is None
    assert ward.talk(talk).state is TalkState.HANDED_BACK
    assert ward.ticket(talk).state is TicketState.ACCEPTED
    with pytest.raises(TalkOver):
        ward.say(talk, "还有一句")


@pytest.mark.parametrize(
    ("outcome", "event"),
    [
        (TalkOutcome.ANSWERED, EventKind.FED_BACK),
        (TalkOutcome.COME_IN, EventKind.FED_BACK),
        (TalkOutcome.CALL_BACK, EventKind.NOTED),
        (TalkOutcome.LEFT, EventKind.NOT_REACHED),
    ],
)
def test_the_outcome_goes_into_the_ticket(ward: Ward, outcome: TalkOutcome, event: EventKind) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.talks.end(talk, by="chen", outcome=outcome, text="请明天上午来复查血压")
    last = ward.ticket(talk).events[-1]
    assert (last.kind, last.private) == (event, {"text": "请明天上午来复查血压"})
    assert (ward.ticket(talk).fed_back_at is not None) is outcome.reached
    assert ward.talks.standing("web-1") is None


def test_a_ticket_that_cannot_take_the_outcome_does_not_hold_up_the_talk(ward: Ward) -> None:
    ward.is_present("chen")
    ward.wait_of_asking("web-1", number="261123-9999")
    talk = ward.open_talk("web-1").id
    ward.talks.take(talk, by="chen")
    ward.talks.end(talk, by="chen", outcome=TalkOutcome.ANSWERED, text="好了")
    assert ward.talk(talk).outcome is TalkOutcome.ANSWERED


def test_a_nurse_who_disappears_is_told_of_and_the_talk_waits_first_again(ward: Ward) -> None:
    ward.is_present("chen", "lin")
    talk = ward.ask("web-1")
    ward.clock.move(seconds=1)
    ward.ask("web-2")
    ward.talks.take(talk, by="chen")
    ward.say(talk, "请稍等")
    ward.clock.move(seconds=119)
    ward.is_present("lin")
    assert not ward.talks.care_for_one()
    ward.clock.move(seconds=1)
    assert ward.talks.care_for_one()
    assert not ward.talks.care_for_one()
    assert (ward.talk(talk).state, ward.talk(talk).vanished) == (TalkState.WAITING, 1)
    assert "断开" in ward.lines()[-1].text
    assert ward.said() == ["请稍等"]
    standing = ward.talks.standing("web-1")
    assert standing
    assert standing.wait
    assert standing.wait.ahead == 0
    ward.talks.take(talk, by="lin")
    assert ward.say(talk, "我来接着看", by="lin")


def test_an_open_page_keeps_the_nurse_in_the_talk(ward: Ward) -> None:
    ward.is_present("chen")
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    for _ in range(20):
        ward.clock.move(seconds=15)
        ward.talks.see(talk, by="chen")
        assert not ward.talks.care_for_one()
    ward.talks.see(talk, by="lin")
    ward.clock.move(seconds=130)
    assert ward.talks.care_for_one()


def test_who_waits_in_vain_is_told_so_and_keeps_his_ticket(ward: Ward) -> None:
    talk = ward.ask()
    for _ in range(14):
        ward.is_present("chen")
        assert not ward.talks.care_for_one()
        ward.clock.move(minutes=1)
    ward.is_present("chen")
    assert not ward.talks.care_for_one()
    ward.clock.move(minutes=1)
    ward.is_present("chen")
    assert ward.talks.care_for_one()
    assert ward.talk(talk).state is TalkState.TIMED_OUT
    assert ward.talk(talk).ticket_number in ward.lines()[-1].text
    assert ward.ticket(talk).state is TicketState.OPENED


def test_where_everybody_has_left_the_desk_nobody_waits_a_quarter_of_an_hour(ward: Ward) -> None:
    ward.is_present("chen")
    ward.ask()
    ward.clock.move(seconds=120)
    assert ward.talks.care_for_one()
    assert ward.talks.standing("web-1") is None


def test_the_channel_is_told_of_everything_and_may_fail(ward: Ward) -> None:
    ward.carrier.broken = True
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.say(talk, "您好")
    ward.talks.hand_back(talk, by="chen")
    assert ward.carrier.told == ["web-1"] * 4


def test_who_leaves_the_line_waits_no_longer_and_the_next_moves_up(ward: Ward) -> None:
    ward.is_present("chen")
    first = ward.ask("web-1")
    ward.clock.move(seconds=1)
    ward.ask("web-2")
    ward.talks.leave("web-1")
    ward.talks.leave("web-1")
    assert ward.talk(first).state is TalkState.TIMED_OUT
    standing = ward.talks.standing("web-2")
    assert standing
    assert standing.wait
    assert standing.wait.ahead == 0


def test_a_talk_somebody_holds_is_hers_to_end_whoever_leaves(ward: Ward) -> None:
    talk = ward.ask()
    ward.talks.take(talk, by="chen")
    ward.talks.leave("web-1")
    assert ward.talk(talk).state is TalkState.TAKEN
