"""A number said in Chinese is the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.reports import ReportReader
from knowledge_base.reports.language import plain
from knowledge_base.reports.numerals import chinese_of, number_of


@given(st.integers(0, 99_999_999))
def test_a_whole_number_survives_being_said(number: int) -> None:
    assert number_of(chinese_of(number)) == number


@given(st.integers(0, 99_999), st.integers(1, 999))
def test_a_fraction_survives_being_said(whole: int, thousandths: int) -> None:
    number = float(f"{whole}.{thousandths:03}")
    assert number_of(chinese_of(number)) == number


@given(value=st.integers(45, 1999))
def test_uric_acid_said_in_words_is_read_as_in_digits(reader: ReportReader, value: int) -> None:
    spoken, typed = (reader.read(f"尿酸{said}") for said in (chinese_of(value), str(value)))
    assert [one.value for one in spoken] == [one.value for one in typed] == [value]


@given(upper=st.integers(90, 260), lower=st.integers(40, 74))
def test_any_pair_is_read_in_every_manner(reader: ReportReader, upper: int, lower: int) -> None:
    for text in (
        f"血压{upper}/{lower}",
        f"血压{upper} {lower}",
        f"高压{upper}，低压{lower}",
        f"低压{lower}，高压{upper}",
        f"高压{chinese_of(upper)}低压{chinese_of(lower)}",
    ):
        assert [one.value for one in reader.read(text)] == [f"{upper}/{lower}"], text


@given(st.text(alphabet="血压糖酸血红蛋白0123456789.点百十零一二两个号年月岁mg/%+-，。吗高低 ", max_size=40))
def test_no_text_breaks_the_reader(reader: ReportReader, text: str) -> None:
    for reading in reader.read(text):
        assert reading.say


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("一百六", 160),
        ("一百零六", 106),
        ("一百六十五", 165),
        ("两百二", 220),
        ("一六零", 160),
        ("七点二", 7.2),
        ("8点2", 8.2),
        ("十五万", 150_000),
        ("三万五", 35_000),
        ("1.5万", 15_000),
        ("五六百", 600),
        ("一百五六十", 160),
        ("七八", 8),
        ("十", 10),
    ],
)
def test_colloquial_numbers(said: str, number: float) -> None:
    assert number_of(said) == number


def test_width_case_and_powers_are_made_plain() -> None:
    assert plain("ＷＢＣ６．５×10⁹／L，1,250") == "wbc6.5×10^9/l,1250"
