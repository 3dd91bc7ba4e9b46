"""What a loaded entry carries, and when its version and its signature change."""

from datetime import date
from pathlib import Path

from knowledge_base import Entry, check_knowledge, load_hospital, load_knowledge
from knowledge_base.entries import TopicKind
from knowledge_base.reviews import signed_content
from tests.knowledge_base import samples


def loaded(root: Path, *topics: samples.Raw) -> dict[str, Entry]:
    folder = samples.folder(root, *topics)
    hospital = load_hospital(folder / "hospital" / "profile.yml")
    return dict(load_knowledge(folder, hospital=hospital).entries)


def signed(content: str) -> samples.Raw:
    return {
        "status": "已审核",
        "reviewer": "张医生",
        "signed_on": date(2026, 3, 1),
        "expires_on": date(2027, 3, 1),
        "content": content,
    }


def test_placeholders_are_filled_from_the_profile(tmp_path: Path) -> None:
    entry = loaded(tmp_path, samples.topic())["hypertension.diet"]
    assert entry.answer == "少吃盐。有事打0000-1。"
    assert entry.spoken == "少吃盐，有事打0000-1。"
    assert entry.sources[0].publisher == "学会"
    assert (entry.topic_name, entry.department, entry.follow_up) == ("高血压", "心血管内科", False)


def test_the_version_changes_with_any_word_and_with_nothing_else(tmp_path: Path) -> None:
    first = loaded(tmp_path / "a", samples.topic())["hypertension.diet"]
    again = loaded(tmp_path / "b", samples.topic(name="血压高"))["hypertension.diet"]
    edited = loaded(tmp_path / "c", samples.topic(entries=[samples.entry(spoken="少盐。")]))
    assert first.version == again.version != edited["hypertension.diet"].version
    assert len(first.version) == 12


def test_a_signature_holds_until_a_word_changes(tmp_path: Path) -> None:
    entry = samples.entry()
    entry["review"] = signed(signed_content(entry))
    assert loaded(tmp_path, samples.topic(entries=[entry]))["hypertension.diet"].review_status == "已审核"
    entry["answer"] = "多吃盐。"
    report = check_knowledge(samples.folder(tmp_path, samples.topic(entries=[entry])))
    assert "review: signed for" in report.faults[0].fault


def test_a_topic_signed_as_a_whole_signs_its_entries(tmp_path: Path) -> None:
    topic = samples.topic()
    topic["review"] = signed(signed_content(topic))
    assert loaded(tmp_path, topic)["hypertension.diet"].review_status == "已审核"
    assert loaded(tmp_path, samples.topic())["hypertension.diet"].review_status == "待临床审核"


def test_services_stand_beside_topics(tmp_path: Path) -> None:
    samples.folder(tmp_path, samples.topic())
    samples.write(tmp_path / "services" / "booking.yml", samples.topic("booking"))
    hospital = load_hospital(tmp_path / "hospital" / "profile.yml")
    knowledge = load_knowledge(tmp_path, hospital=hospital)
    assert [(topic.id, topic.kind) for topic in knowledge.topics] == [
        ("hypertension", TopicKind.DISEASE),
        ("booking", TopicKind.SERVICE),
    ]
    assert knowledge.find_topic("高血压") is knowledge.find_topic("hypertension") is knowledge.topics[0]
    assert knowledge.find_topic("没有") is None
