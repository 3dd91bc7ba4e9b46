"""Needs are found in what people ask, named in their words, and tell nobody apart."""

from collections.abc import Iterator

import pytest

from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.needs import WEEKS, Asked, KeptVectors, find_needs, finding
from tests.knowledge_base.small_encoder import SmallEncoder

PARKING = ["医院停车场在哪里", "停车场几点关门", "停车场收费多少", "停车场满了怎么办", "停车场能停多久"]
EEG = ["脑电图下午能做吗", "脑电图上午能做吗", "脑电图周六能做吗", "做脑电图要预约吗", "脑电图能做多久"]
ALONE = [
    "血压多少算高",
    "痛风吃什么好",
    "食堂有饭没有",
    "孩子发烧咳嗽",
    "药方写错",
    "想找护士说话",
    "骨折后多久走路",
    "失眠数羊有用吗",
    "甲状腺结节严重吗",
    "怀孕几周建档",
    "打鼾怎么治",
    "眼睛干涩流泪",
    "牙龈出血",
    "过敏起疹子",
    "尿酸化验空腹",
    "胃镜疼不疼",
]


def asked(*, weeks: range = range(WEEKS), caller: str = "") -> Iterator[Asked]:
    for week in weeks:
        for place, text in enumerate(PARKING + EEG + ALONE):
            contact = f"{week}-{place}"
            entries = ("visit.parking",) if text in PARKING else ()
            who = caller or contact
            yield Asked(
                contact=contact, caller=who, week=week, text=text, entries=entries, solved=bool(entries)
            )


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def vectors(encoder: SmallEncoder) -> KeptVectors:
    return KeptVectors(lambda: encoder)


def test_what_is_asked_in_many_words_is_one_need(vectors: KeptVectors) -> None:
    needs = find_needs(asked(), vectors=vectors)
    parking = next(need for need in needs.found if "停车场" in need.keys)
    assert parking.texts <= set(PARKING)
    assert parking.weeks == (len(parking.texts),) * WEEKS
    assert parking.answered == (("visit.parking", parking.contacts),)
    assert parking.solved == parking.contacts
    assert set(parking.examples) <= set(PARKING)
    assert parking.name == parking.examples[0]
    eeg = next(need for need in needs.found if need is not parking)
    assert eeg.keys[0] == "脑电图"
    assert not eeg.solved


def test_a_need_keeps_its_id_from_week_to_week(vectors: KeptVectors) -> None:
    now, then = (find_needs(asked(weeks=weeks), vectors=vectors) for weeks in (range(8), range(1, 8)))
    assert {need.id for need in now.found} == {need.id for need in then.found}


def test_what_few_people_ask_is_nobody_elses_affair(vectors: KeptVectors) -> None:
    assert find_needs(asked(caller="one"), vectors=vectors).found == ()


def test_a_contact_that_asks_twice_counts_once(vectors: KeptVectors) -> None:
    twice = [*asked(), *asked()]
    assert find_needs(twice, vectors=vectors) == find_needs(asked(), vectors=vectors)


def test_nothing_asked_is_no_need(vectors: KeptVectors) -> None:
    assert find_needs([], vectors=vectors).found == ()


def test_of_too_many_a_part_is_looked_at_and_said_so(
    vectors: KeptVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_CONTACTS", 40)
    needs = find_needs(asked(), vectors=vectors)
    assert (needs.contacts, needs.looked_at) == (8 * 26, 40)


def test_what_was_encoded_is_not_encoded_again(encoder: SmallEncoder, vectors: KeptVectors) -> None:
    for _ in range(2):
        find_needs(asked(), vectors=vectors)
    assert len(encoder.encoded) == len(set(encoder.encoded)) == 26


def test_a_broken_model_is_said_and_not_hidden(encoder: SmallEncoder, vectors: KeptVectors) -> None:
    encoder.broken = True
    with pytest.raises(EncoderBroken):
        find_needs(asked(), vectors=vectors)
