"""A signature holds until its last day, and then the words wait for review again."""

from datetime import date
from pathlib import Path

import pytest

from knowledge_base import check_knowledge, load_hospital, load_knowledge
from knowledge_base.faults import Notice
from knowledge_base.profile import PROFILE
from knowledge_base.reviews import signed_content
from tests.knowledge_base import samples
from tests.knowledge_base.samples import Raw

LAST_DAY = date(2026, 6, 30)
DAY_AFTER = date(2026, 7, 1)


def signed(raw: Raw, *, expires_on: object = LAST_DAY) -> Raw:
    review = {
        "status": "已审核",
        "reviewer": "张医生",
        "signed_on": date(2026, 1, 1),
        "expires_on": expires_on,
        "content": signed_content(raw),
    }
    return {**raw, "review": review}


def status(folder: Path, *, today: date | None) -> str:
    known = load_knowledge(folder, hospital=load_hospital(folder / PROFILE), today=today)
    return known.entries["hypertension.diet"].review_status


@pytest.mark.parametrize(
    ("today", "expected"), [(LAST_DAY, "已审核"), (DAY_AFTER, "待临床审核"), (None, "已审核")]
)
@pytest.mark.parametrize("of_topic", [True, False])
def test_a_signature_holds_through_its_last_day(
    tmp_path: Path, today: date | None, expected: str, of_topic: object
) -> None:
    topic = (
        signed(samples.topic())
        if of_topic
        else samples.topic(entries=[signed(samples.entry("hypertension"))])
    )
    assert status(samples.folder(tmp_path, topic), today=today) == expected


def test_a_topic_still_signed_covers_an_entry_whose_own_signature_expired(tmp_path: Path) -> None:
    topic = signed(
        samples.topic(entries=[signed(samples.entry("hypertension"))]), expires_on=date(2027, 1, 1)
    )
    assert status(samples.folder(tmp_path, topic), today=DAY_AFTER) == "已审核"


def test_what_expired_is_a_notice_and_no_fault(tmp_path: Path) -> None:
    topics = (
        samples.topic(entries=[signed(samples.entry("hypertension"))]),
        signed(samples.topic("gout")),
    )
    folder = samples.folder(tmp_path, *topics)
    said = f"the signed review held until {LAST_DAY}"
    report = check_knowledge(folder, today=DAY_AFTER)
    assert report.faults == ()
    assert sorted(report.notices) == [
        Notice(file="gout.yml", notice=said),
        Notice(file="hypertension.yml", entry="hypertension.diet", notice=said),
    ]
    assert check_knowledge(folder, today=LAST_DAY).notices == ()
    assert check_knowledge(folder).notices == ()


def test_a_class_of_medicines_expires_as_a_whole(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path, samples.topic())
    samples.write(folder / "medicines" / "blockers.yml", signed(samples.medicines()))
    report = check_knowledge(folder, today=DAY_AFTER)
    assert (report.faults, [notice.file for notice in report.notices]) == ((), ["blockers.yml"])


@pytest.mark.parametrize("expires_on", ["2026-06-30 08:00:00", 20260630, None])
def test_an_expiry_that_is_no_day_is_a_fault_and_no_crash(tmp_path: Path, expires_on: object) -> None:
    topic = signed(samples.topic(), expires_on=expires_on)
    folder = samples.folder(tmp_path, topic)
    path = folder / "topics" / "hypertension.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("'2026-06-30 08:00:00'", "2026-06-30 08:00:00"))
    report = check_knowledge(folder, today=DAY_AFTER)
    assert "expires_on must be a date such as 2026-03-01" in str(report.faults[0])
    assert report.notices == ()
