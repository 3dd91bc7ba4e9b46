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


@pytest.fixture(scope="module")
def reader() -> AskerReader:
    return AskerReader(load_townships(PROFILE, hospital=load_hospital(PROFILE)))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["said"])
def test_a_sentence_tells_of_its_asker_what_it_tells_and_no_more(
    sentence: dict[str, Any], reader: AskerReader
) -> None:
    told = reader.read(sentence["said"])
    bands = {AgeBand.of(years) for years in told.years or ()}
    assert (bands.pop().value if len(bands) == 1 else None) == sentence.get("band")
    assert told.for_other == sentence.get("other")
    assert told.township == sentence.get("township")


def test_a_bare_name_is_where_he_lives_only_where_he_was_asked(reader: AskerReader) -> None:
    assert reader.read("乔仁镇街上").township is None
    assert reader.read("乔仁镇街上", tells_place=True).township == "乔仁镇"
    assert reader.read("乔仁分院门口", tells_place=True).township is None
