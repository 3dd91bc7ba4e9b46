"""Whatever WeChat answers and whoever dies: each promise is read, told otherwise, or seen by a person."""

from collections import Counter
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.database import Database
from hotline.messaging import Carried, Opening, OutgoingText, Purpose, TextState, Way
from hotline.messaging.correspondence import claim
from hotline.messaging.errand import next_errand
from hotline.notifications import LetterState, Means, NoticeKind
from tests.hotline.making import SetClock
from tests.hotline.messaging.writing import HOUSE, PHONE, WHO, Desk

SAID = (TextState.SENT, TextState.MERGED)

deeds = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(Purpose), st.integers(1, 900), st.booleans()),
    st.tuples(st.just("open"), st.sampled_from(Opening)),
    st.tuples(st.just("wait"), st.integers(1, 4000)),
    st.tuples(st.just("answers"), st.lists(st.sampled_from(Carried), max_size=4)),
    st.tuples(st.just("die")),
    st.tuples(st.just("follow"), st.booleans()),
)


def die_while_sending(desk: Desk) -> None:
    """As a process does between the sending and the noting; the lease goes over."""
    with desk.database.transaction() as session:
        held = claim(session, now=desk.clock.now())
        errand = held and next_errand(session, held, ways=desk.ways, house=HOUSE, clock=desk.clock)
    if errand and errand.composed:
        desk.messenger.said.append(errand.composed.text)
    desk.clock.move(minutes=3)


def live(desk: Desk, happening: list[tuple]) -> None:  # type: ignore[type-arg]
    for number, (what, *how) in enumerate(happening):
        desk.clock.move(seconds=1)
        if what == "write":
            purpose, times, promised = how
            desk.write(f"〔{number}〕" + "药" * times, purpose=purpose, promised=promised)
        elif what == "open":
            desk.open(how[0])
        elif what == "wait":
            desk.clock.move(minutes=how[0])
        elif what == "answers":
            desk.messenger.script = list(how[0])
        elif what == "die":
            die_while_sending(desk)
        elif how[0]:
            desk.following[WHO] = "oTest-1"
        else:
            desk.following.clear()
        desk.run()


@settings(max_examples=20, deadline=None)
@given(st.lists(deeds, max_size=14), st.sets(st.sampled_from(Way)))
def test_no_promise_ends_in_silence(
    migrated_file: Path,
    happening: list[tuple],  # type: ignore[type-arg]
    ways: set[Way],
) -> None:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{copy(migrated_file, Path(folder) / 'hotline.db')}")
        desk = Desk(database, clock=SetClock())
        desk.ticket(phone=PHONE if Way.CALL in ways else None)
        desk.templates, desk.sms = Way.TEMPLATE in ways, Way.SMS in ways
        live(desk, happening)
        for _ in range(12):
            desk.clock.move(days=1)
            desk.run()
        check(desk)
        database.close()


def is_told_otherwise(desk: Desk, text: OutgoingText) -> bool:
    """By template, by a short message, or a person sees that he must be called."""
    waiting = [letter for letter in desk.letters() if letter.kind is NoticeKind.MESSAGE_WAITING]
    seen = {letter.id for letter in waiting if letter.state is LetterState.DEAD}
    by_sms = any(letter.means is Means.SMS for letter in waiting)
    return text.way is Way.TEMPLATE or (text.way is Way.SMS and by_sms) or text.letter_id in seen


def check(desk: Desk) -> None:
    assert all(text.state is not TextState.WAITING for text in desk.texts())
    heard = Counter("".join(desk.messenger.said))
    for text in desk.texts():
        assert text.state in SAID or not text.promised or is_told_otherwise(desk, text), text.key
    assert all(len(said.encode()) <= 2048 for said in desk.messenger.said)
    whole = [text for text in desk.texts() if text.state in SAID]
    assert heard["药"] >= sum(text.text.count("药") for text in whole)
    for purpose in (Purpose.ANSWER, Purpose.LINE):
        first = [
            next((n for n, said in enumerate(desk.messenger.said) if text.text[:3] in said), None)
            for text in whole
            if text.purpose is purpose and text.attempts
        ]
        assert None not in first
