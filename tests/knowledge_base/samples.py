"""A small hospital and a small knowledge folder, each value of which a test may change."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.entries import TopicKind
from knowledge_base.frames import frames_of

Raw = dict[str, Any]

PROFILE: Raw = {
    "name": "样板医院",
    "short_name": "样板",
    "zone": "Asia/Shanghai",
    "sample": True,
    "lines": {"hotline": {"name": "热线", "number": "0000-1", "hours": "全天"}},
    "placeholders": {"hotline": "0000-1", "emergency_line": "0000-2"},
    "departments": [
        {
            "id": "cardiology",
            "name": "心血管内科",
            "aliases": ["心内科"],
            "where": "三楼",
            "hours": "每天",
            "treats": ["胸闷", "头晕", "气短", "活动后气短"],
        },
        {
            "id": "neurology",
            "name": "神经内科",
            "aliases": ["神内"],
            "where": "四楼",
            "hours": "每天",
            "treats": ["头痛", "头晕", "手脚麻木"],
        },
    ],
    "branches": [
        {
            "id": "north",
            "name": "北乡分院",
            "aliases": ["北乡卫生院"],
            "address": "北乡",
            "hours": "白天",
            "line": "0000-2",
            "departments": ["心血管内科"],
        }
    ],
    "clinics": [
        {
            "where": "样板医院",
            "department": "心血管内科",
            "weekday": 3,
            "from": "14:30",
            "to": "17:30",
            "doctor": "林医生",
            "visiting": False,
        },
        {
            "where": "北乡分院",
            "department": "心血管内科",
            "weekday": 2,
            "from": "08:30",
            "to": "11:30",
            "doctor": "陈医生",
            "visiting": True,
        },
        {
            "where": "样板医院",
            "department": "神经内科",
            "weekday": 2,
            "from": "08:00",
            "to": "12:00",
            "doctor": "黄医生",
            "visiting": False,
        },
    ],
    "duty": {
        "first_contacts": [
            {"name": "日班", "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "08:00", "to": "24:00"},
            {"name": "夜班", "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "08:00"},
        ],
        "manager": {"name": "主任", "line": "0000-3"},
        "emergency_department": [{"name": "急诊", "line": "0000-4"}],
    },
    "green_channel": [
        {"name": "急诊", "line": "0000-4", "by": ["desk", "call", "sms"], "wait": 60},
        {"name": "主任", "line": "0000-3", "by": ["call"], "wait": 30},
    ],
}


def profile(**changes: Any) -> Raw:
    return {**deepcopy(PROFILE), **changes}


def entry(topic: str = "hypertension", slug: str = "diet", /, **changes: Any) -> Raw:
    name = f"{topic}.{slug}"
    return {
        "id": name,
        "aspect": "diet",
        "questions": [f"{name} 问法{number}" for number in "一二三四五"],
        "answer": "少吃盐。有事打{hotline}。",
        "spoken": "少吃盐，有事打{hotline}。",
        "seek_care": "头痛打一二零。",
        "sources": [f"{topic}-guide"],
        **changes,
    }


def topic(name: str = "hypertension", /, **changes: Any) -> Raw:
    return {
        "id": name,
        "name": {"hypertension": "高血压", "gout": "痛风"}.get(name, name),
        "aliases": [],
        "department": "心血管内科",
        "sources": [{"id": f"{name}-guide", "title": "指南", "publisher": "学会", "year": 2024}],
        "review": {"status": "待临床审核"},
        "entries": [entry(name)],
        **changes,
    }


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def folder(root: Path, *topics: Raw, hospital: Raw | None = None) -> Path:
    """A knowledge folder as the real one is laid out."""
    write(root / "hospital" / "profile.yml", hospital or profile())
    for one in topics:
        write(root / "topics" / f"{one['id']}.yml", one)
    return root


def medicine(name: str = "amlodipine", /, **changes: Any) -> Raw:
    """A medicine with each of its sections its own."""
    sections = frames_of(TopicKind.MEDICINE).sections
    return {
        "id": name,
        "name": {"amlodipine": "氨氯地平"}.get(name, name),
        "names": {"amlodipine": ["络活喜"]}.get(name, []),
        "topics": ["hypertension"],
        "seek_care": "喘不上气打一二零。",
        "sources": ["med-insert"],
        "sections": {
            section: {"answer": f"{{medicine}}的{section}。", "spoken": "问医生。"} for section in sections
        },
        **changes,
    }


def medicines(*some: Raw, **changes: Any) -> Raw:
    """A file of medicines."""
    return {
        "id": "blockers",
        "name": "地平类",
        "sources": [{"id": "med-insert", "title": "说明书", "publisher": "药监局", "year": 2023}],
        "review": {"status": "待临床审核"},
        "medicines": list(some or (medicine(),)),
        **changes,
    }
