"""Sentences as callers say them, each read for its asker; a wrong fact is worse than none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hotline.conversations import AgeBand
from knowledge_base.asker import AskerReader
from knowledge_base.profile import load_hospital
from knowledge_base.townships import load_townships

PROFILE = Path(__file__).parents[3] / "knowledge_base" / "hospital" / "profile.yml"
SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8")
)

BLIND: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("blind.yml").read_text(encoding="utf-8")
)
NAMES = ("band", "other", "township")
Facts = dict[str, str | bool | None]


@pytest.fixture(scope="module")
def reader() -> AskerReader:
    return AskerReader(load_townships(PROFILE, hospital=load_hospital(PROFILE)))


def facts(reader: AskerReader, said: str) -> Facts:
    told = reader.read(said)
    bands = {AgeBand.of(years).value for years in told.years or ()}
    band = bands.pop() if len(bands) == 1 else None
    return {"band": band, "other": told.for_other, "township": told.township}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["said"])
def test_a_sentence_tells_of_its_asker_what_it_tells_and_no_more(
    sentence: dict[str, Any], reader: AskerReader
) -> None:
    assert facts(reader, sentence["said"]) == {name: sentence.get(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_of_what_it_has_not_seen_it_reads_most_and_little_wrongly(name: str, reader: AskerReader) -> None:
    read = [(facts(reader, one["said"])[name], one.get(name)) for one in BLIND]
    assert sum(found == wanted for found, wanted in read) >= 0.9 * len(read)
    assert sum(found not in {None, wanted} for found, wanted in read) <= 0.06 * len(read)


def test_a_bare_name_is_where_he_lives_only_where_he_was_asked(reader: AskerReader) -> None:
    assert reader.read("乔仁镇街上").township is None
    assert reader.read("乔仁镇街上", tells_place=True).township == "乔仁镇"
    assert reader.read("乔仁分院门口", tells_place=True).township is None
