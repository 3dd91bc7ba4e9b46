"""The invented county: the same for a seed, in a database of its own, and true to its plan."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands.demo import command
from console.demo import WEEKS, County, live, read_county
from console.demo.asking import known_of
from console.paths import KNOWLEDGE
from console.words import Trouble
from hotline.conversations import AgeBand, Missed
from hotline.database import Database
from hotline.digest import Fared, Trend, compile_digest
from hotline.digest.promises import promises_of
from hotline.measures import OutlookState, ledger, measures_in_week
from hotline.spans import Span
from hotline.weeks import Week
from knowledge_base import load_hospital, load_knowledge
from knowledge_base.townships import load_townships

OFTEN = 8
"""Tickets of a department, of which a share says something."""

LAST = Week.parse("2026-W47")
HOSPITAL = load_hospital(KNOWLEDGE / "hospital" / "profile.yml")


@pytest.fixture(scope="module")
def county() -> County:
    knowledge = load_knowledge(KNOWLEDGE, hospital=HOSPITAL)
    return read_county(knowledge, zone=HOSPITAL.zone, last=LAST, seed=20261123)


def again(county: County) -> County:
    """From its beginning: what was drawn is used up."""
    return replace(county)


def test_the_same_seed_is_the_same_county(county: County) -> None:
    first, second = (list(again(county).calls()) for _ in range(2))
    assert first == second


def test_it_grows_as_planned_and_the_needs_are_planted(county: County) -> None:
    calls = list(again(county).calls())
    weeks = Counter(Week.of(call.at.astimezone(HOSPITAL.zone).date()) for call in calls)
    assert sorted(weeks) == [LAST.before(back) for back in reversed(range(WEEKS))]
    assert weeks[LAST] > 2 * weeks[LAST.before(WEEKS - 1)]
    needs = Counter(call.need for call in calls if call.need)
    assert needs == {name: sum(facts["a_week"]) for name, facts in county.facts["needs"].items()}


def test_who_asks_is_of_every_sort_and_lives_in_the_county(county: County) -> None:
    calls = [call for call in again(county).calls() if call.goes != "abandoned"]
    known = [known_of(call, county) for call in calls]
    assert known == [known_of(call, county) for call in calls]
    askers = [one.asker for one in known]
    assert {asker.age_band for asker in askers} == {None, *AgeBand}
    assert {asker.for_other for asker in askers} == {None, True, False}
    towns = load_townships(KNOWLEDGE / "hospital" / "profile.yml", hospital=HOSPITAL).branches
    assert {asker.township for asker in askers} == {None, *towns}
    ours = {one.name for one in HOSPITAL.departments}
    assert {name for one in known for name in one.guided_to} <= ours
    missed = [one.missed for one, call in zip(known, calls, strict=True) if call.goes == "unanswered"]
    assert Counter(missed).most_common(1)[0][0] is Missed.ABSTAINED
    assert set(missed) == {Missed.ABSTAINED, Missed.UNCOVERED}


@pytest.mark.whole
def test_its_digest_shows_what_was_planted(county: County, small_database: Database) -> None:
    live(small_database, again(county), password="warm-lantern-77", lived=lambda done, of: None)  # noqa: ARG005
    wave = LAST.before(WEEKS - county.facts["wave"]["weeks"][0])
    with small_database.reading() as session:
        as_of = LAST.span(HOSPITAL.zone).end + timedelta(days=3)
        whole = Span(LAST.before(WEEKS - 1).span(HOSPITAL.zone).start, LAST.span(HOSPITAL.zone).end)
        promises = list(promises_of(session, span=whole, as_of=as_of))
        waved = compile_digest(session, week=wave, zone=HOSPITAL.zone, as_of=as_of)
    assert waved.topic_changes["copd"].trend is Trend.ROSE
    emergencies = [one for one in promises if one.due_at - one.opened_at < timedelta(hours=1)]
    assert emergencies
    assert {one.fared for one in emergencies} == {Fared.KEPT}
    tickets = Counter(one.department for one in promises)
    silent = Counter(one.department for one in promises if one.fared is Fared.SILENT)
    shares = {name: silent[name] / count for name, count in tickets.items() if count >= OFTEN}
    assert max(shares, key=lambda name: shares[name]) == county.facts["late_department"]["name"]


@pytest.mark.whole
def test_its_ledger_says_which_measure_worked(county: County, small_database: Database) -> None:
    live(small_database, again(county), password="warm-lantern-77", lived=lambda done, of: None)  # noqa: ARG005
    facts = county.facts["measures"]
    with small_database.reading() as session:
        monday = LAST.span(HOSPITAL.zone).end + timedelta(hours=7, minutes=30)
        rows = {row.title: row for row in ledger(session, zone=HOSPITAL.zone, as_of=monday)}
        told = measures_in_week(session, week=LAST, zone=HOSPITAL.zone, as_of=monday)
    verdicts = {
        name: [one.effect.verdict if one.effect else one.state for one in rows[facts[name]["title"]].outlooks]
        for name in facts
    }
    assert verdicts == {
        "eeg_hours": [Trend.FELL, OutlookState.TOO_EARLY],
        "parking": [Trend.STEADY, OutlookState.TOO_EARLY],
        "insurance_code": [OutlookState.TOO_EARLY, OutlookState.TOO_EARLY],
    }
    judged = {(row.title, one.weeks) for row, one in told.judged}
    assert judged == {(facts["eeg_hours"]["title"], 4), (facts["parking"]["title"], 4)}
    assert [row.title for row in told.begun] == [facts["insurance_code"]["title"]]


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


@pytest.mark.usefixtures("small_knowledge")
def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "precious.db"
    file.write_text("ours")
    with pytest.raises(Trouble, match="left as it is"):
        run("--out", str(file))
    assert file.read_text() == "ours"
