"""Groups are told apart, and nobody in them."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.conversations import AgeBand, Asker, Missed
from hotline.database import Database
from hotline.digest import SMALLEST, Dimension, Fairness
from hotline.digest.fairness import kept_back
from tests.hotline.digest.making import at, digest, say, ticket

MINUTE = timedelta(minutes=1)
NAMES = [f"第{place}镇" for place in range(30)]

tables = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 40), min_size=2)
small = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 12), min_size=2)


def told(counted: Mapping[str | None, int]) -> dict[str | None, int]:
    hidden = kept_back(counted)
    return {name: count for name, count in counted.items() if name not in hidden}


@given(tables | small)
def test_no_small_number_is_told(counted: dict[str | None, int]) -> None:
    assert all(count == 0 or count >= SMALLEST for count in told(counted).values())


@given(tables | small)
def test_no_number_kept_back_can_be_reckoned_from_the_others_and_the_total(
    counted: dict[str | None, int],
) -> None:
    shown = told(counted)
    hidden, missing = len(counted) - len(shown), sum(counted.values()) - sum(shown.values())
    if hidden and any(shown.values()):
        # Each of them could be 1, or everything but one for each of the others.
        assert hidden > 1
        assert missing - (hidden - 1) > 2 * SMALLEST


@given(tables)
def test_where_every_group_is_large_everything_is_told(counted: dict[str | None, int]) -> None:
    assert kept_back({name: count + SMALLEST for name, count in counted.items()}) == set()


@given(tables, st.sets(st.sampled_from(NAMES)))
def test_what_is_kept_back_elsewhere_is_kept_back_here(
    counted: dict[str | None, int], also: set[str | None]
) -> None:
    assert kept_back(counted, also=also & counted.keys()) >= also & counted.keys()


def table(database: Database, dimension: Dimension) -> dict[str | None, Fairness]:
    return {one.group: one for one in digest(database).fairness if one.dimension is dimension}


def ask(database: Database, count: int, *entries: str, name: str, **changed: object) -> None:
    for place in range(count):
        say(database, f"{name}-{place}", at(day=place % 5, hour=9), *entries, **changed)


def test_groups_have_their_own_figures(any_database: Database) -> None:
    old = Asker(age_band=AgeBand.OLDEST, for_other=True, township="白樟镇")
    ask(any_database, 12, "gout.beer", name="old", asker=old)
    ask(any_database, 30, name="new", missed=Missed.ABSTAINED)
    for place in range(4):
        ticket(any_database, f"old-{place}", at(day=place, hour=9) + MINUTE)
    bands = table(any_database, Dimension.AGE_BAND)
    assert {name: one.contacts for name, one in bands.items()} == {"80_and_over": 12, None: 30}
    figures = bands["80_and_over"].figures or {}
    assert (figures["answered_at_once"].count, figures["answered_at_once"].among) == (8, 12)
    assert "promise_kept" not in figures, "four tickets are too few"
    assert (bands[None].figures or {})["not_helped"].count == 30
    assert table(any_database, Dimension.TOWNSHIP)["白樟镇"].contacts == 12
    assert table(any_database, Dimension.FOR_OTHER)["other"].contacts == 12


def test_a_promise_is_told_of_the_group_its_caller_belongs_to(any_database: Database) -> None:
    ask(any_database, 11, name="far", asker=Asker(township="省璜镇"))
    ask(any_database, 25, name="near")
    for place in range(11):
        ticket(any_database, f"far-{place}", at(day=place % 5, hour=9) + MINUTE)
    kept = (table(any_database, Dimension.TOWNSHIP)["省璜镇"].figures or {})["promise_kept"]
    assert (kept.count, kept.among) == (0, 11)


def test_a_small_group_takes_another_one_with_it(any_database: Database) -> None:
    for township, count in (("白樟镇", 3), ("坂东镇", 24), ("省璜镇", 40)):
        ask(any_database, count, name=township, asker=Asker(township=township))
    found = table(any_database, Dimension.TOWNSHIP)
    assert {name: one.contacts for name, one in found.items()} == {
        "坂东镇": None,
        "白樟镇": None,
        "省璜镇": 40,
    }
    assert found["坂东镇"].figures is None


def test_how_many_came_by_a_channel_is_no_secret_and_how_they_fared_is(any_database: Database) -> None:
    ask(any_database, 4, "gout.beer", name="wx", channel="wechat")
    ask(any_database, 30, "gout.beer", name="web")
    found = table(any_database, Dimension.CHANNEL)
    assert (found["wechat"].contacts, found["web"].contacts) == (4, 30)
    assert all("answered_at_once" not in (one.figures or {}) for one in found.values())


def test_groups_stand_in_an_order_that_tells_no_number(any_database: Database) -> None:
    for place, band in enumerate((AgeBand.OLD, AgeBand.CHILD, AgeBand.MIDDLE)):
        ask(any_database, 5 + 9 * place, name=band, asker=Asker(age_band=band))
    ask(any_database, 1, name="none")
    assert list(table(any_database, Dimension.AGE_BAND)) == ["under_14", "45_to_64", "65_to_79", None]
