"""What a caller does allows so many messages, each counted once, and no more."""

from datetime import timedelta

import pytest

from hotline.messaging import Allowance, Opening, open_window
from hotline.messaging.windows import give_one_back, leave_nothing, reserve_one
from tests.hotline.messaging.writing import WHO, Desk


def reserve(desk: Desk) -> bool:
    with desk.database.transaction() as session:
        return reserve_one(session, conversation_id=WHO, now=desk.clock.now())


def test_nothing_may_be_written_to_one_who_never_wrote(desk: Desk) -> None:
    assert desk.left() == Allowance(left=0, until=None)
    assert not reserve(desk)


@pytest.mark.parametrize(
    ("opening", "allowed", "lasts"),
    [(Opening.MESSAGE, 5, timedelta(hours=48)), (Opening.TAP, 3, timedelta(minutes=1))],
)
def test_each_opening_allows_its_number_for_its_time(
    desk: Desk, opening: Opening, allowed: int, lasts: timedelta
) -> None:
    desk.open(opening)
    assert desk.left() == Allowance(left=allowed, until=desk.clock.now() + lasts)
    assert [reserve(desk) for _ in range(allowed + 1)] == [True] * allowed + [False]
    desk.open(opening)
    assert not reserve(desk)  # the same news twice opens nothing
    desk.clock.at += lasts
    desk.open(opening)
    assert desk.left().left == allowed
    desk.clock.at += lasts
    assert desk.left() == Allowance(left=0, until=None)


def test_two_openings_do_not_add_up(desk: Desk) -> None:
    desk.open(Opening.MESSAGE)
    desk.open(Opening.TAP)
    assert desk.left().left == 5
    assert [reserve(desk) for _ in range(6)] == [True] * 5 + [False]


def test_a_tap_opens_anew_what_messages_used_up(desk: Desk) -> None:
    desk.open(Opening.MESSAGE)
    while reserve(desk):
        pass
    desk.clock.move(hours=1)
    desk.open(Opening.TAP)
    assert desk.left().left == 3


def test_news_that_comes_late_opens_nothing_anew(one_desk: Desk) -> None:
    one_desk.clock.move(minutes=5)
    one_desk.open()
    reserve(one_desk)
    with one_desk.database.transaction() as session:
        earlier = one_desk.clock.now() - timedelta(minutes=5)
        open_window(session, conversation_id=WHO, opening=Opening.MESSAGE, at=earlier)
    assert one_desk.left().left == 4


def test_what_was_refused_is_given_back_and_wechats_own_count_holds(one_desk: Desk) -> None:
    one_desk.open()
    reserve(one_desk)
    counted = one_desk.clock.now()
    with one_desk.database.transaction() as session:
        give_one_back(session, conversation_id=WHO, reserved_at=counted)
    assert one_desk.left().left == 5
    with one_desk.database.transaction() as session:
        leave_nothing(session, conversation_id=WHO, reserved_at=counted)
    assert one_desk.left().left == 0


def test_a_window_opened_while_a_message_was_on_its_way_stays_open(one_desk: Desk) -> None:
    one_desk.open()
    counted = one_desk.clock.now()
    one_desk.clock.move(seconds=1)
    one_desk.open()
    with one_desk.database.transaction() as session:
        leave_nothing(session, conversation_id=WHO, reserved_at=counted)
    assert one_desk.left().left == 5
