"""What callers asked is read in their own words, and nothing that should not be."""

from datetime import timedelta

from hotline.database import Database
from hotline.digest import Question, questions_of
from hotline.safety import TriageGrade
from tests.hotline.digest.making import LATER, WEEK, ZONE, at, say, ticket

MINUTE = timedelta(minutes=1)


def questions(database: Database) -> list[Question]:
    with database.reading() as session:
        return list(questions_of(session, span=WEEK.span(ZONE), as_of=LATER))


def test_the_first_words_count_and_later_ones_only_if_they_are_long(any_database: Database) -> None:
    say(any_database, "web-1", at(), said="停车")
    say(any_database, "web-1", at() + MINUTE, said="谢谢你啊")
    say(any_database, "web-1", at() + 2 * MINUTE, said="脑电图下午能不能做")
    say(any_database, "web-1", at(hour=15), said="再问停车")
    found = questions(any_database)
    assert [one.text for one in found] == ["停车", "脑电图下午能不能做", "再问停车"]
    assert len({one.contact for one in found}) == 2


def test_what_was_answered_with_nothing_left_to_do_is_solved(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer", said="痛风能喝啤酒吗")
    say(any_database, "web-2", at(), "gout.beer", said="痛风能不能喝酒")
    ticket(any_database, "web-2", at() + MINUTE)
    assert {one.conversation_id: (one.entries, one.solved) for one in questions(any_database)} == {
        "web-1": (("gout.beer",), True),
        "web-2": (("gout.beer",), False),
    }


def test_words_of_an_emergency_and_of_another_week_are_not_read(any_database: Database) -> None:
    say(any_database, "web-1", at(), said="胸口压得慌", grade=TriageGrade.EMERGENCY)
    say(any_database, "web-2", at(day=-1), said="停车")
    assert questions(any_database) == []
