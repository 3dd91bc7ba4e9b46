"""Every word of a notice lives in data, and a gap nothing fills is found at loading."""

from datetime import timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from hotline.notifications import House, Letter, Means, NoticeKind, tell
from hotline.notifications.wording import NOTICES, FaultyNotices, load_notices, shipped_notices

HOUSE = House(
    hospital="县总医院",
    hotline="0000-8810120",
    zone=timezone(timedelta(hours=8)),
    address="https://desk.example",
)
_ONE_SHORT_MESSAGE = 70
_STAFF_MEANS = (Means.DESK, Means.WEB_PUSH, Means.SMS, Means.WECOM, Means.EMAIL)
_LONGEST_FACTS = {
    "due_at": "2026-12-24T09:30:00+00:00",
    "new_due_at": "2026-12-24T09:30:00+00:00",
    "opened_at": "2026-12-24T09:30:00+00:00",
    "when": "12月24日10:30",
    "visit_at": "2026-12-24T09:30:00+00:00",
}
REMINDERS = {kind for kind in NoticeKind if kind.value.endswith("_reminder")} - {
    NoticeKind.SATISFACTION_REMINDER
}
"""Not every one has a ticket, so that none names it."""
_ILLNESS = ("科", "病", "药", "检查", "报告", "症", "诊")


def a_letter(kind: NoticeKind, means: Means, **changed: Any) -> Letter:
    fields: dict[str, Any] = {"to_staff": "chen", "conversation_id": None, "facts": _LONGEST_FACTS}
    return Letter(id=uuid4(), kind=kind, means=means, ticket_number="261123-0042", **fields | changed)


def for_callers() -> list[NoticeKind]:
    """What callers are told of their tickets."""
    return [
        kind for kind, notice in shipped_notices().kinds.items() if notice.caller and not notice.is_secret
    ]


def for_staff() -> list[NoticeKind]:
    """What they are told of tickets."""
    kinds = shipped_notices().kinds
    return [kind for kind in NoticeKind if not kinds[kind].is_secret and "{number}" in kinds[kind].page]


def faulty(tmp_path: Path, change: Any) -> str:
    raw = yaml.safe_load(NOTICES.read_text(encoding="utf-8"))
    change(raw)
    path = tmp_path / "notices.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(FaultyNotices) as fault:
        load_notices(path)
    return str(fault.value)


@pytest.mark.parametrize("kind", for_staff())
@pytest.mark.parametrize("means", _STAFF_MEANS)
@pytest.mark.parametrize("facts", [{}, _LONGEST_FACTS])
def test_staff_can_be_told_of_each_kind_by_each_means(
    kind: NoticeKind, means: Means, facts: dict[str, str]
) -> None:
    told = tell(a_letter(kind, means, facts=facts), house=HOUSE)
    assert told.title
    assert "261123-0042" in told.text
    assert "{" not in told.title + told.text
    assert told.page == "/desk/tickets/261123-0042"


@pytest.mark.parametrize("kind", for_staff())
def test_a_short_message_to_staff_is_one(kind: NoticeKind) -> None:
    text = tell(a_letter(kind, Means.SMS), house=HOUSE).text
    assert len(text) <= _ONE_SHORT_MESSAGE, len(text)
    assert text.startswith("【县总医院】")


@pytest.mark.parametrize("kind", for_callers())
@pytest.mark.parametrize("means", [Means.SMS, Means.CHAT, Means.WECHAT])
def test_a_caller_reads_the_number_the_hotline_and_nothing_of_himself(kind: NoticeKind, means: Means) -> None:
    secret = {"reason": "等肝功能结果", "summary": "转氨酶高"}
    letter = a_letter(kind, means, to_staff=None, conversation_id="web-1", facts=_LONGEST_FACTS | secret)
    told = tell(letter, house=HOUSE)
    if kind not in REMINDERS:
        assert "261123-0042" in told.text
    assert "0000-8810120" in told.text or (kind in REMINDERS and means is not Means.SMS)
    assert not [word for word in (*_ILLNESS, *secret.values()) if word in told.text.replace("县总医院", "")]
    assert told.page is None
    if means is Means.SMS:
        assert len(told.text) <= _ONE_SHORT_MESSAGE, len(told.text)


