"""Words are found from the left, the longest at each place, whatever their case."""

import re

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.words import Words

ALPHABET = st.text(alphabet="血压高糖aB", max_size=12)


def test_the_longest_word_at_a_place_counts_and_nothing_overlaps() -> None:
    words = Words(["血糖", "低血糖", "血糖仪"])
    assert list(words.found_in("低血糖仪和血糖仪")) == [(0, 3, "低血糖"), (5, 8, "血糖仪")]


def test_case_does_not_matter_and_places_agree_with_the_text() -> None:
    assert list(Words(["COPD"]).found_in("得了copd")) == [(2, 6, "copd")]
    assert [start for start, _, _ in Words(["血糖"]).found_in("İ血糖")] == [1]


def test_a_single_character_is_no_word() -> None:
    assert list(Words(["痛", ""]).found_in("痛痛")) == []


@given(words=st.lists(st.text(alphabet="血压高糖ab", min_size=2, max_size=4), min_size=1), text=ALPHABET)
def test_it_finds_what_a_regular_expression_finds(words: list[str], text: str) -> None:
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)), re.IGNORECASE)
    expected = [(match.start(), match.end(), match[0].lower()) for match in pattern.finditer(text)]
    assert list(Words(words).found_in(text)) == expected
