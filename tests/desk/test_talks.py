"""Nurses see who waits, take it once, write to the patient, and hand back or end."""

from http import HTTPStatus
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desk import Desk
from hotline.ledger import Ledger
from hotline.tickets import EventKind, get_ticket
from tests.desk.person import Person, token_in
from tests.desk.talking import SUMMARY, ask, page, work
from tests.hotline.making import SetClock


@pytest.fixture
def talk(desk: Desk, ledger: Ledger, clock: SetClock, number: str) -> UUID:
    return ask(desk, ledger, clock, number=number, said="降压药减了一半行不行", answered="请不要自己减药。")


def said(desk: Desk) -> list[str]:
    return [line.text for line in desk.talks.lines_after("web-1", 0) if line.nurse]


def test_who_waits_is_seen_with_what_it_is_about(chen: Person, talk: UUID) -> None:
    shown = chen.client.get("/desk/talks").text
    assert SUMMARY in shown
    assert "在等护士（1）" in shown
    assert f"/desk/talks/{talk}/take" in shown


def test_an_open_page_of_the_desk_is_a_nurse_who_is_there(chen: Person, desk: Desk, talk: UUID) -> None:
    expected = {"channel": "web_chat", "conversation_id": "web-9"}
    assert desk.talks.expect(**expected) is None
    told = chen.client.get("/desk/talks/live").json()
    assert (told["waiting"], told["mine"]) == (1, 0)
    standing = desk.talks.expect(**expected)
    assert standing
    assert standing.wait
    assert standing.wait.ahead == 1


def test_an_editor_is_no_nurse(person: object, desk: Desk, talk: UUID) -> None:
    gu = person("gu")  # type: ignore[operator]
    assert gu.client.get("/desk/talks").status_code == HTTPStatus.FORBIDDEN
    assert gu.client.get("/desk/talks/live").json() == {"watching": False}
    assert work(gu, "take", talk).status_code == HTTPStatus.FORBIDDEN
    assert desk.talks.expect(channel="web_chat", conversation_id="web-9") is None


def test_what_has_not_changed_is_not_sent_again(chen: Person, talk: UUID) -> None:
    mark = chen.client.get("/desk/talks/live").json()["mark"]
    assert chen.client.get("/desk/talks/live", params={"mark": mark}).status_code == HTTPStatus.NO_CONTENT
    told = chen.client.get(f"/desk/talks/{talk}/live").json()
    assert "请不要自己减药。" in told["story"]
    again = chen.client.get(f"/desk/talks/{talk}/live", params={"mark": told["mark"]})
    assert again.status_code == HTTPStatus.NO_CONTENT


def test_the_first_takes_it_and_the_second_is_told_who(chen: Person, lin: Person, talk: UUID) -> None:
    assert work(chen, "take", talk).status_code == HTTPStatus.SEE_OTHER
    refused = work(lin, "take", talk)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "陈护士已经接了这次对话" in refused.text
    assert "同事正在和患者对话" in page(lin, talk)


def test_what_she_writes_reaches_the_patient_once(chen: Person, desk: Desk, talk: UUID) -> None:
    work(chen, "take", talk)
    number = str(uuid4())
    for _ in range(2):
        answer = work(chen, "say", talk, text="血压今天量过吗", message_id=number)
        assert answer.status_code == HTTPStatus.SEE_OTHER
    assert said(desk) == ["血压今天量过吗"]
    assert "陈护士" in page(chen, talk)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "必填"),
        ({"text": "长" * 1001}, "1000个字以内"),
        ({"text": "您好", "message_id": "x" * 36}, "选项里没有"),
    ],
)
def test_what_cannot_be_sent_comes_back_with_the_reason(
    chen: Person, desk: Desk, talk: UUID, fields: dict[str, str], sentence: str
) -> None:
    work(chen, "take", talk)
    refused = work(chen, "say", talk, **fields)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in refused.text
    assert said(desk) == []


def test_a_colleague_writes_nothing_and_keeps_her_words(lin: Person, chen: Person, talk: UUID) -> None:
    work(chen, "take", talk)
    refused = work(lin, "say", talk, text="我也来说一句")
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "我也来说一句" in refused.text


def test_handed_back_it_is_nobody_s(chen: Person, desk: Desk, talk: UUID) -> None:
    work(chen, "take", talk)
    work(chen, "hand_back", talk)
    assert desk.talks.standing("web-1") is None
    assert "已交还助手" in page(chen, talk)
    assert "已经结束" in work(chen, "say", talk, text="还有").text


def test_ended_with_its_outcome_in_the_ticket(chen: Person, desk: Desk, talk: UUID, number: str) -> None:
    work(chen, "take", talk)
    assert "必填" in work(chen, "end", talk, outcome="answered").text
    assert work(chen, "end", talk, outcome="answered", reason="明天上午来复查").status_code == 303
    with desk.database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert ticket.events[-1].kind is EventKind.FED_BACK
        assert ticket.first_contact == "chen"
    assert "当场答复了" in page(chen, talk)


def test_hostile_words_of_a_patient_are_text(
    chen: Person, desk: Desk, ledger: Ledger, clock: SetClock, number: str
) -> None:
    hostile = "<script>alert(1)</script>"
    shown = page(chen, ask(desk, ledger, clock, number=number, said=hostile, answered="好"))
    assert hostile not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("name", ["7", "not-a-talk", "00000000-0000-0000-0000-000000000000"])
def test_a_talk_that_is_none_is_said_so(chen: Person, name: str) -> None:
    assert chen.client.get(f"/desk/talks/{name}").status_code == HTTPStatus.NOT_FOUND
    assert work(chen, "take", name).status_code == HTTPStatus.NOT_FOUND


def test_a_form_of_another_site_or_sign_in_does_nothing(chen: Person, desk: Desk, talk: UUID) -> None:
    foreign = chen.client.post(f"/desk/talks/{talk}/take", data={}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == HTTPStatus.FORBIDDEN
    stale = chen.client.post(f"/desk/talks/{talk}/take", data={"form_token": "0" * 64})
    assert stale.status_code == HTTPStatus.FORBIDDEN
    standing = desk.talks.standing("web-1")
    assert standing
    assert standing.nurse is None


def test_without_the_store_her_words_are_journalled_and_read_later(
    chen: Person, desk: Desk, ledger: Ledger, talk: UUID, database_file: Path
) -> None:
    work(chen, "take", talk)
    token = token_in(chen.client.get("/desk").text)
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    fields = {"form_token": token, "text": "请先坐下休息", "message_id": str(uuid4())}
    answer = chen.client.post(f"/desk/talks/{talk}/say", data=fields)
    assert answer.status_code == HTTPStatus.ACCEPTED
    assert "已经记下" in answer.text
    assert chen.client.get("/desk/talks/live").status_code == HTTPStatus.NO_CONTENT
    away.rename(database_file)
    ledger.replay()
    assert said(desk) == ["请先坐下休息"]


def test_nobody_signed_in_sees_no_talk(chen: Person, talk: UUID) -> None:
    chen.client.cookies.clear()
    assert chen.client.get(f"/desk/talks/{talk}").status_code == HTTPStatus.SEE_OTHER
    assert chen.client.get("/desk/talks/live").json() == {"watching": False}
    assert chen.client.get(f"/desk/talks/{talk}/live").json() == {"watching": False}
