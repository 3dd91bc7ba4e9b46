"""Files are edited while questions are answered: what is sound is swapped in, what is faulty is refused."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from knowledge_base import Hospital, KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.overlay import Overlaid, Overlay, overlaid
from knowledge_base.profile import PROFILE
from knowledge_base.renewal import Making, Renewal, Seen
from knowledge_base.search.opening import open_search
from knowledge_base.search.searching import Search, SearchResult, SearchUnavailable, Told
from knowledge_base.search.vectors import Progress
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder

TODAY = date(2026, 3, 1)
TOMORROW = date(2026, 3, 2)
QUESTION = "hypertension.diet 问法一"
DISHES = ("少吃咸菜。", "少吃腊肉。")


class NoSearch:
    """What a process has before anything was loaded."""

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        raise SearchUnavailable("nothing was loaded")

    def read(self, _message: str) -> tuple[Told, ...]:
        return ()


@dataclass
class Edited:
    """A knowledge folder somebody works in, and the renewal that follows him."""

    folder: Path
    encoder: SmallEncoder = field(default_factory=SmallEncoder)
    days: list[date] = field(default_factory=list)
    progress: Progress | None = None
    overlay: Overlay = field(default_factory=Overlay)

    def __post_init__(self) -> None:
        making = Making(load=self.load, lay=self.lay, open=self.open, overlay=lambda: self.overlay)
        self.renewal = Renewal(self.folder, making=making, otherwise=NoSearch())

    @property
    def hospital(self) -> Hospital:
        return load_hospital(self.folder / PROFILE)

    def load(self, today: date) -> KnowledgeBase:
        self.days.append(today)
        return load_knowledge(self.folder, hospital=self.hospital, today=today)

    def lay(self, known: KnowledgeBase, overlay: Overlay, today: date) -> Overlaid:
        return overlaid(known, overlay, hospital=self.hospital, today=today)

    def open(self, known: KnowledgeBase) -> Search:
        return open_search(
            known,
            folder=self.folder,
            encoder=self.encoder,
            index_folder=self.folder / "index",
            progress=self.progress,
        )

    def write(self, answer: str) -> None:
        samples.write(self.path, samples.topic(entries=[samples.entry("hypertension", answer=answer)]))

    @property
    def path(self) -> Path:
        return self.folder / "topics" / "hypertension.yml"

    @property
    def answer(self) -> str:
        return self.renewal.live.find(QUESTION).nearest[0].entry.answer

    @property
    def reasons(self) -> list[str]:
        return [str(fault) for fault in self.renewal.refused]

    def settle(self, *, today: date = TODAY) -> Seen:
        """Two looks, between which nobody wrote."""
        self.renewal.look(today=today)
        return self.renewal.look(today=today)


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    folder = samples.folder(tmp_path, samples.topic(), samples.topic("gout"))
    samples.write(folder / "lexicon" / "words.yml", [{"term": "高血压", "words": ["压力高"]}])
    found = Edited(folder)
    found.write(DISHES[0])
    assert found.renewal.open(today=TODAY) is Seen.SWAPPED
    found.encoder.encoded.clear()
    return found


def test_a_changed_answer_is_served_and_nothing_else_is_embedded(edited: Edited) -> None:
    assert edited.answer == DISHES[0]
    edited.write(DISHES[1])
    assert edited.settle() is Seen.SWAPPED
    assert edited.answer == DISHES[1]
    assert edited.encoder.encoded == [f"{QUESTION}\n{DISHES[1]}"]


def test_nothing_changed_is_nothing_done(edited: Edited) -> None:
    assert [edited.renewal.look(today=TODAY) for _ in range(3)] == [Seen.UNCHANGED] * 3
    assert edited.days == [TODAY]


def test_a_touch_that_changes_no_word_costs_nothing(edited: Edited) -> None:
    os.utime(edited.path)
    assert edited.settle() is Seen.UNCHANGED
    assert edited.days == [TODAY]
    assert edited.encoder.encoded == []


def test_what_is_still_being_written_is_left_alone(edited: Edited) -> None:
    half = edited.path.read_text(encoding="utf-8")
    for at in range(3):
        edited.path.write_text(half + "\n" * (at + 1), encoding="utf-8")
        assert edited.renewal.look(today=TODAY) is Seen.UNSETTLED
    assert edited.days == [TODAY]
    assert edited.renewal.look(today=TODAY) is Seen.SWAPPED


def test_half_a_file_is_refused_until_the_rest_is_there(edited: Edited) -> None:
    edited.write(DISHES[1])
    whole = edited.path.read_text(encoding="utf-8")
    edited.path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert edited.settle() is Seen.REFUSED
    assert edited.reasons
    assert edited.answer == DISHES[0]
    edited.path.write_text(whole, encoding="utf-8")
    assert edited.settle() is Seen.SWAPPED
    assert (edited.answer, edited.reasons) == (DISHES[1], [])


def test_a_faulty_file_is_refused_once_with_its_reason(edited: Edited) -> None:
    edited.write("长" * 221)
    assert edited.settle() is Seen.REFUSED
    assert edited.reasons == ["hypertension.yml: hypertension.diet: answer has 221 characters, at most 220"]
    assert edited.settle() is Seen.UNCHANGED
    assert edited.days == [TODAY, TODAY]
    assert edited.answer == DISHES[0]


def test_taking_the_fault_back_ends_the_refusal_without_a_load(edited: Edited) -> None:
    before = edited.path.read_bytes()
    edited.path.write_bytes(b"- no\n")
    assert edited.settle() is Seen.REFUSED
    edited.path.write_bytes(before)
    assert edited.settle() is Seen.UNCHANGED
    assert edited.reasons == []
    assert len(edited.days) == 2


@pytest.mark.parametrize("part", ["lexicon", "reference_values", "services", "medicines"])
def test_every_kind_of_file_is_watched(edited: Edited, part: str) -> None:
    samples.write(edited.folder / part / "new.yml", {"id": "faulty"})
    assert edited.settle() is Seen.REFUSED
    assert edited.reasons[0].startswith("new.yml: ")
    assert edited.answer == DISHES[0]


def test_a_disease_that_is_no_longer_uncovered_is_noticed(edited: Edited) -> None:
    samples.write(edited.folder / "uncovered.yml", ["白癜风"])
    assert edited.settle() is Seen.SWAPPED
    assert edited.renewal.live.find("白癜风怎么办").reason == "uncovered"
    (edited.folder / "uncovered.yml").unlink()
    assert edited.settle() is Seen.SWAPPED
    assert edited.renewal.live.find("白癜风怎么办").reason != "uncovered"


def test_a_deleted_file_is_served_no_longer_and_a_new_one_is(edited: Edited) -> None:
    gout = edited.folder / "topics" / "gout.yml"
    kept = gout.read_bytes()
    gout.unlink()
    assert edited.settle() is Seen.SWAPPED
    assert {hit.entry.topic_id for hit in edited.renewal.live.find("痛风", limit=9).nearest} == {
        "hypertension"
    }
    gout.write_bytes(kept)
    assert edited.settle() is Seen.SWAPPED
    assert "gout" in {hit.entry.topic_id for hit in edited.renewal.live.find("痛风", limit=9).nearest}


def test_an_emptied_folder_is_refused(edited: Edited) -> None:
    for path in (edited.folder / "topics").glob("*.yml"):
        path.unlink()
    assert edited.settle() is Seen.REFUSED
    assert "holds no topics" in edited.reasons[0]
    assert edited.answer == DISHES[0]


def test_a_broken_model_keeps_what_is_served(edited: Edited) -> None:
    edited.encoder.broken = True
    edited.write(DISHES[1])
    assert edited.settle() is Seen.REFUSED
    edited.encoder.broken = False
    assert "told to break" in edited.reasons[0]
    assert edited.answer == DISHES[0]


def test_what_was_faulty_at_the_start_is_served_once_mended(tmp_path: Path) -> None:
    edited = Edited(samples.folder(tmp_path, samples.topic()))
    edited.path.write_text("- no\n", encoding="utf-8")
    assert edited.renewal.open(today=TODAY) is Seen.REFUSED
    with pytest.raises(SearchUnavailable):
        edited.renewal.live.find(QUESTION)
    edited.write(DISHES[0])
    assert edited.settle() is Seen.SWAPPED
    assert edited.answer == DISHES[0]


def test_a_new_day_is_a_new_load_for_signatures_expire(edited: Edited) -> None:
    assert edited.settle(today=TOMORROW) is Seen.SWAPPED
    assert edited.days == [TODAY, TOMORROW]
    assert edited.encoder.encoded == []


def test_what_is_edited_while_it_is_read_is_not_served(edited: Edited) -> None:
    """Two files that belong together may be read on both sides of an edit."""

    def edit(_step: str, _done: int, _total: int) -> None:
        edited.progress = None
        edited.write("读到一半又改了。")

    edited.progress = edit
    edited.write(DISHES[1])
    assert edited.settle() is Seen.UNSETTLED
    assert edited.answer == DISHES[0]
    assert edited.settle() is Seen.SWAPPED
    assert edited.answer == "读到一半又改了。"


def asking(edited: Edited, *, done: Event) -> Iterator[str]:
    while not done.is_set():
        yield edited.answer
    yield edited.answer


def test_whoever_asks_meanwhile_gets_the_old_answer_or_the_new_and_always_one(edited: Edited) -> None:
    done, heard = Event(), [0, 0, 0, 0]

    def ask(caller: int) -> list[str]:
        said = []
        for answer in asking(edited, done=done):
            heard[caller] += 1
            said.append(answer)
        return said

    with ThreadPoolExecutor(len(heard)) as callers:
        answers = [callers.submit(ask, caller) for caller in range(len(heard))]
        for at in range(20):
            asked = list(heard)
            edited.write(DISHES[(at + 1) % 2])
            assert edited.settle() is Seen.SWAPPED
            while any(now <= before for now, before in zip(heard, asked, strict=True)):
                assert not any(answer.done() for answer in answers)
        done.set()
        said = [answer for each in answers for answer in each.result()]
    assert set(said) == set(DISHES)
    assert all(each.result()[-1] == DISHES[0] for each in answers)
