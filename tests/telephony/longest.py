"""The longest message of every sentence, entry and instruction on each channel, as it renders them.

`python -m tests.telephony.longest` prints the table; no model is needed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import click

from console.paths import KNOWLEDGE, SENTENCES
from hotline.calls import Manner
from hotline.notifications import House
from hotline.safety import TriageGrade, load_rules
from hotline.safety.screening import SHIPPED
from knowledge_base import Entry, Hospital, load_hospital
from knowledge_base.entries import KnowledgeBase
from knowledge_base.journeys import load_journeys
from knowledge_base.loading import load_knowledge
from knowledge_base.profile import PROFILE
from telephony.channels.web_chat.protocol import LONGEST_FRAME, rendered
from telephony.channels.wechat.events import (
    FilmSent,
    Followed,
    LinkSent,
    MenuTapped,
    PictureSent,
    PlaceSent,
    Scanned,
    VoiceSaid,
)
from telephony.channels.wechat.fitting import size, written
from telephony.channels.wechat.rendering import LONGEST_TEXT, parts_of
from telephony.channels.wechat.sayings import EventSayings
from telephony.messages import Bubble, BubbleKind, Citation, Reply, Speaker, TicketNote
from telephony.phone.answers import speech_of
from telephony.phone.call import Call
from telephony.phone.hearing import hearing
from telephony.phone.pace import call_pace
from telephony.phone.steps import Listen
from telephony.phone.voice import Voice
from telephony.words import Words
from tests.hotline.making import MORNING
from tests.timetables import clinics_of

PHONE_ALONE = ("utter_call_", "utter_errand_")
STAFF_ALONE = ("utter_green_channel_",)
TICKET = TicketNote(
    number="261123-0042", code="417302", due="2026-11-24T02:00:00+00:00", nurse="王护士（示例）"
)
WHO: dict[str, Any] = {"openid": "o-1", "key": "k-1", "at": MORNING}
EVENTS = (
    PictureSent(**WHO),
    FilmSent(**WHO),
    LinkSent(**WHO, title=""),
    VoiceSaid(**WHO, heard=None),
    Followed(**WHO),
    Scanned(**WHO, scene="ward-3"),
    PlaceSent(**WHO, latitude=20.1, longitude=114.1, label=""),
    PlaceSent(**WHO, latitude=39.9, longitude=116.4, label=""),
    MenuTapped(**WHO, name="ask_health"),
    MenuTapped(**WHO, name="emergency"),
)
PLACE = "；".join(["示例县青石镇李家村三组村委会旁边第二家，门口有一棵大樟树，蓝色铁门"] * 3)
FACTS = {
    "ahead": 12,
    "count": 12,
    "score": 5,
    "minutes": 45,
    "number": TICKET.number,
    "merged": "261122-0007",
    "code": TICKET.code,
    "due": "11月24日10:00",
    "month": 11,
    "day": 24,
    "hour": 19,
    "minute": 35,
    "clock": "19:35",
    "nurse": TICKET.nurse,
    "phone": "138 0000 8000",
    "phone_end": "8000",
    "digits": "13800008000",
    "place": PLACE,
    "title": "疑似糖尿病酮症酸中毒或高渗状态的危险信号",
    "said": "十年高血压自己把药减了一半头晕得厉害要不要紧呢",
    "reason": "主治医生今天在手术室，要等他下了手术台核对过您的检查结果才能给您一个准信，请您多包涵",
    "question": "我母亲七十二岁高血压十年糖尿病五年最近脚肿是不是药吃多了要不要换一种药，能不能不去医院看",
    "key": "1",
    "department": "呼吸与危重症医学科",
    "what": "复查、做检查",
    "position": "3",
    "name": "呼吸与危重症医学科",
    "where": "住院楼八楼血液门诊东侧",
    "why": "咳嗽、咳痰、气喘的问题看呼吸与危重症医学科。",
    "when": "11月26日09:00",
    "way": "发短信或打电话",
    "booking": "我母亲（欧阳建国），呼吸与危重症医学科，十一月二十七号上午或者下个礼拜三下午都可以",
}
"""As long as they get in practice; what a hospital's own data decide is added by `Everything.facts`."""


@dataclass(frozen=True)
class Measured:
    """One message on one channel."""

    channel: str
    name: str
    size: float
    limit: float
    unit: str

    @property
    def is_too_long(self) -> bool:
        return self.size > self.limit


