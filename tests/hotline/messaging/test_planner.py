"""The plan never exceeds what is allowed, keeps the order, and leaves nothing that was promised unsaid."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.messaging.planner import Plan, Situation, Waiting, plan
from hotline.messaging.vocabulary import Allowance, Purpose, Unsaid, Way

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=24)
MOST = 2048
_WORDS = st.text(alphabet="血压药按时吃。\né👨‍👩‍👧a", min_size=1, max_size=40)


def a_text(order: int = 1, **changed: object) -> Waiting:
    fields: dict[str, object] = {
        "order": order,
        "purpose": Purpose.LINE,
        "text": f"护士小陈：第{order}句",
        "promised": True,
        "good_until": LATER,
        "not_before": NOW,
    }
    return Waiting(**fields | changed)  # type: ignore[arg-type]


def a_situation(left: int = 5, **changed: object) -> Situation:
    fields: dict[str, object] = {
        "now": NOW,
        "allowance": Allowance(left=left, until=NOW + timedelta(hours=40) if left else None),
        "reachable": True,
        "way": Way.SMS,
        "most_bytes": MOST,
    }
    return Situation(**fields | changed)  # type: ignore[arg-type]


def told(made: Plan) -> list[str]:
    return [one.text for one in made.say]


def test_several_lines_that_wait_are_one_message_in_their_order() -> None:
    made = plan([a_text(2), a_text(1), a_text(3)], situation=a_situation())
    assert told(made) == ["护士小陈：第1句\n护士小陈：第2句\n护士小陈：第3句"]


def test_an_answer_stands_before_lines_and_lines_before_notices() -> None:
    waiting = [
        a_text(1, purpose=Purpose.NOTICE, text="通知"),
        a_text(2, text="护士的话"),
        a_text(3, purpose=Purpose.ANSWER, text="答案"),
    ]
    assert told(plan(waiting, situation=a_situation())) == ["答案\n护士的话\n通知"]


def test_a_text_too_long_for_a_message_is_cut_at_a_pause_and_the_rest_is_planned_again() -> None:
    long = a_text(text="血压高要按时吃药。" * 100)
    made = plan([long, a_text(2)], situation=a_situation())
    (first,) = made.say
    assert len(first.text.encode()) <= MOST
    assert first.text.endswith("。")
    assert not first.parts[0].is_end
    rest = replace(long, text=long.text[first.parts[0].characters :])
    assert plan([rest, a_text(2)], situation=a_situation(4)).say[0].text.endswith("第2句")


def test_a_long_line_is_not_overtaken_by_a_short_notice() -> None:
    waiting = [a_text(1, text="药" * 900), a_text(2, purpose=Purpose.NOTICE, text="通知")]
    assert plan(waiting, situation=a_situation()).say[0].parts[0].order == 1


def test_the_last_message_of_a_window_is_kept_for_what_is_promised() -> None:
    waiting = [a_text(1, purpose=Purpose.NOTICE, promised=False, text="请评价")]
    held = plan(waiting, situation=a_situation(1))
    assert (held.say, held.hand_on) == ((), ())
    assert held.look_at == LATER
    assert told(plan(waiting, situation=a_situation(2))) == ["请评价"]
    promised = a_text(2, purpose=Purpose.NOTICE, text="要晚一些")
    assert told(plan([*waiting, promised], situation=a_situation(1))) == ["要晚一些"]


def test_in_the_last_message_room_is_kept_for_a_promised_notice() -> None:
    waiting = [a_text(n, text="药" * 200) for n in (1, 2, 3, 4)]
    waiting.append(a_text(5, purpose=Purpose.NOTICE, text="要晚一些"))
    (message,) = plan(waiting, situation=a_situation(1)).say
    assert [part.order for part in message.parts] == [1, 2, 3, 5]


def test_what_is_promised_goes_another_way_as_soon_as_nothing_may_be_written() -> None:
    waiting = [a_text(1), a_text(2), a_text(3, purpose=Purpose.NOTICE)]
    waiting.append(a_text(4, purpose=Purpose.NOTICE, promised=False))
    made = plan(waiting, situation=a_situation(0))
    assert [(one.orders, one.way) for one in made.hand_on] == [((1, 2), Way.SMS), ((3,), Way.SMS)]
    assert made.look_at == LATER  # the one that is not promised waits for the caller to write


def test_one_who_follows_us_no_more_is_told_another_way_though_the_window_is_open() -> None:
    made = plan([a_text()], situation=a_situation(5, reachable=False))
    assert (made.say, made.hand_on[0].orders) == ((), (1,))


def test_one_who_was_told_that_something_waits_is_not_told_again() -> None:
    made = plan([a_text()], situation=a_situation(0, nudged=Way.TEMPLATE))
    assert (made.hand_on[0].way, made.hand_on[0].silently) == (Way.TEMPLATE, True)


def test_a_notice_that_another_means_tells_ends_without_a_word() -> None:
    notice = a_text(purpose=Purpose.NOTICE, told_elsewhere=True)
    made = plan([notice], situation=a_situation(0, way=Way.CALL))
    assert (made.hand_on[0].way, made.hand_on[0].silently) == (Way.SMS, True)


def test_a_text_that_rests_holds_back_those_behind_it_alone() -> None:
    rests = a_text(1, not_before=NOW + timedelta(seconds=30))
    made = plan([rests, a_text(2), a_text(3, purpose=Purpose.NOTICE, text="通知")], situation=a_situation())
    assert told(made) == ["通知"]
    assert plan([rests, a_text(2)], situation=a_situation()).look_at == rests.not_before


def test_nothing_is_sent_a_third_time_without_our_knowing_what_came_of_it() -> None:
    assert plan([a_text(unsure=1)], situation=a_situation()).say
    assert plan([a_text(unsure=2)], situation=a_situation()).dead == {1: Unsaid.UNSURE}


def test_what_comes_too_late_is_not_written() -> None:
    made = plan([a_text(good_until=NOW)], situation=a_situation())
    assert (made.say, made.dead) == ((), {1: Unsaid.TOO_LATE})


def test_a_text_refused_among_others_goes_alone() -> None:
    waiting = [a_text(1), a_text(2, alone=True), a_text(3)]
    assert [len(one.parts) for one in plan(waiting, situation=a_situation()).say] == [1, 1, 1]


waitings = st.lists(
    st.tuples(
        st.sampled_from(Purpose),
        st.integers(1, 60).flatmap(lambda n: _WORDS.map(lambda text: text * n)),
        st.booleans(),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=9,
).map(
    lambda rows: [
        a_text(
            order,
            purpose=purpose,
            text=text,
            promised=promised,
            not_before=NOW + timedelta(minutes=rests if rests > 30 else 0),
            alone=alone,
        )
        for order, (purpose, text, promised, rests, alone) in enumerate(rows)
    ]
)
situations = st.builds(
    a_situation,
    st.integers(0, 5),
    reachable=st.booleans(),
    most_bytes=st.sampled_from([64, 512, MOST]),
    way=st.sampled_from(Way),
)


@given(waitings, situations)
def test_a_plan_keeps_within_bytes_and_allowance_and_says_nothing_twice(
    waiting: list[Waiting], situation: Situation
) -> None:
    made = plan(waiting, situation=situation)
    assert len(made.say) <= (situation.allowance.left if situation.is_open else 0)
    assert all(0 < len(one.text.encode()) <= situation.most_bytes for one in made.say)
    orders = [part.order for one in made.say for part in one.parts]
    handed = [order for one in made.hand_on for order in one.orders]
    assert len(orders + handed + list(made.dead)) == len({*orders, *handed, *made.dead})


@given(waitings, situations)
def test_a_plan_overtakes_nothing_of_the_same_purpose(waiting: list[Waiting], situation: Situation) -> None:
    made = plan(waiting, situation=situation)
    orders = [part.order for one in made.say for part in one.parts]
    for purpose in (Purpose.ANSWER, Purpose.LINE):
        queue = [one.order for one in waiting if one.purpose is purpose]
        assert [order for order in orders if order in queue] == queue[: len(set(orders) & set(queue))]


@given(waitings, situations)
def test_what_waits_on_is_looked_at_again(waiting: list[Waiting], situation: Situation) -> None:
    made = plan(waiting, situation=situation)
    over = {order for one in made.hand_on for order in one.orders} | set(made.dead)
    if any(one.order not in over for one in waiting):
        assert made.look_at is not None
        assert made.look_at >= situation.now
    if not situation.is_open:
        assert all(one.order in over for one in waiting if one.promised)


@dataclass
class World:
    """Everything a conversation lives through: a plan is made, its first step done, until nothing is due."""

    texts: dict[int, Waiting] = field(default_factory=dict)
    left: int = 0
    until: datetime | None = None
    now: datetime = NOW
    said: dict[int, str] = field(default_factory=dict)
    ended: list[int] = field(default_factory=list)
    handed: set[int] = field(default_factory=set)
    dead: set[int] = field(default_factory=set)
    spent: int = 0

    def write(self, purpose: Purpose, text: str, *, promised: bool) -> None:
        order = len(self.texts)
        fields = {"good_until": self.now + timedelta(hours=24), "not_before": self.now}
        self.texts[order] = a_text(order, purpose=purpose, text=text, promised=promised, **fields)

    def open(self, left: int, minutes: int) -> None:
        self.left, self.until, self.spent = left, self.now + timedelta(minutes=minutes), 0
        self.handed = {order for order in self.handed if self.texts[order].good_until <= self.now}

    def turn(self) -> bool:
        over = {*self.ended, *self.handed, *self.dead}
        waiting = [
            replace(one, text=one.text[len(self.said.get(order, "")) :])
            for order, one in self.texts.items()
            if order not in over
        ]
        allowance = Allowance(left=self.left, until=self.until if self.left else None)
        made = plan(waiting, situation=a_situation(now=self.now, allowance=allowance))
        self.dead |= set(made.dead)
        self.handed |= {order for one in made.hand_on for order in one.orders}
        if made.say:
            self.left, self.spent = self.left - 1, self.spent + 1
            for part in made.say[0].parts:
                rest = next(one.text for one in waiting if one.order == part.order)
                self.said[part.order] = self.said.get(part.order, "") + rest[: part.characters]
                self.ended += [part.order] * part.is_end
        return bool(made.say or made.hand_on or made.dead)


deeds = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(Purpose), _WORDS, st.integers(1, 90), st.booleans()),
    st.tuples(st.just("open"), st.sampled_from([(5, 48 * 60), (3, 1)])),
    st.tuples(st.just("wait"), st.integers(0, 3000)),
)


@settings(max_examples=150)
@given(st.lists(deeds, max_size=25))
def test_whatever_happens_each_promise_ends_said_told_otherwise_or_seen(happening: list[tuple]) -> None:  # type: ignore[type-arg]
    world, allowed = World(), 0
    for what, *how in happening:
        if what == "write":
            purpose, text, times, promised = how
            world.write(purpose, text * times, promised=promised)
        elif what == "open":
            world.open(*how[0])
            allowed = how[0][0]
        else:
            world.now += timedelta(minutes=how[0])
        for _ in range(60):
            if not world.turn():
                break
        else:
            raise AssertionError("the plan never comes to rest")
        assert world.spent <= allowed
    world.now += timedelta(days=3)
    while world.turn():
        pass
    for order, one in world.texts.items():
        assert order in {*world.ended, *world.handed, *world.dead}
        assert one.text.startswith(world.said.get(order, ""))
    assert all(world.said[order] == world.texts[order].text for order in world.ended)
    assert len(world.ended) == len(set(world.ended))
    for purpose in (Purpose.ANSWER, Purpose.LINE):
        ended = [order for order in world.ended if world.texts[order].purpose is purpose]
        handed_never = [order for order in ended if order not in world.dead]
        assert handed_never == sorted(handed_never)
