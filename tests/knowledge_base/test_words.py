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


def test_a_latin_word_is_no_part_of_another() -> None:
    assert list(Words(["CR"]).found_in("<script>")) == []
    assert list(Words(["CR", "HbA1c"]).found_in("cr高，hba1c8.2")) == [(0, 2, "cr"), (4, 9, "hba1c")]


def whole(word: str) -> str:
    before = "(?<![a-z])" if word[0] in "ab" else ""
    behind = "(?![a-z])" if word[-1] in "ab" else ""
    return f"{before}{word}{behind}"


@given(words=st.lists(st.text(alphabet="血压高糖ab", min_size=2, max_size=4), min_size=1), text=ALPHABET)
def test_it_finds_what_a_regular_expression_finds(words: list[str], text: str) -> None:
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(map(whole, longest_first)), re.IGNORECASE)
    expected = [(match.start(), match.end(), match[0].lower()) for match in pattern.finditer(text)]
    assert list(Words(words).found_in(text)) == expected
