"""What is wrong with the data is told before it is served."""

import shutil
from pathlib import Path

import pytest

from knowledge_base import KnowledgeFaulty
from knowledge_base.guidance.catalogue import Catalogue
from knowledge_base.guidance.examples import read_lessons
from knowledge_base.guidance.learned import NOTHING
from knowledge_base.guidance.loading import HERE, load_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "guidance"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("*.py", "*.npz", "examples", "evaluation"))
    return copy


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("findings/chest.yml", "{cardiology: 3, ", "{heart: 3, ", "'heart' is not known"),
        ("findings/chest.yml", "id: chest_tight", "id: chest_pain", "stands twice"),
        ("findings/chest.yml", "<疼>", "<苦>", "'苦' is not known"),
        ("overrides.yml", "any: [coma]", "any: [koma]", "'koma' is not known"),
        ("questions.yml", "after: [dizzy]", "after: [dizy]", "'dizy' is not known"),
        ("departments.yml", "review:", "reviewed:", "says nothing of its review"),
        ("departments.yml", "sources:", "source:", "needs sources"),
    ],
)
def test_a_fault_is_told_with_its_place(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    with pytest.raises(KnowledgeFaulty, match=fault):
        load_catalogue(changed(folder, file, old, new))


def test_a_missing_file_is_a_fault(folder: Path) -> None:
    (folder / "questions.yml").unlink()
    with pytest.raises(KnowledgeFaulty, match=r"questions\.yml"):
        load_catalogue(folder)


def test_every_kind_of_department_has_examples(catalogue: Catalogue) -> None:
    told = [kind for lesson in read_lessons() for kind in lesson.kinds]
    assert set(told) == {*catalogue.kinds, NOTHING}
    assert min(map(told.count, told)) >= 4


def test_no_example_stands_in_an_evaluation_set() -> None:
    texts = {lesson.described.text for lesson in read_lessons()}
    sets = "".join(path.read_text(encoding="utf-8") for path in (HERE / "evaluation").glob("*.yml"))
    assert [text for text in texts if f'"{text}"' in sets] == []