@dataclass(frozen=True)
class Everything:
    """All that may be said to a caller."""

    hospital: Hospital
    words: Words
    knowledge: KnowledgeBase
    house: House = field(init=False)

    def __post_init__(self) -> None:
        line, zone = self.hospital.placeholders["hotline"], ZoneInfo("Asia/Shanghai")
        address = "https://hotline.a-long-name-of-a-county-hospital.example.com"
        house = House(hospital=self.hospital.short_name, hotline=line, zone=zone, address=address)
        object.__setattr__(self, "house", house)

    @classmethod
    def shipped(cls) -> "Everything":
        hospital = load_hospital(KNOWLEDGE / PROFILE)
        knowledge = load_knowledge(KNOWLEDGE, hospital=hospital)
        return cls(hospital, Words.load(SENTENCES), knowledge)

    def measured(self) -> Iterator[Measured]:
        for name, reply in self.replies():
            frame = len(json.dumps(rendered(reply), ensure_ascii=False).encode())
            yield Measured("web chat", name, frame, LONGEST_FRAME, "bytes")
            text = written(parts_of(reply, house=self.house))
            yield Measured("WeChat", name, size(text), LONGEST_TEXT, "bytes")
        for event in EVENTS:
            said = EventSayings(self.hospital, address=self.house.address).for_event(event) or ""
            yield Measured("WeChat", type(event).__name__, size(said), LONGEST_TEXT, "bytes")
        for name, reply in (*self.replies(), *self._phone_alone()):
            yield from self._on_the_phone(name, reply)

    def replies(self) -> Iterator[tuple[str, Reply]]:
        for name in self.words._responses:
            if not name.startswith((*PHONE_ALONE, *STAFF_ALONE)):
                yield name, replace(self._sentence(name), choices=self.words.choices(name), ticket=TICKET)
        for entry in self.knowledge.entries.values():
            yield entry.id, self.entry(entry)
        line = self.hospital.placeholders["emergency_line"]
        for rule in load_rules(SHIPPED).rules:
            said = Bubble(rule.say, BubbleKind.INSTRUCTION)
            others = (Bubble(self.words.fill("utter_emergency_line", emergency_line=line)), self._whereabouts)
            bubbles = (said, *others) if rule.grade is TriageGrade.EMERGENCY else (said,)
            yield rule.id, replace(a_reply(*bubbles), grade=rule.grade, spoken=rule.spoken)

    def entry(self, entry: Entry) -> Reply:
        sources = tuple(source.citation for source in entry.sources)
        facts = {"answer": entry.answer, "seek_care": entry.seek_care, "review": entry.review_status}
        text = self.words.fill("utter_entry", sources="；".join(sources), **facts)
        cited = Citation(
            entry=entry.id,
            version=entry.version,
            topic=entry.topic_name,
            spoken=entry.spoken,
            sources=sources,
            review=entry.review_status,
        )
        return replace(a_reply(Bubble(text)), citations=(cited,))

    @cached_property
    def facts(self) -> dict[str, object]:
        departments = sorted((f"{d.name}：{d.where}，{d.hours}" for d in self.hospital.departments), key=len)
        longest = max(self.knowledge.entries.values(), key=lambda entry: len(entry.answer))
        return FACTS | {
            "departments": "\n".join(f"{at}. {line}" for at, line in enumerate(departments[-3:], start=1)),
            **self._clinics,
            **self._sheet,
            "hours": self.hospital.placeholders["outpatient_hours"],
            "line": self.hospital.placeholders["hotline"],
            "emergency_line": self.hospital.placeholders["emergency_line"],
            "hospital": self.hospital.name,
            "text_again": self.entry(longest).text,
            "answer": longest.answer,
            "seek_care": longest.seek_care,
            "sources": "；".join(source.citation for source in longest.sources),
            "review": longest.review_status,
        }

    @property
    def _sheet(self) -> dict[str, object]:
        """Six of the longest items there are, as a sheet in the chat begins."""
        journeys = load_journeys(KNOWLEDGE, hospital=self.hospital)
        sheets = [journeys.sheet(name, traits=frozenset(journeys.traits)) for name in journeys.all]
        items = sorted(
            (item for sheet in sheets for part in sheet.parts for item in part.items),
            key=lambda item: len(item.text),
        )
        lines = [f"· {item.text}（{item.where}）" if item.where else f"· {item.text}" for item in items[-6:]]
        return {"items": "\n".join(lines), "part": "检查前", "count": "24", "more": "18"}

    @property
    def _clinics(self) -> dict[str, str]:
        """The longest answer about any department, from a village or anywhere."""
        clinics = clinics_of(self.hospital)
        told = [
            clinics.ask(said.format(department=one.name), now=MORNING)
            for one in self.hospital.departments
            for said in ("{department}哪天有医生", "我是葫芦洞村的，看{department}去哪里近")
        ]
        offered = max((one.offered for one in told), key=len)
        return {"clinics": max((one.text for one in told), key=len), "offered": offered}

    @property
    def _whereabouts(self) -> Bubble:
        names = ("noted", "place", "phone", "put_right")
        return Bubble("".join(self.words.fill(f"utter_emergency_{name}", **self.facts) for name in names))

    def _sentence(self, name: str) -> Reply:
        return a_reply(Bubble(self.words.fill(name, **self.facts)))

    def _phone_alone(self) -> Iterator[tuple[str, Reply]]:
        for name in self.words._responses:
            if name.startswith(PHONE_ALONE):
                yield name, self._sentence(name)

    def _on_the_phone(self, name: str, reply: Reply) -> Iterator[Measured]:
        pace = call_pace()
        voice = Voice(words=self.words, hospital=self.hospital, pace=pace)
        for manner in (Manner(), Manner(slower=True, twice=True)):
            call = Call(name="a-call", began_at=MORNING, manner=manner)
            step = voice.tell(call, speech_of(reply, hearing=hearing()) or [""])
            longest = _seconds(step)
            while call.rest:
                longest = max(longest, _seconds(voice.more(call)))
            said = f"{name} (slow)" if manner.slower else name
            yield Measured("phone", said, round(longest, 1), pace.prompt_seconds, "s a prompt")


def a_reply(*bubbles: Bubble) -> Reply:
    return Reply(message_id="m-1", bubbles=bubbles, answered_by=Speaker.BOT)


def _seconds(step: Listen) -> float:
    """By the phone's own estimate."""
    return sum(len(said.text) / call_pace().characters_a_second[said.pace] for said in step.prompt)


def table(measured: list[Measured], *, most: int = 8) -> str:
    lines: list[str] = []
    for channel in dict.fromkeys(one.channel for one in measured):
        ranked = sorted((one for one in measured if one.channel == channel), key=lambda one: -one.size)
        unit, limit = ranked[0].unit, ranked[0].limit
        lines.append(f"{channel}: {len(ranked)} messages, at most {limit:g} {unit}")
        lines += [f"  {one.size:>8g}  {one.name}" for one in ranked[:most]]
    return "\n".join(lines)


if __name__ == "__main__":
    click.echo(table(list(Everything.shipped().measured())))
