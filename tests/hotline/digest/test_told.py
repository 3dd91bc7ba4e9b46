"""What messages tell in the open belongs to their contact, each thing once."""

from datetime import timedelta

from hotline.conversations import AgeBand, Asker, Missed
from hotline.database import Database
from hotline.digest import Contact
from tests.hotline.digest.making import at, contacts, digest, say, ticket

MINUTE = timedelta(minutes=1)


def only(database: Database) -> Contact:
    (found,) = contacts(database)
    return found


def test_what_nobody_told_is_not_known(any_database: Database) -> None:
    say(any_database, "web-1", at())
    found = only(any_database)
    assert (found.missed, found.departments, found.age_band) == ((), (), None)
    assert (found.for_other, found.township) == (False, None)


def test_several_messages_tell_each_thing_once_in_the_order_of_the_telling(any_database: Database) -> None:
    say(any_database, "web-1", at() + 5 * MINUTE, missed=Missed.UNCOVERED, guided_to=("骨科", "康复科"))
    say(any_database, "web-1", at(), missed=Missed.ABSTAINED, guided_to=("神经内科", "骨科"))
    say(any_database, "web-1", at() + 9 * MINUTE, missed=Missed.ABSTAINED)
    found = only(any_database)
    assert found.missed == (Missed.UNCOVERED, Missed.ABSTAINED)
    assert found.departments == ("神经内科", "骨科", "康复科")


def test_of_two_ages_and_places_the_last_one_counts(any_database: Database) -> None:
    mother = Asker(age_band=AgeBand.OLDEST, for_other=True, township="白樟镇")
    say(any_database, "web-1", at(), asker=mother)
    say(any_database, "web-1", at() + MINUTE, asker=Asker(age_band=AgeBand.OLD, township="坂东镇"))
    say(any_database, "web-1", at() + 2 * MINUTE)
    found = only(any_database)
    assert (found.age_band, found.township, found.for_other) == (AgeBand.OLD, "坂东镇", True)


def test_another_contact_of_the_same_conversation_has_its_own(any_database: Database) -> None:
    say(any_database, "web-1", at(), missed=Missed.ABSTAINED, asker=Asker(age_band=AgeBand.OLD))
    say(any_database, "web-1", at(hour=15), guided_to=("骨科",))
    first, second = contacts(any_database)
    assert (first.missed, first.departments, first.age_band) == ((Missed.ABSTAINED,), (), AgeBand.OLD)
    assert (second.missed, second.departments, second.age_band) == ((), ("骨科",), None)


def test_a_question_without_answer_that_a_person_has_is_not_lost(any_database: Database) -> None:
    say(any_database, "web-1", at(), missed=Missed.ABSTAINED)
    say(any_database, "web-2", at(), missed=Missed.UNCOVERED)
    ticket(any_database, "web-2", at() + MINUTE)
    found = digest(any_database)
    assert (found.figures["not_helped"].count, found.figures["not_helped"].among) == (1, 2)
    assert found.missed == {Missed.UNCOVERED: 1, Missed.ABSTAINED: 1, Missed.UNAVAILABLE: 0}


def test_what_was_answered_in_part_was_not_solved(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-1", at() + MINUTE, missed=Missed.ABSTAINED)
    found = digest(any_database).figures
    assert found["answered_at_once"].count == 1
    assert (found["solved_on_the_spot"].count, found["not_helped"].count) == (0, 1)


def test_departments_and_aspects_are_counted_once_a_contact(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer", "gout.diet", guided_to=("骨科", "骨科"))
    say(any_database, "web-1", at() + MINUTE, "gout.diet", "left.long_ago", guided_to=("骨科",))
    say(any_database, "web-2", at(), "gout.signs")
    aspects = {"gout.beer": "diet", "gout.diet": "diet", "gout.signs": "symptoms"}
    found = digest(any_database, aspect_of=aspects.get)
    assert found.aspects == {"diet": 1, "symptoms": 1}
    assert found.departments_asked == {"骨科": 1}
    assert found.aspect_changes["diet"].count == 1
    assert found.department_changes["骨科"].usual == 0
