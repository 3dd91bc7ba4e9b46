"""A measure is proposed, begun, then kept or stopped; who did what stays written."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hotline.database import Database
from hotline.measures import (
    REACH,
    BeginsOutOfReach,
    ChangedMeanwhile,
    EndsBeforeItBegan,
    Matcher,
    Measure,
    MeasureElsewhere,
    MeasureState,
    MeasureWork,
    NoSuchMeasure,
    NothingToCount,
    WordsAreFixed,
    begin,
    edit,
    history,
    keep,
    propose,
    stop,
)
from tests.hotline.measures.making import BEGUN, EEG, a_hand, a_measure, some_words

DAY = timedelta(days=1)


def test_its_life_is_written_down(any_database: Database) -> None:
    with any_database.transaction() as session:
        measure = a_measure(session)
        edit(
            session,
            known_as=measure.id,
            words=some_words(owner="检查科"),
            matcher=EEG,
            seen=measure.version,
            hand=a_hand(by="fang"),
        )
        keep(session, known_as=measure.id, note="有用", seen=measure.version, hand=a_hand())
        known_as = measure.id
    with any_database.reading() as session:
        kept = session.get_one(Measure, known_as)
        assert (kept.state, kept.begun_on, kept.owner) == (MeasureState.KEPT, BEGUN, "检查科")
        deeds = history(session, known_as=known_as)
        assert [(deed.number, deed.work, deed.by) for deed in deeds] == [
            (1, MeasureWork.PROPOSE, "xu"),
            (2, MeasureWork.BEGIN, "xu"),
            (3, MeasureWork.EDIT, "fang"),
            (4, MeasureWork.KEEP, "xu"),
        ]
        assert deeds[2].changes == {"owner": {"before": "体检中心", "after": "检查科"}}
        assert deeds[3].note == "有用"


def test_once_begun_it_is_judged_by_what_was_written_before(database: Database) -> None:
    wider = Matcher(lines=(("脑电图",), ("心电图",)))
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        edit(session, known_as=measure.id, words=some_words(), matcher=wider, seen=1, hand=a_hand())
        begin(session, known_as=measure.id, on=BEGUN, seen=2, hand=a_hand())
        with pytest.raises(WordsAreFixed):
            edit(session, known_as=measure.id, words=some_words(), matcher=EEG, seen=3, hand=a_hand())
        assert measure.matcher == wider


def test_of_two_who_change_it_at_once_the_second_is_told(database: Database) -> None:
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        edit(session, known_as=measure.id, words=some_words(title="甲"), matcher=EEG, seen=1, hand=a_hand())
        with pytest.raises(ChangedMeanwhile):
            edit(
                session, known_as=measure.id, words=some_words(title="乙"), matcher=EEG, seen=1, hand=a_hand()
            )


def test_what_did_not_change_is_no_deed(database: Database) -> None:
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        edit(session, known_as=measure.id, words=some_words(), matcher=EEG, seen=1, hand=a_hand())
        assert measure.version == 1


@pytest.mark.parametrize("on", [BEGUN + DAY, BEGUN - REACH - DAY])
def test_the_first_day_is_not_chosen_by_what_came_of_it(database: Database, on: object) -> None:
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        with pytest.raises(BeginsOutOfReach):
            begin(session, known_as=measure.id, on=on, seen=1, hand=a_hand())  # type: ignore[arg-type]


def test_what_stands_otherwise_cannot_be_done(database: Database) -> None:
    with database.transaction() as session:
        proposed, begun = a_measure(session, begun=False), a_measure(session)
        with pytest.raises(MeasureElsewhere):
            keep(session, known_as=proposed.id, note="", seen=1, hand=a_hand())
        with pytest.raises(MeasureElsewhere):
            begin(session, known_as=begun.id, on=BEGUN, seen=2, hand=a_hand())
        with pytest.raises(EndsBeforeItBegan):
            stop(session, known_as=begun.id, on=BEGUN - DAY, note="", seen=2, hand=a_hand())
        with pytest.raises(NoSuchMeasure):
            keep(session, known_as=uuid4(), note="", seen=1, hand=a_hand())


def test_one_that_was_never_begun_can_be_given_up(database: Database) -> None:
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        stop(session, known_as=measure.id, on=BEGUN, note="没有人手", seen=1, hand=a_hand())
        assert (measure.state, measure.begun_on) == (MeasureState.STOPPED, None)
        with pytest.raises(MeasureElsewhere):
            stop(session, known_as=measure.id, on=BEGUN, note="", seen=2, hand=a_hand())


def test_one_that_can_never_be_judged_is_not_proposed(database: Database) -> None:
    with database.transaction() as session, pytest.raises(NothingToCount):
        propose(session, words=some_words(), matcher=Matcher(), hand=a_hand())


def test_what_never_began_is_not_given_up_before_it_was_proposed(database: Database) -> None:
    with database.transaction() as session:
        measure = a_measure(session, begun=False)
        proposed_on = BEGUN - 5 * DAY
        for on in (BEGUN.replace(year=1), proposed_on - DAY):
            with pytest.raises(EndsBeforeItBegan):
                stop(session, known_as=measure.id, on=on, note="没有人手", seen=1, hand=a_hand())
        stop(session, known_as=measure.id, on=proposed_on, note="没有人手", seen=1, hand=a_hand())
        assert measure.ended_on == proposed_on
