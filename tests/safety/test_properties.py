"""Whatever is written: the gate answers, and reassurance never lowers it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.safety import screen
from tests.safety.corpora import must_pass, must_stop, urgent
from tests.safety.noise import _WORDS

REASSURANCES = st.sampled_from(tuple(_WORDS["reassurances"]))
ANY_MESSAGE = st.sampled_from((*(message for _, message in must_stop()), *urgent(), *must_pass()))
FRAGMENTS = st.lists(
    st.text(alphabet="胸口疼没有去年不血压0123456789一二三十百点/.,，。？是了嘴歪\n ~*(", max_size=40)
)


@given(st.text())
def test_no_text_breaks_the_gate(text: str) -> None:
    assert screen(text).version


@given(FRAGMENTS, ANY_MESSAGE)
def test_no_jumble_of_numbers_and_complaints_breaks_the_gate(fragments: list[str], message: str) -> None:
    assert screen("".join([*fragments, message])).version


@settings(max_examples=400, deadline=None)
@given(ANY_MESSAGE, REASSURANCES, st.sampled_from(("before", "after")), st.sampled_from("，。！ \n"))
def test_a_reassuring_sentence_never_lowers_the_grade(
    message: str, reassurance: str, place: str, mark: str
) -> None:
    told = reassurance + mark + message if place == "before" else message + mark + reassurance
    assert screen(told).grade >= screen(message).grade
