"""From a clinician's approval to every process that answers: laid over in seconds, taken back as fast."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from console.commands.kb import command as kb
from console.commands.recall import command as recall
from console.knowledge import open_renewal, read_hospital
from console.knowledge_watch import KnowledgeWatch
from console.overlay import KeptOverlay, check_overlay, open_trial, told_knowledge
from console.settings import read_settings
from hotline.database import Database
from hotline.drafts import DraftKind, DraftWords, withdraw_draft
from knowledge_base import load_hospital
from knowledge_base.entries import REVIEWED
from knowledge_base.overlay import Overlay
from knowledge_base.profile import PROFILE
from knowledge_base.renewal import Renewal, Seen
from knowledge_base.search.searching import SearchUnavailable
from knowledge_base.search.trial import Trial, Tried
from tests.console.whole_hotline import eventually
from tests.hotline.drafts import making
from tests.hotline.making import SetClock
from tests.knowledge_base import samples
from tests.knowledge_base.overlay.making import QUESTIONS
from tests.knowledge_base.overlay.making import own as own_words
from tests.knowledge_base.small_encoder import SmallEncoder

OFTEN = timedelta(milliseconds=5)
SOON = 30.0
DIET = "hypertension.diet"


def words(**changes: Any) -> DraftWords:
    return making.words(**{"topic_id": "hypertension", "questions": QUESTIONS} | changes)


@dataclass
class Approving:
    """The desk, as far as it matters here."""

    database: Database
    clock: SetClock = field(default_factory=SetClock)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:
            making.add_staff(session)

    @property
    def today(self) -> date:
        return self.clock.now().date()

    def approve(self, *, kind: DraftKind = DraftKind.ENTRY, **changes: Any) -> UUID:
        until = self.today + timedelta(days=changes.pop("days", 300))
        written = words(**changes) if kind is DraftKind.ENTRY else DraftWords(**changes)
        with self.database.transaction() as session:
            draft = making.approved(session, words=written, kind=kind, clock=self.clock, until=until)
            return draft.id

    def withdraw(self, draft: UUID) -> None:
        with self.database.transaction() as session:
            withdraw_draft(session, id=draft, by="gu", reason="改了地方", clock=self.clock)


def own(draft: UUID) -> str:
    return f"hypertension.own_{draft.hex}"


@pytest.fixture
def desk(small_database: Database) -> Approving:
    return Approving(small_database)


def renewal_of(desk: Approving, *, encoder: SmallEncoder | None = None) -> Renewal:
    """As a process opens it."""
    settings, model = read_settings(), encoder or SmallEncoder()
    hospital = read_hospital(settings)
    overlay = KeptOverlay(desk.database, hospital=hospital, clock=desk.clock)
    return open_renewal(
        settings, hospital=hospital, today=lambda: desk.today, encoder=lambda: model, overlay=overlay
    )


@contextmanager
def following(*renewals: Renewal, desk: Approving) -> Iterator[None]:
    watches = [KnowledgeWatch(one, every=OFTEN, today=lambda: desk.today) for one in renewals]
    for watch in watches:
        watch.open()
        watch.turning.start()
    try:
        yield
    finally:
        for watch in watches:
            watch.turning.stop()


def is_told(renewal: Renewal, entry: str) -> bool:
    found = renewal.live.find(QUESTIONS[0], limit=9).nearest
    return entry in renewal.live.knowledge.entries and entry in {hit.entry.id for hit in found}


def test_what_is_approved_is_served_by_every_process_and_what_is_withdrawn_by_none(desk: Approving) -> None:
    replicas = (renewal_of(desk), renewal_of(desk))
    with following(*replicas, desk=desk):
        draft = desk.approve()
        for one in replicas:
            eventually(lambda one=one: is_told(one, own(draft)), what="it is told", within=SOON)  # type: ignore[misc]
        desk.withdraw(draft)
        for one in replicas:
            eventually(
                lambda one=one: own(draft) not in one.live.knowledge.entries,  # type: ignore[misc]
                what="it is told no more",
                within=SOON,
            )


def test_an_own_entry_is_signed_by_who_approved_it_on_his_day(desk: Approving) -> None:
    renewal = renewal_of(desk)
    draft = desk.approve()
    renewal.open(today=desk.today)
    entry = renewal.live.knowledge.entries[own(draft)]
    assert entry.signature is not None
    assert (entry.review_status, entry.signature.reviewer) == (REVIEWED, "shen（示例）")
    assert entry.signature.signed_on == desk.today
    assert entry.sources[0].citation == "《停车管理规定（示例）》示例县总医院，2026年"


def test_only_the_new_words_are_encoded(desk: Approving) -> None:
    encoder = SmallEncoder()
    renewal = renewal_of(desk, encoder=encoder)
    renewal.open(today=desk.today)
    encoder.encoded.clear()
    desk.approve()
    assert renewal.look(today=desk.today) is Seen.SWAPPED
    assert set(QUESTIONS) < set(encoder.encoded)
    assert len(encoder.encoded) == len(QUESTIONS) + 1


def test_a_process_without_the_overlay_throws_none_of_its_vectors_away(
    desk: Approving, small_knowledge: Path
) -> None:
    encoder = SmallEncoder()
    desk.approve()
    renewal_of(desk, encoder=encoder).open(today=desk.today)
    settings = read_settings()
    shipped = open_renewal(
        settings, hospital=read_hospital(settings), today=lambda: desk.today, encoder=lambda: encoder
    )
    shipped.open(today=desk.today)
    encoder.encoded.clear()
    renewal_of(desk, encoder=encoder).open(today=desk.today)
    assert encoder.encoded == []


def test_own_phrasings_and_what_is_switched_off_follow_as_well(desk: Approving) -> None:
    renewal = renewal_of(desk)
    desk.approve(kind=DraftKind.PHRASINGS, entry_id=DIET, questions=("能吃咸菜不",))
    off = desk.approve(kind=DraftKind.SWITCHED_OFF, entry_id="gout.diet", reason="本院不做")
    renewal.open(today=desk.today)
    assert renewal.live.knowledge.entries[DIET].added == ("能吃咸菜不",)
    assert "gout.diet" not in renewal.live.knowledge.entries
    desk.withdraw(off)
    assert renewal.look(today=desk.today) is Seen.SWAPPED
    assert "gout.diet" in renewal.live.knowledge.entries


def test_what_is_withheld_is_neither_told_nor_answered_by_a_neighbour(desk: Approving) -> None:
    renewal = renewal_of(desk)
    desk.approve(kind=DraftKind.SWITCHED_OFF, entry_id=DIET, reason="本院不做")
    renewal.open(today=desk.today)
    found = renewal.live.find(f"{DIET} 问法一", limit=9)
    assert (found.abstained, found.answers) == (True, ())
    assert DIET not in {hit.entry.id for hit in found.nearest}


def test_an_own_entry_leaves_with_its_last_day_though_the_files_are_faulty(
    desk: Approving, small_knowledge: Path
) -> None:
    renewal = renewal_of(desk)
    draft = desk.approve(days=1)
    renewal.open(today=desk.today)
    (small_knowledge / "topics" / "gout.yml").write_text("- no\n", encoding="utf-8")
    desk.clock.move(days=2)
    for _ in range(3):
        renewal.look(today=desk.today)
    assert renewal.refused
    assert own(draft) not in renewal.live.knowledge.entries
    assert DIET in renewal.live.knowledge.entries


def test_what_was_approved_is_served_though_the_files_are_faulty(
    desk: Approving, small_knowledge: Path
) -> None:
    renewal = renewal_of(desk)
    renewal.open(today=desk.today)
    (small_knowledge / "topics" / "gout.yml").write_text("- no\n", encoding="utf-8")
    renewal.look(today=desk.today)
    assert renewal.look(today=desk.today) is Seen.REFUSED
    draft = desk.approve()
    assert renewal.look(today=desk.today) is Seen.SWAPPED
    assert is_told(renewal, own(draft))
    assert [fault.file for fault in renewal.refused] == ["gout.yml"]


def test_nothing_changed_is_nothing_done(desk: Approving) -> None:
    renewal = renewal_of(desk)
    desk.approve()
    renewal.open(today=desk.today)
    assert [renewal.look(today=desk.today) for _ in range(3)] == [Seen.UNCHANGED] * 3


def test_while_the_database_is_away_the_last_overlay_is_served_on(
    desk: Approving, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    renewal = renewal_of(desk)
    draft = desk.approve()
    renewal.open(today=desk.today)
    desk.database.close()
    kept = tmp_path / "var" / "hotline.db"
    kept.rename(kept.with_suffix(".away"))
    with caplog.at_level(logging.WARNING):
        assert [renewal.look(today=desk.today) for _ in range(3)] == [Seen.UNCHANGED] * 3
    assert is_told(renewal, own(draft))
    assert caplog.text.count("own knowledge cannot be read") == 1


def test_a_start_without_the_database_serves_what_is_shipped_and_what_is_own_once_it_is_back(
    desk: Approving, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    draft = desk.approve()
    desk.database.close()
    kept = tmp_path / "var" / "hotline.db"
    away = kept.rename(kept.with_suffix(".away"))
    renewal = renewal_of(desk)
    assert renewal.open(today=desk.today) is Seen.SWAPPED
    assert own(draft) not in renewal.live.knowledge.entries
    assert "own knowledge cannot be read" in caplog.text
    away.rename(kept)
    assert renewal.look(today=desk.today) is Seen.SWAPPED
    assert is_told(renewal, own(draft))


def test_own_words_that_no_longer_fit_are_kept_out_and_told(desk: Approving, small_knowledge: Path) -> None:
    """A release may ship an entry that is asked in their words."""
    renewal = renewal_of(desk)
    draft = desk.approve()
    renewal.open(today=desk.today)
    shipped = samples.topic("gout", entries=[samples.entry("gout", questions=list(QUESTIONS))])
    samples.write(small_knowledge / "topics" / "gout.yml", shipped)
    renewal.look(today=desk.today)
    assert renewal.look(today=desk.today) is Seen.SWAPPED
    assert own(draft) not in renewal.live.knowledge.entries
    assert {(fault.file, fault.entry) for fault in renewal.refused} == {("overlay", own(draft))}


def test_whatever_a_row_holds_the_last_overlay_is_served_on(
    desk: Approving, monkeypatch: pytest.MonkeyPatch
) -> None:
    hospital = read_hospital(read_settings())
    overlay = KeptOverlay(desk.database, hospital=hospital, clock=desk.clock)
    desk.approve()
    before = overlay()
    monkeypatch.setattr("console.overlay.approved_drafts", lambda *_args, **_named: 1 // 0)
    assert overlay() is before
    assert before.entries


def test_commands_know_the_hospitals_own(desk: Approving, small_knowledge: Path) -> None:
    draft = desk.approve()
    hospital = load_hospital(small_knowledge / PROFILE)
    known = told_knowledge(read_settings(), hospital=hospital, clock=desk.clock)
    assert own(draft) in known.entries
    ended = CliRunner().invoke(recall, [own(draft), "--since", "2026-03-01"], catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    assert f"0 conversations were told {own(draft)}" in ended.output


def test_the_check_counts_the_hospitals_own_and_tells_what_runs_out(
    desk: Approving, small_knowledge: Path
) -> None:
    hospital = load_hospital(small_knowledge / PROFILE)
    draft = desk.approve(days=20)
    desk.approve(kind=DraftKind.PHRASINGS, entry_id="hypertension.gone", questions=("能吃咸菜不",))
    found = check_overlay(read_settings(), hospital=hospital, clock=desk.clock)
    assert dict(found.counts) == {"own_entries": 1, "own_phrasings": 1, "switched_off": 0}
    assert [(one.file, one.entry) for one in found.notices] == [("overlay", own(draft))]
    assert [fault.entry for fault in found.faults] == ["hypertension.gone"]


def test_the_check_passes_where_there_is_no_database(small_knowledge: Path) -> None:
    ended = CliRunner().invoke(kb, ["check", "--json"], catch_exceptions=False)
    counts: dict[str, int] = json.loads(ended.stdout)["counts"]
    assert (ended.exit_code, "own_entries" in counts) == (0, False)


def test_without_drafts_nothing_is_laid_over(desk: Approving) -> None:
    hospital = read_hospital(read_settings())
    overlay = KeptOverlay(desk.database, hospital=hospital, clock=desk.clock)
    assert overlay() == Overlay()


def test_a_question_that_sends_for_help_is_answered_by_no_own_entry(
    desk: Approving, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal = renewal_of(desk)
    renewal.open(today=desk.today)
    asked = ("车停在哪里", "我爸胸口压着疼，一身冷汗")
    found = Trial(asked=tuple(Tried(question=one, found=True, alone=True) for one in asked))
    monkeypatch.setattr("console.overlay.try_overlay", lambda *_args, **_named: found)
    try_words = open_trial(renewal.live, hospital=read_hospital(read_settings()), clock=desk.clock)
    trial = try_words(own_words(questions=asked), ())
    assert [(one.found, one.alone, one.reason) for one in trial.asked] == [
        (True, True, None),
        (False, False, "emergency"),
    ]
    assert not trial.passed


def test_without_a_search_nothing_can_be_tried(desk: Approving) -> None:
    try_words = open_trial(renewal_of(desk).live, hospital=read_hospital(read_settings()), clock=desk.clock)
    with pytest.raises(SearchUnavailable):
        try_words(own_words(), ())
