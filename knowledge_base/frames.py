"""Medicines and indicators as their files hold them, spelt out into topics with an entry a section."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.entries import TopicKind

FRAMES = Path(__file__).with_name("frames.yml")
TEXTS = {"answer", "spoken"}
_MEDICINE_KEYS = {"id", "name", "names", "topics", "seek_care", "sources", "sections"}
_SPELT_OUT = {"id", "name", "names", "topics", "seek_care", "sources", "texts"}

Raw = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Section:
    """What all subjects of a kind are asked: frames with {name} in them."""

    frames: tuple[str, ...]
    follow_up: bool


@dataclass(frozen=True, kw_only=True)
class Frames:
    """The sections of one kind of topic; `stand_in` takes a name's place when frames are compared."""

    aspect: str
    stand_in: str
    sections: Mapping[str, Section]


@cache
def frames_of(kind: TopicKind) -> Frames:
    raw = yaml.safe_load(FRAMES.read_text(encoding="utf-8"))[kind.value]
    sections = {
        name: Section(frames=tuple(section["questions"]), follow_up=section.get("follow_up", False))
        for name, section in raw["sections"].items()
    }
    return Frames(aspect=raw["aspect"], stand_in=raw["stand_in"], sections=sections)


def section_of(entry_id: str) -> str:
    """The section's name in the id of a framed entry."""
    return entry_id.rpartition(".")[2]


def subjects_in(raw: Mapping[str, Any], *, kind: TopicKind) -> list[Any]:
    """The medicines or the indicators of a file, as they stand."""
    listed = raw.get(f"{kind.value}s")
    return listed if isinstance(listed, list) else []


def subject_faults(subject: object, *, kind: TopicKind, shared: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a subject from being spelt out; the rest of an indicator is checked where it is read."""
    if not isinstance(subject, dict):
        yield "not a mapping"
        return
    if kind is TopicKind.INDICATOR:
        yield from (f"key {key!r} is missing" for key in sorted(_SPELT_OUT - subject.keys()))
        return
    for key in sorted(_MEDICINE_KEYS - subject.keys()):
        yield f"key {key!r} is missing"
    for key in sorted(subject.keys() - _MEDICINE_KEYS):
        yield f"unknown key {key!r}"
    sections = {**shared, **_mapping(subject.get("sections"))}
    wanted = frames_of(kind).sections.keys()
    for name in sorted(wanted ^ sections.keys()):
        yield f"section {name!r} is {'missing' if name in wanted else 'unknown'}"
    for name, section in sections.items():
        if not isinstance(section, dict) or section.keys() != TEXTS:
            yield f"section {name!r} must have exactly an answer and a spoken text"


def spelt_out(subject: Raw, *, kind: TopicKind, shared: Mapping[str, Any]) -> Raw:
    """A topic in the shape of a topic's file, for a subject without faults."""
    frames = frames_of(kind)
    texts = _mapping(subject.get("sections" if kind is TopicKind.MEDICINE else "texts"))
    return {
        "id": subject["id"],
        "name": subject["name"],
        "aliases": subject["names"],
        "entries": [
            {
                "id": f"{subject['id']}.{name}",
                "aspect": frames.aspect,
                "questions": [frame.format(name=subject["name"]) for frame in section.frames],
                **_named({**shared, **texts}[name], name=str(subject["name"])),
                "seek_care": subject["seek_care"],
                "follow_up": section.follow_up,
                "sources": subject["sources"],
            }
            for name, section in frames.sections.items()
            if name in {**shared, **texts}
        ],
    }


def _named(texts: Mapping[str, str], *, name: str) -> dict[str, str]:
    return {key: text.replace("{medicine}", name) for key, text in texts.items()}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def all_frames(kinds: Iterable[TopicKind]) -> Iterator[tuple[TopicKind, str, str]]:
    """Kind, section and frame with the stand-in for its name, in a fixed order."""
    for kind in kinds:
        known = frames_of(kind)
        for name, section in known.sections.items():
            for frame in section.frames:
                yield kind, name, frame.format(name=known.stand_in)
