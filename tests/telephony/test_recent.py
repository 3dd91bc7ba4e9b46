"""Memory does not grow for ever."""

from hypothesis import given
from hypothesis import strategies as st

from telephony.recent import Recent


def test_the_one_untouched_for_longest_is_forgotten() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_putting_again_changes_and_touches() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.put("a", 4)
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b")) == (4, None)


def test_dropping_what_is_not_there_is_no_fault() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.drop("a")
    recent.drop("a")
    assert recent.get("a") is None


@given(st.lists(st.integers(0, 9)))
def test_the_last_few_are_always_there(keys: list[int]) -> None:
    recent: Recent[int, int] = Recent(3)
    for place, key in enumerate(keys):
        recent.put(key, place)
    latest = list(dict.fromkeys(reversed(keys)))
    for key in range(10):
        assert (recent.get(key) is not None) == (key in latest[:3])
