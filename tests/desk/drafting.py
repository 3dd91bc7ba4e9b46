"""Drafts as they are written at the desk: a form filled in, and a trial that finds what it is told to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from httpx2 import Response

from desk import Desk
from hotline.drafts import Draft, get_draft
from knowledge_base.overlay import OwnEntry, OwnPhrasings
from knowledge_base.overlay.rules import unsure_fault
from knowledge_base.search.searching import SearchUnavailable
from knowledge_base.search.trial import SURE, Disturbed, Trial, Tried
from tests.desk.person import Person, token_in

QUESTIONS = ("停车场在哪里", "来看病车停哪儿", "医院有没有停车的地方", "停车要不要钱", "开车来停哪里")
WRITTEN = {
    "kind": "entry",
    "topic_id": "hypertension",
    "aspect": "service",
    "questions": "\n".join(QUESTIONS),
    "answer": "住院楼后面有停车场，看病当天凭挂号单免费停四个小时。",
    "spoken": "住院楼后面有停车场，看病当天凭挂号单免费停四个小时。",
    "seek_care": "病人走不动，请把车开到急诊门口。",
    "source": "停车管理规定（示例）",
    "publisher": "示例县总医院",
    "year": "2026",
}
_SHOWN = re.compile(r'name="seen" value="([0-9]+)"')


@dataclass
class SetTrial:
    """Finds every question, but those that are `lost`, for one of the `reasons`; some only `among_others`."""

    lost: set[str] = field(default_factory=set)
    among_others: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)
    disturbed: tuple[Disturbed, ...] = ()
    is_away: bool = False
    tried: list[OwnEntry | OwnPhrasings] = field(default_factory=list)

    def __call__(self, own: OwnEntry | OwnPhrasings, _also: Sequence[str]) -> Trial:
        self.tried.append(own)
        if self.is_away:
            raise SearchUnavailable("told to be away")
        asked = tuple(
            Tried(
                question=one,
                found=one not in self.lost,
                alone=one not in self.lost | self.among_others,
                instead="gout.diet" if one in self.lost else None,
                reason=self.reasons.get(one),
            )
            for one in own.questions
        )
        alone = [one.alone for one in asked if one.found]
        faults = () if sum(alone) >= SURE * len(alone) else (unsure_fault(alone),)
        return Trial(asked=asked, disturbed=self.disturbed, faults=faults)


def write(person: Person, **changed: str) -> Response:
    fields = {"form_token": token_in(person.client.get("/desk").text), **WRITTEN, **changed}
    return person.client.post("/desk/drafts/new", data=fields)


def written(person: Person, **changed: str) -> str:
    """Gives the address of the draft."""
    answer = write(person, **changed)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def send(person: Person, address: str, work: str, **fields: str) -> Response:
    """What is submitted are the words the page shows just now, unless told otherwise."""
    token = token_in(person.client.get("/desk").text)
    if work == "submit":
        shown = _SHOWN.search(person.client.get(address).text)
        fields = {"seen": shown[1] if shown else "", **fields}
    return person.client.post(f"{address}/{work}", data={"form_token": token, **fields})


def done(person: Person, address: str, work: str, **fields: str) -> None:
    answer = send(person, address, work, **fields)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"{address}?done={work}"


def approval(desk: Desk, address: str, **changed: str) -> dict[str, str]:
    """What the page of the draft sends, once its box is ticked."""
    return {"read": "yes", "words": kept(desk, address).words_hash, "expires_on": "2027-11-23"} | changed


def kept(desk: Desk, address: str) -> Draft:
    with desk.database.reading() as session:
        draft = get_draft(session, id=UUID(address.rpartition("/")[2]))
        session.expunge(draft)
        return draft
