"""A reminder is taken down from what was said, told back whole, and stopped in a word."""

from typing import Any

import pytest
from sqlalchemy import select

from actions.wording import wording
from hotline.database import Database
from hotline.reminders import CallerReminder, ReminderKind, ReminderState
from tests.actions.making import Actions, Answer, answering, beginning, tracker

FORM = "reminder_form"
VALIDATE = "validate_reminder_form"
PHONE = "13800008000"


def begin(actions: Actions, said: str, **more: Any) -> Answer:
    return actions.run(VALIDATE, beginning(said, form=FORM, intent="ask_reminder", **more))


def ask(actions: Actions, *, channel: str = "web_chat", **slots: str | None) -> Answer:
    known = {"reminder_kind": "recheck", "reminder_at": "2026-11-25", "phone": PHONE} | slots
    state = tracker("复查", intent="nlu_fallback", slots=known, metadata={"channel": channel})
    return actions.run("action_ask_reminder", state)


def kept(database: Database) -> list[CallerReminder]:
    with database.reading() as session:
        return list(session.scalars(select(CallerReminder)))


@pytest.mark.parametrize(
    ("said", "kind", "at"),
    [
        ("三个月后提醒我复查", "recheck", "2027-02-22"),
        ("提醒我下周去拿药", "refill", "2026-11-23"),
        ("下周三上午九点提醒我去看专家", "visit", "2026-11-25T09:00:00"),
        ("提醒我打疫苗", "vaccination", None),
        ("提醒我一下", None, None),
        ("昨天提醒我复查", "recheck", None),
    ],
)
def test_what_the_first_message_named_is_not_asked_for(
    actions: Actions, said: str, kind: str | None, at: str | None
) -> None:
    answer = begin(actions, said)
    assert (answer.slots["reminder_kind"], answer.slots["reminder_at"]) == (kind, at)


def test_what_is_wanted_every_day_is_refused_plainly(actions: Actions) -> None:
    assert begin(actions, "每天提醒我吃药").said == ("utter_reminder_once",)


def test_on_wechat_no_number_is_asked_for(actions: Actions) -> None:
    answer = begin(actions, "三个月后提醒我复查", metadata={"channel": "wechat"})
    assert answer.slots["phone"] == "withheld"


@pytest.mark.parametrize(
    ("slot", "said", "value", "unclear"),
    [
        ("reminder_kind", "拿药", "refill", None),
        ("reminder_kind", "那个事", None, "utter_reminder_kind_unclear"),
        ("reminder_at", "下下周一上午十点", "2026-11-30T10:00:00", None),
        ("reminder_at", "过几天", None, "utter_reminder_day_unclear"),
    ],
)
def test_an_answer_is_taken_or_asked_for_again(
    actions: Actions, slot: str, said: str, value: str | None, unclear: str | None
) -> None:
    answer = actions.run(VALIDATE, answering(said, form=FORM, asked=slot, intent="nlu_fallback"))
    assert (answer.slots.get(slot), answer.said) == (value, (unclear,) if unclear else ())


@pytest.mark.parametrize(
    ("said", "before", "at"),
    [
        ("改成后天上午八点", "2026-11-25", "2026-11-24T08:00:00"),
        ("上午八点提醒", "2026-11-25", "2026-11-25T08:00:00"),
        ("上午八点提醒", "2026-11-25T09:00:00", "2026-11-25T08:00:00"),
        ("改成后天上午八点", "withheld", "2026-11-24T08:00:00"),
    ],
)
def test_a_moment_told_instead_of_the_number_is_the_one_that_counts(
    actions: Actions, said: str, before: str, at: str
) -> None:
    state = answering(said, form=FORM, asked="phone", slots={"reminder_at": before}, intent="nlu_fallback")
    answer = actions.run(VALIDATE, state)
    assert (answer.slots, answer.said) == ({"reminder_at": at}, ())


@pytest.mark.parametrize(
    ("channel", "phone", "way"),
    [
        ("web_chat", PHONE, "reminder_way_phone"),
        ("web_chat", "withheld", "reminder_way_chat"),
        ("wechat", "withheld", "reminder_way_wechat"),
    ],
)
def test_it_is_told_back_with_the_day_and_the_way(
    actions: Actions, database: Database, channel: str, phone: str, way: str
) -> None:
    answer = ask(actions, channel=channel, phone=phone)
    for told in ("11月25日09:00", "复查", wording().line(way), "不要再提醒"):
        assert told in answer.text
    [reminder] = kept(database)
    assert (reminder.kind, reminder.state) == (ReminderKind.RECHECK, ReminderState.WAITING)
    assert (reminder.phone, reminder.asked_by) == (PHONE if phone == PHONE else None, "caller")


def test_of_a_visit_the_evening_before_is_told(actions: Actions) -> None:
    answer = ask(actions, reminder_kind="visit", reminder_at="2026-11-25T09:00:00")
    assert "11月24日18:00" in answer.text


def test_a_day_that_is_over_is_refused(actions: Actions, database: Database) -> None:
    assert ask(actions, reminder_at="2026-11-22").said == ("utter_reminder_day_past",)
    assert ask(actions, reminder_at="2030-11-22").said == ("utter_reminder_too_far",)
    assert kept(database) == []


def test_what_never_came_clear_is_for_a_person(actions: Actions) -> None:
    answer = ask(actions, reminder_at="withheld")
    assert (answer.said, answer.slots["offer"]) == (("utter_reminder_unclear",), "nurse")


def test_all_are_stopped_and_said_so(actions: Actions, database: Database) -> None:
    ask(actions)
    stopped = actions.run("action_stop_reminders", tracker("取消提醒", intent="stop_reminders"))
    assert stopped.said == ("utter_reminders_stopped",)
    assert [one.state for one in kept(database)] == [ReminderState.STOPPED]
    again = actions.run("action_stop_reminders", tracker("取消提醒", intent="stop_reminders"))
    assert again.said == ("utter_reminders_none",)