def test_callers_are_told_of_what_concerns_them() -> None:
    assert set(for_callers()) == {
        NoticeKind.DELAYED,
        NoticeKind.SATISFACTION,
        NoticeKind.SATISFACTION_REMINDER,
        NoticeKind.FOLLOW_UP,
        NoticeKind.NEWS,
        NoticeKind.MESSAGE_WAITING,
        *REMINDERS,
        NoticeKind.APPOINTMENT_CONFIRMED,
        NoticeKind.APPOINTMENT_CHANGED,
        NoticeKind.APPOINTMENT_CANCELLED,
        NoticeKind.APPOINTMENT_FELL_THROUGH,
        NoticeKind.APPOINTMENT_MISSED,
        NoticeKind.SHEET,
    }


def test_a_code_is_one_short_message_and_says_whose_it_is_not() -> None:
    to_caller: dict[str, Any] = {"to_staff": None, "conversation_id": "binding-1"}
    letter = a_letter(NoticeKind.BINDING_CODE, Means.SMS, facts={"code": "031415"}, **to_caller)
    told = tell(letter, house=HOUSE).text
    assert "031415" in told
    assert "非本人" in told
    assert len(told) <= _ONE_SHORT_MESSAGE


def test_a_letter_by_wechat_ends_with_where_the_matter_is_followed_and_rated() -> None:
    letter = a_letter(NoticeKind.SATISFACTION, Means.WECHAT, to_staff=None, conversation_id="wechat-1")
    assert tell(letter, house=HOUSE).text.endswith("\nhttps://desk.example/progress")


def test_an_instant_is_told_in_the_hospitals_time() -> None:
    letter = a_letter(NoticeKind.DUE_SOON, Means.DESK, facts={"due_at": "2026-11-23T22:05:00+00:00"})
    assert "11月24日6:05" in tell(letter, house=HOUSE).text


def test_a_fact_that_is_missing_or_no_instant_keeps_nobody_untold() -> None:
    assert "要在时限前" in tell(a_letter(NoticeKind.DUE_SOON, Means.DESK, facts={}), house=HOUSE).text
    odd = a_letter(NoticeKind.DUE_SOON, Means.DESK, facts={"due_at": "明早"})
    assert "要在明早前" in tell(odd, house=HOUSE).text


def test_braces_in_a_fact_are_no_gap() -> None:
    letter = a_letter(NoticeKind.HANDED_OVER, Means.DESK, facts={"from": "{hotline}"})
    assert tell(letter, house=HOUSE).text.startswith("{hotline}把工单")


def test_mail_leads_to_the_desk_where_its_address_is_known() -> None:
    letter = a_letter(NoticeKind.DUE_SOON, Means.EMAIL)
    assert "https://desk.example/desk/tickets/261123-0042" in tell(letter, house=HOUSE).text
    inside = House(hospital="县总医院", hotline="0000-8810120", zone=HOUSE.zone)
    assert "http" not in tell(letter, house=inside).text


def test_a_gap_nothing_fills_is_found_at_loading(tmp_path: Path) -> None:
    def change(raw: Any) -> None:
        raw["kinds"]["due_soon"]["staff"]["text"] += "{patient}"

    assert "due_soon.staff.text asks for patient" in faulty(tmp_path, change)


def test_a_kind_without_words_is_found_at_loading(tmp_path: Path) -> None:
    assert "breached" in faulty(tmp_path, lambda raw: raw["kinds"].pop("breached"))
    assert "sms" in faulty(tmp_path, lambda raw: raw["kinds"]["news"]["caller"].pop("sms"))
    assert "staff" in faulty(tmp_path, lambda raw: raw["kinds"]["news"].pop("staff"))
    assert "fax" in faulty(tmp_path, lambda raw: raw["kinds"]["news"]["staff"].update(fax="x"))
