"""A journey with a fault is told of by file and item, before anybody is given its sheet."""

import pytest

from console.paths import KNOWLEDGE
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.journeys import check_journeys, load_journeys
from tests.knowledge_base.journeys.conftest import Spoil


def test_the_shipped_journeys_are_sound(hospital: Hospital) -> None:
    assert check_journeys(KNOWLEDGE, hospital=hospital) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("mri.yml", "source: testprep-mri-2017", "source: hearsay", "mri.yml: tell_implants: unknown source"),
        ("mri.yml", "traits: [implant]", "traits: [rich]", "mri.yml: implant_card: unknown trait 'rich'"),
        ("mri.yml", "place: imaging_place", "place: attic", "mri.yml: report_in: unknown place 'attic'"),
        ("mri.yml", "id: pump", "id: narrow", "mri.yml: narrow: stands there twice"),
        ("mri.yml", "穿宽松", "穿" + "宽松" * 20, "mri.yml: clothes: text has"),
        (
            "mri.yml",
            "text: 穿宽松没有金属的衣服，不化妆",
            "text: '穿{unheard_of}'",
            "mri.yml: clothes: unknown placeholder {unheard_of}",
        ),
        ("mri.yml", "穿宽松", "穿（宽松）", "mri.yml: clothes: text cannot be read aloud: （"),
        ("mri.yml", "{use: papers}", "{use: papyrus}", "mri.yml: papyrus: is no shared item"),
        ("mri.yml", "status: 待临床审核", "status: 看过了", "mri.yml: review must be"),
        ("mri.yml", "核磁共振", "增强CT", "is taken by"),
        ("mri.yml", "id: mri", "id: tube", "mri.yml: id 'tube' is not the file's name"),
        ("sources.yml", "year: 2020", "year: long ago", "testprep-blood-2020: a source has"),
        ("words.yml", "said: [过敏]", "said: ['(过敏']", "words.yml: allergic: pattern"),
        ("shared.yml", "id: papers", "id: order_slip", "shared.yml: order_slip: stands there twice"),
    ],
)
def test_a_fault_is_named_with_its_place(spoil: Spoil, file: str, old: str, new: str, fault: str) -> None:
    assert any(fault in one for one in spoil(file, old, new))


def test_a_source_told_otherwise_elsewhere_is_a_fault(hospital: Hospital) -> None:
    other = {"id": "testprep-mri-2017", "title": "磁共振", "publisher": "某学会", "year": 2017}
    found = check_journeys(KNOWLEDGE, hospital=hospital, known_sources=[other])
    assert [str(one) for one in found] == [
        "sources.yml: testprep-mri-2017: is told otherwise in another file"
    ]


def test_a_faulty_folder_is_not_served(spoil: Spoil, tmp_path: object, hospital: Hospital) -> None:
    assert spoil("mri.yml", "{use: papers}", "{use: papyrus}")
    with pytest.raises(KnowledgeFaulty):
        load_journeys(tmp_path, hospital=hospital)  # type: ignore[arg-type]
