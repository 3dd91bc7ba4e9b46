"""The peer does what WeChat's documentation says its servers do, and finds what a person would suffer."""

import pytest

from telephony.simulator.wechat.display import UNAVAILABLE, Origin
from telephony.simulator.wechat.turn import Turn
from tests.telephony.simulator.wechat.paper import SUCCESS, Answers, Does, Message, play

ASKS = {"says": "盐吃多少"}
ANSWERS = Does(text="少吃盐。")


def always(does: Does) -> Answers:
    return lambda _message, _try: does


@pytest.mark.parametrize("sealed", [True, False])
def test_an_answer_in_time_is_read_at_once(sealed: bool) -> None:  # noqa: FBT001
    _, player = play(always(ANSWERS), ASKS | {"reads": "盐", "how": "answered", "within": 1}, sealed=sealed)
    assert player.faults == []


def test_every_deed_is_told_as_wechat_tells_it() -> None:
    turns: list[dict[str, object]] = [
        {"speaks": "头晕"},
        {"sends": "picture"},
        {"sends": "film"},
        {"sends": "link"},
        {"place": {"latitude": 26.5, "longitude": 118.25, "label": "乔仁镇"}},
        {"taps": "person"},
        {"follows": "poster"},
        {"scans": "poster"},
    ]
    ground, player = play(always(ANSWERS), *turns, {"unfollows": True})
    assert player.faults == ["turn 9: 1 texts, not 0: 少吃盐。"]
    told = [(one["MsgType"], one.get("Event")) for one in ground.asked]
    assert told == [
        ("voice", None),
        ("image", None),
        ("video", None),
        ("link", None),
        ("location", None),
        ("event", "CLICK"),
        ("event", "subscribe"),
        ("event", "SCAN"),
        ("event", "unsubscribe"),
    ]
    assert ground.asked[4]["Location_X"] == "26.500000"
    assert ground.asked[6]["EventKey"] == "qrscene_poster"


def test_after_five_seconds_it_asks_again_and_takes_the_answer_to_that() -> None:
    def late_at_first(_message: Message, tries: int) -> Does:
        return Does(text="少吃盐。", holds=6 if tries == 1 else 0)

    ground, player = play(late_at_first, ASKS | {"tries": 2, "within": 6})
    assert player.faults == []
    assert len({one["MsgId"] for one in ground.asked}) == 1


def test_after_three_tries_it_says_that_nobody_is_there() -> None:
    ground, player = play(always(Does(text="太晚了。", holds=6)), ASKS)
    assert len(ground.asked) == 3
    assert player.display.shown[-1].origin is Origin.WECHAT
    assert player.display.shown[-1].text == UNAVAILABLE
    assert "no answer in 3 tries" in player.faults


def test_success_ends_the_tries_and_what_is_pushed_is_read_when_it_comes() -> None:
    pushes = Does(raw="success", pushes="少吃盐。", pushes_after=7)
    ground, player = play(always(pushes), ASKS | {"how": "pushed", "reads": "盐", "within": 7.5})
    assert (len(ground.asked), player.faults) == (1, [])


def test_what_is_answered_and_pushed_is_read_twice() -> None:
    _, player = play(always(Does(text="少吃盐。", pushes="少吃盐。")), ASKS)
    assert player.faults == ["turn 1: 2 texts, not 1: 少吃盐。\n少吃盐。"]


def test_that_more_was_written_than_wechat_allows_is_a_fault() -> None:
    late = Does(raw="success", pushes="少吃盐。", pushes_after=61)
    _, player = play(always(late), {"taps": "person", "texts": 0})
    assert player.faults == ["WeChat refused what was sent with (45015,), not ()"]


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        (Does(raw='{"text": "盐"}'), "it is no XML"),
        (Does(raw="<html/>"), "it is no answer"),
        (Does(raw="", status=500), "answered 500"),
        (Does(text="盐" * 700), "a text of 2100 bytes"),
        (Does(text=" "), "it is an empty text"),
    ],
)
def test_what_wechat_would_not_show_is_a_fault(does: Does, fault: str) -> None:
    _, player = play(always(does), ASKS)
    assert fault in player.faults


def test_an_answer_that_is_not_sealed_is_none() -> None:
    _, player = play(always(Does(raw="<xml><Content>盐</Content></xml>")), ASKS)
    assert "it is not sealed, or wrongly signed" in player.faults


def test_silence_is_a_fault_where_somebody_asked() -> None:
    _, player = play(always(SUCCESS), ASKS)
    assert player.faults == ["turn 1: 0 texts, not 1: "]


def test_copies_are_read_once_and_must_be_answered_alike() -> None:
    told: list[str] = []

    def differently(_message: Message, _tries: int) -> Does:
        told.append("盐")
        return Does(text="盐" * len(told))

    ground, player = play(always(ANSWERS), ASKS | {"copies": 3})
    assert (len(ground.asked), player.faults) == (3, [])
    _, player = play(differently, ASKS | {"copies": 3})
    assert player.faults == ["copies were answered differently"]


def test_a_copy_may_come_after_the_next_message() -> None:
    ground, player = play(always(ANSWERS), ASKS | {"again": True}, {"says": "谢谢"})
    assert [one["Content"] for one in ground.asked] == ["盐吃多少", "谢谢", "盐吃多少"]
    assert player.faults == []


@pytest.mark.parametrize("signed", ["wrongly", "replayed"])
def test_who_does_not_know_the_token_is_shown_nothing(signed: str) -> None:
    ground, player = play(always(ANSWERS), ASKS, ASKS | {"signed": signed})
    assert (len(ground.asked), player.faults) == (1, [])


def test_that_a_forged_message_was_let_in_is_a_fault() -> None:
    _, player = play(always(ANSWERS), ASKS | {"signed": "late"})
    assert player.faults == ["a message that was signed late was answered 200"]


def test_a_lost_answer_is_asked_for_again() -> None:
    ground, player = play(always(ANSWERS), ASKS | {"lost": 1, "tries": 2})
    assert (len(ground.asked), player.faults) == (2, [])


def test_a_faulty_turn_is_named() -> None:
    with pytest.raises(ValueError, match="one thing happens in a turn, not 2"):
        Turn.model_validate({"says": "盐", "sends": "picture"})
