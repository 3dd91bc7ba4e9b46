"""The hospital's own words tried against all that is shipped, by the real model."""

from dataclasses import replace

import pytest

from knowledge_base import Hospital, load_hospital
from knowledge_base.overlay import OWN_TOPIC, Overlay, OwnEntry, OwnPhrasings, overlaid
from knowledge_base.search.index import build_index
from knowledge_base.search.remembering import Remembering
from knowledge_base.search.searching import Reason, Search
from knowledge_base.search.trial import NEIGHBOURS, REFUSALS, Trial, try_overlay
from tests.knowledge_base.conftest import ROOT
from tests.knowledge_base.overlay.making import QUESTIONS, TODAY, own, phrasings

pytestmark = pytest.mark.whole

SALT = "hypertension.salt_and_diet"
ABOUT_SALT = "高血压能吃咸菜吗"
PARAPHRASES = ("医院停车场在哪", "我开车过来有地方停吗")


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return load_hospital(ROOT / "knowledge_base" / "hospital" / "profile.yml")


def tried(search: Search, hospital: Hospital, words: OwnEntry | OwnPhrasings, *also: str) -> Trial:
    return try_overlay(search, words, hospital=hospital, today=TODAY, also=also)


def over(search: Search, overlay: Overlay, *, hospital: Hospital) -> Search:
    """What would be served; nothing is kept of it."""
    laid = overlaid(search.knowledge, overlay, hospital=hospital, today=TODAY)
    assert laid.faults == ()
    encoder = Remembering(search.encoder, index=search.index)
    index = build_index(laid.knowledge, lexicon=search.index.lexicon, encoder=encoder, kept_in=None)
    return Search(laid.knowledge, index, encoder)


def test_sound_words_are_found_by_all_they_are_asked_in_and_disturb_nobody(
    real_search: Search, hospital: Hospital
) -> None:
    trial = tried(real_search, hospital, own(topic_id=OWN_TOPIC), *PARAPHRASES)
    assert trial.passed, trial
    assert [one.question for one in trial.asked] == [*QUESTIONS, *PARAPHRASES]
    assert [one.is_own for one in trial.asked] == [True] * len(QUESTIONS) + [False] * len(PARAPHRASES)
    assert trial.neighbours == NEIGHBOURS + REFUSALS
    assert real_search.find(PARAPHRASES[0]).abstained  # as before: a trial changes nothing that is served


def test_a_question_they_do_not_answer_is_named(real_search: Search, hospital: Hospital) -> None:
    trial = tried(real_search, hospital, own(topic_id=OWN_TOPIC), ABOUT_SALT)
    assert not trial.passed
    assert [(one.question, one.instead) for one in trial.asked if not one.found] == [(ABOUT_SALT, SALT)]


def test_what_asks_for_a_dose_is_refused_on_and_never_answered_by_own_words(
    real_search: Search, hospital: Hospital
) -> None:
    asked = (
        "降压药可以自己加量吗",
        "我想把药量加倍",
        "给我把药加一片行吗",
        "血压高我自己多吃一片",
        "药量我自己调行不",
    )
    trial = tried(real_search, hospital, own(aspect="medication", questions=asked))
    assert not trial.passed
    assert {one.reason for one in trial.asked} == {Reason.DOSE}
    assert {one.instead for one in trial.asked} == {"refusals.dose"}


def test_words_that_take_a_neighbours_question_are_named_with_it(
    real_search: Search, hospital: Hospital
) -> None:
    """The neighbour's own phrasing, one letter added, so that it is not the very same."""
    theirs = real_search.knowledge.entries["cirrhosis.encephalopathy"]
    asked = tuple(f"{question}呢" for question in theirs.questions[:5])
    trial = tried(real_search, hospital, own(topic_id="cirrhosis", questions=asked, answer=theirs.answer))
    assert trial.disturbed
    assert {one.entry_id for one in trial.disturbed} == {theirs.id}
    assert {one.now for one in trial.disturbed} == {"cirrhosis.own_1"}
    assert not trial.passed


def test_own_phrasings_find_the_entry_they_are_put_to(real_search: Search, hospital: Hospital) -> None:
    trial = tried(real_search, hospital, phrasings("俺血压高能嘬咸菜疙瘩不", entry=SALT))
    assert trial.passed, trial


def test_faulty_words_are_told_and_not_tried(real_search: Search, hospital: Hospital) -> None:
    trial = tried(real_search, hospital, own(topic_id=OWN_TOPIC, answer=""))
    assert (trial.passed, trial.asked) == (False, ())
    assert trial.faults == ("文字回答没有写",)


def test_own_words_are_found_in_words_nobody_wrote_down(real_search: Search, hospital: Hospital) -> None:
    overlay = Overlay(entries=(own(topic_id=OWN_TOPIC),))
    served = over(real_search, overlay, hospital=hospital)
    for question in PARAPHRASES:
        found = served.find(question)
        assert (found.confident, found.answers[0].entry.id) == (True, "own.own_1")


def test_who_asks_for_what_is_withheld_is_given_no_neighbours_answer(
    real_search: Search, hospital: Hospital
) -> None:
    assert real_search.find(ABOUT_SALT).answers[0].entry.id == SALT
    overlay = Overlay(switched_off=frozenset({SALT}))
    served = over(real_search, overlay, hospital=hospital)
    found = served.find(ABOUT_SALT)
    assert (found.reason, found.answers) == (Reason.WITHHELD, ())
    assert SALT not in {hit.entry.id for hit in found.nearest}


def test_an_own_entry_in_the_place_of_one_switched_off_is_told(
    real_search: Search, hospital: Hospital
) -> None:
    shipped = real_search.knowledge.entries[SALT]
    ours = replace(own(aspect="diet", answer=shipped.answer), questions=shipped.questions)
    overlay = Overlay(entries=(ours,), switched_off=frozenset({SALT}))
    served = over(real_search, overlay, hospital=hospital)
    assert served.find(ABOUT_SALT).answers[0].entry.id == ours.id
