"""What was asked and not answered is read, and neither what was answered nor what must not be read."""

from datetime import timedelta

import pytest

from hotline.conversations import Message, Missed
from hotline.database import Database
from hotline.digest.gaps import Lack, Unanswered, unanswered_of
from hotline.safety import TriageGrade
from hotline.tickets import AttemptOutcome, FeedbackMeans, TicketKind, get_ticket
from tests.hotline.digest.making import LATER, WEEK, ZONE, at, say, ticket
from tests.hotline.making import add_member

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
EEG = "脑电图下午能不能做"


def unanswered(database: Database) -> list[Unanswered]:
    with database.reading() as session:
        return list(unanswered_of(session, span=WEEK.span(ZONE), as_of=LATER))


def told(database: Database) -> list[tuple[str, Lack]]:
    return [(one.text, one.why) for one in unanswered(database)]


def rate(database: Database, number: str, *, score: int) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        found = get_ticket(session, number=number)
        found.accept("chen", at=found.opened_at + MINUTE)
        heard = found.opened_at + HOUR
        found.record_attempt(
            by="chen", how=FeedbackMeans.CALL, outcome=AttemptOutcome.REACHED, text="说了", at=heard
        )
        found.resolve(by="chen", at=heard)
        found.rate(solved=score > 2, score=score, by="caller", at=heard + HOUR)


@pytest.mark.parametrize("missed", list(Missed))
def test_what_was_missed_is_told_with_its_reason(any_database: Database, missed: Missed) -> None:
    say(any_database, "web-1", at(), said=EEG, missed=missed)
    assert told(any_database) == [(EEG, Lack(missed.value))]


def test_what_was_missed_once_and_answered_when_said_differently_is_a_gap_too(any_database: Database) -> None:
    say(any_database, "web-1", at(), said="那个啤的东西尿酸", missed=Missed.ABSTAINED)
    say(any_database, "web-1", at() + MINUTE, "gout.beer", said="痛风能喝啤酒吗")
    assert told(any_database) == [("那个啤的东西尿酸", Lack.ABSTAINED)]


def test_what_was_answered_is_no_gap(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer", said="痛风能喝啤酒吗")
    say(any_database, "web-2", at(), said="今天心内科谁坐诊")
    assert told(any_database) == []


@pytest.mark.parametrize("kind", [TicketKind.QUESTION, TicketKind.HANDOFF])
def test_where_a_person_had_to_answer_is_a_gap(any_database: Database, kind: TicketKind) -> None:
    say(any_database, "web-1", at(), said=EEG)
    say(any_database, "web-1", at() + MINUTE, said="好的")
    ticket(any_database, "web-1", at() + 2 * MINUTE, kind=kind)
    assert told(any_database) == [(EEG, Lack.NOT_ANSWERED)]


def test_a_visit_or_a_complaint_is_no_gap(any_database: Database) -> None:
    for place, kind in enumerate((TicketKind.BOOKING, TicketKind.COMPLAINT)):
        say(any_database, f"web-{place}", at(), said="约下周三的胃镜")
        ticket(any_database, f"web-{place}", at() + MINUTE, kind=kind)
    assert told(any_database) == []


@pytest.mark.parametrize(("score", "why"), [(2, [Lack.BADLY_RATED]), (5, [])])
def test_what_the_patient_was_not_content_with_is_a_gap(
    any_database: Database, score: int, why: list[Lack]
) -> None:
    say(any_database, "web-1", at(), "gout.beer", said="痛风能喝啤酒吗")
    rate(any_database, ticket(any_database, "web-1", at() + MINUTE), score=score)
    assert [one.why for one in unanswered(any_database)] == why


def test_words_of_an_emergency_and_of_another_week_are_not_read(any_database: Database) -> None:
    say(any_database, "web-1", at(), said=EEG, missed=Missed.ABSTAINED)
    say(
        any_database,
        "web-1",
        at() + MINUTE,
        said="胸口压得慌",
        grade=TriageGrade.EMERGENCY,
        missed=Missed.ABSTAINED,
    )
    say(any_database, "web-2", at(day=-1), said=EEG, missed=Missed.ABSTAINED)
    assert told(any_database) == []


def test_what_was_forgotten_is_not_read(any_database: Database) -> None:
    say(any_database, "web-1", at(), said=EEG, missed=Missed.ABSTAINED)
    with any_database.transaction() as session:
        for message in session.query(Message):
            message.forgotten_at, message.text = at(), ""
    assert told(any_database) == []


def test_a_rating_that_came_later_than_we_look_is_not_known_yet(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer", said="痛风能喝啤酒吗")
    rate(any_database, ticket(any_database, "web-1", at() + MINUTE), score=1)
    with any_database.reading() as session:
        assert list(unanswered_of(session, span=WEEK.span(ZONE), as_of=at() + HOUR)) == []
