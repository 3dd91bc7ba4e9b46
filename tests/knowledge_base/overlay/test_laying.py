"""What callers are told once a hospital's own is laid over the shipped knowledge."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge_base import Hospital, KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.entries import AWAITING_REVIEW, REVIEWED
from knowledge_base.local_texts import LocalTexts
from knowledge_base.overlay import OWN_TOPIC, Overlaid, Overlay, OwnEntry, OwnPhrasings, overlaid
from knowledge_base.profile import PROFILE
from tests.knowledge_base import samples
from tests.knowledge_base.overlay.making import GUIDE, LAST, QUESTIONS, SIGNATURE, TODAY, own, phrasings

DIET, OWN = "hypertension.diet", "hypertension.own_1"
VALUE = {
    "value": "八百元",
    "says": "起付线",
    "source": {"title": "通知", "publisher": "医保局", "year": 2026},
    "valid_until": date(2026, 12, 31),
}


@pytest.fixture
def hospital(tmp_path: Path) -> Hospital:
    refusal = samples.topic("refusals", entries=[samples.entry("refusals", "dose", patterns=["加量"])])
    samples.write(tmp_path / "refusals" / "refusals.yml", refusal)
    samples.write(tmp_path / "medicines" / "blockers.yml", samples.medicines())
    profile = samples.profile(local_values={"deductible": VALUE})
    samples.folder(tmp_path, samples.topic(), samples.topic("gout"), hospital=profile)
    return load_hospital(tmp_path / PROFILE)


@pytest.fixture
def shipped(tmp_path: Path, hospital: Hospital) -> KnowledgeBase:
    return load_knowledge(tmp_path, hospital=hospital)


def laid(
    shipped: KnowledgeBase,
    hospital: Hospital,
    *words: OwnEntry | OwnPhrasings,
    off: tuple[str, ...] = (),
    today: date = TODAY,
) -> Overlaid:
    overlay = Overlay(
        entries=tuple(one for one in words if isinstance(one, OwnEntry)),
        phrasings=tuple(one for one in words if isinstance(one, OwnPhrasings)),
        switched_off=frozenset(off),
    )
    return overlaid(shipped, overlay, hospital=hospital, today=today)


def reasons(found: Overlaid) -> list[str]:
    return [str(fault) for fault in found.faults]


def test_an_own_entry_stands_signed_among_those_of_its_topic(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    found = laid(shipped, hospital, own())
    assert reasons(found) == []
    entry = found.knowledge.entries[OWN]
    assert (entry.topic_name, entry.department, entry.questions) == ("高血压", "心血管内科", QUESTIONS)
    assert (entry.review_status, entry.signature, entry.sources) == (REVIEWED, SIGNATURE, (GUIDE,))
    assert entry.answer.endswith("有事打0000-1。")
    assert entry.is_own
    topic = found.knowledge.find_topic("hypertension")
    assert topic is not None
    assert [one.id for one in topic.entries] == [DIET, OWN]


def test_the_shipped_knowledge_is_the_same_object_where_nothing_is_laid_over_it(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    assert laid(shipped, hospital).knowledge is shipped
    assert laid(shipped, hospital, own(), today=LAST + timedelta(days=1)).knowledge is shipped


def test_what_is_shipped_is_not_changed_by_what_is_laid_over_it(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    found = laid(shipped, hospital, own())
    assert found.knowledge.entries[DIET] is shipped.entries[DIET]
    assert shipped.entries.keys() == found.knowledge.entries.keys() - {OWN}
    assert found.knowledge.entries[DIET].review_status == AWAITING_REVIEW


def test_own_phrasings_are_asked_and_change_neither_version_nor_signature(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    before = shipped.entries[DIET]
    after = laid(shipped, hospital, phrasings("能吃咸菜不")).knowledge.entries[DIET]
    assert after.questions == (*before.questions, "能吃咸菜不")
    assert after.added == ("能吃咸菜不",)
    assert (after.version, after.title, after.signature) == (before.version, before.title, before.signature)
    assert not after.is_own


def test_own_phrasings_may_be_put_to_an_own_entry(shipped: KnowledgeBase, hospital: Hospital) -> None:
    found = laid(shipped, hospital, phrasings("摩托停哪", entry=OWN), own())
    assert reasons(found) == []
    assert found.knowledge.entries[OWN].questions == (*QUESTIONS, "摩托停哪")
    assert found.knowledge.entries[OWN].is_own


def test_an_entry_switched_off_is_known_and_not_told(shipped: KnowledgeBase, hospital: Hospital) -> None:
    found = laid(shipped, hospital, off=(DIET,)).knowledge
    topic = found.find_topic("hypertension")
    assert topic is not None
    assert DIET not in found.entries
    assert [one.id for one in topic.withheld] == [DIET]
    assert [one.id for one in topic.searched] == [DIET]


def test_an_own_entry_takes_the_place_of_the_one_switched_off_whose_words_it_is_asked_in(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    instead = own(questions=shipped.entries[DIET].questions)
    found = laid(shipped, hospital, instead, off=(DIET,))
    topic = found.knowledge.find_topic("hypertension")
    assert topic is not None
    assert (reasons(found), topic.withheld, [one.id for one in topic.entries]) == ([], (), [OWN])


@pytest.mark.parametrize("untouchable", ["refusals.dose", "nowhere.diet"])
def test_what_may_not_be_switched_off_is_told_on(
    shipped: KnowledgeBase, hospital: Hospital, untouchable: str
) -> None:
    found = laid(shipped, hospital, off=(untouchable,))
    assert [fault.entry for fault in found.faults] == [untouchable]
    assert found.knowledge.entries.keys() == shipped.entries.keys()


def test_a_medicines_entry_can_be_switched_off(shipped: KnowledgeBase, hospital: Hospital) -> None:
    name = next(name for name in shipped.entries if name.startswith("amlodipine."))
    found = laid(shipped, hospital, off=(name,))
    assert reasons(found) == []
    assert name not in found.knowledge.entries


def test_what_is_faulty_is_kept_out_alone(shipped: KnowledgeBase, hospital: Hospital) -> None:
    faulty = own("2", answer="长" * 221, questions=tuple(f"{one}呢" for one in QUESTIONS))
    found = laid(shipped, hospital, faulty, own())
    assert OWN in found.knowledge.entries
    assert faulty.id not in found.knowledge.entries
    assert reasons(found) == [f"overlay: {faulty.id}: 文字回答有221个字，最多220个"]


def test_of_two_with_one_phrasing_the_first_is_told(shipped: KnowledgeBase, hospital: Hospital) -> None:
    found = laid(shipped, hospital, own("2"), own("1"))
    assert [fault.entry for fault in found.faults] == ["hypertension.own_2"] * len(QUESTIONS)
    assert OWN in found.knowledge.entries


def test_an_own_entry_holds_to_the_end_of_its_last_day(shipped: KnowledgeBase, hospital: Hospital) -> None:
    assert OWN in laid(shipped, hospital, own(), today=LAST).knowledge.entries
    after = laid(shipped, hospital, own(), phrasings(), today=LAST + timedelta(days=1))
    assert after.knowledge.entries.keys() == shipped.entries.keys()
    assert reasons(after) == []


def test_what_belongs_to_no_shipped_topic_has_one_of_its_own(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    found = laid(shipped, hospital, own(topic_id=OWN_TOPIC))
    topic = found.knowledge.find_topic(OWN_TOPIC)
    assert topic is not None
    assert ([one.id for one in topic.entries], topic.name) == (["own.own_1"], "本院知识")
    assert found.knowledge.heading(topic.entries[0]) is topic


def test_a_newer_version_takes_the_place_of_the_older_even_in_another_topic(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    older = laid(shipped, hospital, own()).knowledge
    newer = laid(older, hospital, own(topic_id="gout", answer="改到北门。"))
    assert reasons(newer) == []
    assert "gout.own_1" in newer.knowledge.entries
    assert OWN not in newer.knowledge.entries


def test_an_own_entrys_version_changes_with_its_words(shipped: KnowledgeBase, hospital: Hospital) -> None:
    versions = {
        laid(shipped, hospital, one).knowledge.entries[OWN].version
        for one in (own(), own(), own(answer="改到北门。"))
    }
    assert len(versions) == 2


def test_an_own_entry_may_say_a_local_value_and_says_it_no_longer_when_it_ran_out(
    shipped: KnowledgeBase, hospital: Hospital
) -> None:
    told = laid(shipped, hospital, own(answer="起付线{local:deductible}。")).knowledge
    today = LocalTexts(hospital=hospital, today=lambda: TODAY).shown(told.entries[OWN])
    later = LocalTexts(hospital=hospital, today=lambda: date(2027, 1, 1)).shown(told.entries[OWN])
    assert today.answer == "起付线八百元。"
    assert "八百元" not in later.answer
    assert later.follow_up


def test_the_stamp_tells_the_words_and_not_their_order() -> None:
    one, other = own("1"), own("2")
    assert Overlay(entries=(one, other)).stamp == Overlay(entries=(other, one)).stamp
    changed = Overlay(entries=(own("1", answer="改了。"), other))
    off = Overlay(entries=(one, other), switched_off=frozenset({DIET}))
    asked = Overlay(entries=(one, other), phrasings=(phrasings(),))
    assert len({Overlay(entries=(one, other)).stamp, changed.stamp, off.stamp, asked.stamp}) == 4
