"""The safety case: one document, and no figure in it that was not counted."""

from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.commands import safety_case
from console.hazards import FaultyHazardLog, load_hazards
from console.paths import ROOT
from console.safety_case import Plan, Verdict
from console.safety_figures import Corpus, Share, Tally, tally, together, version_of
from console.words import Trouble
from hotline.safety import TriageGrade
from hotline.safety.screening import shipped_rules

EMERGENCY, URGENT, ROUTINE = TriageGrade.EMERGENCY, TriageGrade.URGENT, TriageGrade.ROUTINE
PLAN = Plan.read()


@pytest.fixture(scope="module")
def document() -> str:
    done = CliRunner().invoke(safety_case.command, [], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.whole
def test_every_hazard_stands_in_it_with_its_controls_its_proofs_and_what_is_open(document: str) -> None:
    for hazard in load_hazards().hazards:
        proofs = [f"`{proof}`" for proof in hazard.proved_by]
        wanted = [f"#### {hazard.id} {hazard.hazard}\n", hazard.cause, hazard.effect, *proofs]
        wanted += [control.what for control in hazard.controls]
        wanted += [point.what for point in hazard.open]
        assert [part for part in wanted if part not in document] == []


@pytest.mark.whole
def test_every_rule_stands_in_it_with_its_source_and_its_review(document: str) -> None:
    for rule in shipped_rules().rules:
        (row,) = (line for line in document.splitlines() if line.startswith(f"| {rule.id} |"))
        for part in (rule.kind, rule.title, rule.source.title, str(rule.source.year), rule.review["status"]):
            assert part in row
    assert f"版本 {shipped_rules().version}" in document


@pytest.mark.whole
def test_the_figures_are_those_of_the_sets(document: str) -> None:
    unseen = [
        one for corpus in PLAN.corpora if corpus.origin == "unseen" for one in tally(corpus.messages(ROOT))
    ]
    found = together(unseen)[EMERGENCY]
    assert f"{found.reached}/{found.total}（" in document
    assert version_of(PLAN.corpora, root=ROOT) in document


@pytest.mark.whole
def test_nobodys_message_stands_in_it(document: str) -> None:
    told = chain.from_iterable(corpus.messages(ROOT) for corpus in PLAN.corpora if corpus.origin == "unseen")
    assert [text for _, text in told if text in document] == []


@pytest.mark.whole
def test_what_was_read_by_eye_adds_up_and_is_told_with_how_to_draw_it_again(document: str) -> None:
    eye = PLAN.read_by_eye
    for one in eye.read:
        assert sum(kind.number for kind in one.wrong_kinds) == one.judged.wrong
        assert one.judged.total <= one.raised <= eye.screened
        told, alone = one.judged, one.by_opinion_alone
        assert all(
            part <= whole
            for part, whole in (
                (alone.right, told.right),
                (alone.arguable, told.arguable),
                (alone.wrong, told.wrong),
            )
        )
        assert all(kind.what in document for kind in one.wrong_kinds)
    assert sum(one.judged.total for one in eye.read) == 100
    for part in (eye.command, str(eye.seed), eye.rules, eye.source):
        assert part in document


def test_it_can_be_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_case, "_write", lambda **_: "# 论证\n")
    out = tmp_path / "case.md"
    done = CliRunner().invoke(safety_case.command, ["--out", str(out)], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == "# 论证\n"


def test_without_its_hazard_log_it_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise FaultyHazardLog(Path("hazards.yaml"), "not there")

    monkeypatch.setattr(safety_case, "load_hazards", gone)
    with pytest.raises(Trouble, match=r"hazards\.yaml: not there"):
        CliRunner().invoke(safety_case.command, [], catch_exceptions=False)


def test_every_set_of_messages_is_measured() -> None:
    kept = {
        f"tests/safety/{path.relative_to(ROOT / 'tests/safety')}"
        for path in (ROOT / "tests/safety").rglob("*.yml")
    }
    other = {"tests/safety/noise.yml", "tests/safety/everyday.yml"}  # no messages, and phrasings of ours
    assert {corpus.file for corpus in PLAN.corpora} == kept - other


def test_no_message_that_rules_are_held_to_is_called_unseen() -> None:
    def texts(*origins: str) -> set[str]:
        chosen = (corpus.messages(ROOT) for corpus in PLAN.corpora if corpus.origin in origins)
        return {text for _, text in chain.from_iterable(chosen)}

    assert len(texts("unseen")) >= 1000
    assert texts("unseen") & texts("core", "mended") == set()


def test_a_figure_of_the_first_sight_stands_in_the_head_of_its_set() -> None:
    for corpus in PLAN.corpora:
        head = (ROOT / corpus.file).read_text(encoding="utf-8")
        assert [one for one in corpus.at_first_sight if f"{one.reached} of {one.of}" not in head] == []
    assert sum(len(corpus.at_first_sight) for corpus in PLAN.corpora) >= 4


def test_found_missed_and_false_are_counted(tmp_path: Path) -> None:
    (tmp_path / "set.yml").write_text(
        "stop: {heart: [我爸胸口压得慌满头大汗, 你好]}\nleave: [你好, 我爷爷叫不醒了]\nother: [不数]\n",
        encoding="utf-8",
    )
    expects = {"stop": EMERGENCY, "leave": ROUTINE}
    corpus = Corpus(name="小集", file="set.yml", origin="core", expects=expects)
    grave, calm = tally(corpus.messages(tmp_path))
    assert (grave.wanted, grave.total, grave.reached, grave.false_alarms) == (EMERGENCY, 2, 1, 0)
    assert (calm.wanted, calm.total, calm.reached, calm.false_alarms) == (ROUTINE, 2, 1, 1)


def test_what_is_graver_than_urgent_was_found_too() -> None:
    assert Tally(URGENT, {EMERGENCY: 2, URGENT: 3, ROUTINE: 4}).reached == 5


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 10), 0.0, 0.278), (Share(81, 263), 0.255, 0.366), (Share(10, 10), 0.722, 1.0)],
)
def test_the_interval_is_wilsons(share: Share, low: float, high: float) -> None:
    assert share.interval == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(
    ("tallied", "target", "is_met"),
    [
        (Tally(EMERGENCY, {EMERGENCY: 99, URGENT: 1}), 0.99, True),
        (Tally(EMERGENCY, {EMERGENCY: 98, URGENT: 2}), 0.99, False),
        (Tally(ROUTINE, {ROUTINE: 90, URGENT: 7, EMERGENCY: 3}), 0.03, True),
        (Tally(ROUTINE, {ROUTINE: 96, EMERGENCY: 4}), 0.03, False),
    ],
)
def test_a_target_is_met_or_is_not(tallied: Tally, target: float, is_met: object) -> None:
    assert Verdict.of(tallied, target=target).is_met is is_met
