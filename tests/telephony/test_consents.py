"""What callers are told of their data is recorded; taking consent back stops their words being kept."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import select

from hotline.consents import Consent, ConsentDecision, ConsentKind
from hotline.safety import TriageGrade
from hotline.tickets import Ticket
from telephony.messages import Reply, Speaker
from telephony.notice import notice
from tests.telephony.making import Hotline, a_message

SALT = "高血压吃多少盐"
DANGER = "胸口疼得厉害，喘不上气，出冷汗"


async def say(hotline: Hotline, text: str, *, shown: str | None = None) -> Reply:
    hotline.clock.move(seconds=10)
    number = f"m-{hotline.clock.at.timestamp():.0f}"
    message = a_message(text, message_id=number, received_at=hotline.clock.at, notice=shown)
    return await hotline.intake.receive(message)


def decided(hotline: Hotline) -> list[tuple[ConsentKind, ConsentDecision, str]]:
    hotline.ledger.flush()
    with hotline.database.reading() as session:
        rows = session.scalars(select(Consent).order_by(Consent.id)).all()
        return [(row.kind, row.decision, row.version) for row in rows]


async def test_the_first_message_under_a_notice_records_it_once(hotline: Hotline) -> None:
    for text in (SALT, "那能吃咸菜吗"):
        await say(hotline, text, shown="1")
    assert decided(hotline) == [
        (ConsentKind.NOTICE_SHOWN, ConsentDecision.GIVEN, "1"),
        (ConsentKind.HEALTH_DATA, ConsentDecision.GIVEN, "1"),
    ]


async def test_a_new_version_is_recorded_anew(hotline: Hotline) -> None:
    await say(hotline, SALT, shown="1")
    await say(hotline, SALT, shown="2")
    assert [version for _, _, version in decided(hotline)] == ["1", "1", "2", "2"]


async def test_a_program_that_shows_no_notice_consents_to_nothing(hotline: Hotline) -> None:
    await say(hotline, SALT)
    assert decided(hotline) == []


async def test_once_withdrawn_words_are_answered_and_not_kept(hotline: Hotline) -> None:
    await say(hotline, SALT, shown="1")
    reply = await say(hotline, "撤回同意。", shown="1")
    assert reply.answered_by is Speaker.WORDS
    assert reply.text == hotline.words.fill(
        "utter_consent_withdrawn", line=hotline.hospital.placeholders["hotline"]
    )
    answer = await say(hotline, "我爸痛风能喝酒吗", shown="1")
    assert answer.answered_by is Speaker.SEARCH
    assert hotline.said() == [SALT, "", ""]
    assert hotline.kept()[-1].text == ""
    assert [told.entry_id for told in hotline.kept()[-1].told] == ["hypertension.diet"]


async def test_once_withdrawn_the_dialogue_hears_nothing_more(hotline: Hotline) -> None:
    await say(hotline, SALT, shown="1")
    await say(hotline, "撤回同意")
    await say(hotline, "我爸痛风能喝酒吗")
    assert hotline.bot.asked == [SALT]


async def test_danger_is_answered_and_kept_after_withdrawing(hotline: Hotline) -> None:
    await say(hotline, "撤回同意")
    reply = await say(hotline, DANGER)
    assert reply.grade is TriageGrade.EMERGENCY
    assert hotline.said() == ["", DANGER]
    while hotline.tickets() == 0:  # noqa: ASYNC110 - opened beside the answer, which waits for nothing
        await asyncio.sleep(0.01)


async def test_a_ticket_asked_for_after_withdrawing_is_opened(hotline: Hotline) -> None:
    await say(hotline, "撤回同意")
    await say(hotline, "转人工")
    with hotline.database.reading() as session:
        assert session.scalars(select(Ticket.summary)).all() == ["转人工"]


async def test_agreeing_again_keeps_again_and_going_on_writing_does_not(hotline: Hotline) -> None:
    await say(hotline, "撤回同意", shown="1")
    await say(hotline, SALT, shown="2")
    assert hotline.said() == ["", ""]
    await say(hotline, "恢复同意", shown="2")
    await say(hotline, SALT, shown="2")
    assert hotline.said() == ["", "", "恢复同意", SALT]
    assert decided(hotline)[-1] == (ConsentKind.HEALTH_DATA, ConsentDecision.GIVEN, "2")


async def test_withdrawing_outlives_a_restart(start_hotline: Callable[[], Hotline], hotline: Hotline) -> None:
    await say(hotline, "撤回同意")
    after = start_hotline()
    after.clock.at = hotline.clock.at
    await say(after, SALT)
    assert after.bot.asked == []
    assert after.said() == ["", ""]


@pytest.mark.parametrize("text", ["撤回同意是什么意思", "我同意医生的话", "能不能不吃药"])
async def test_a_question_about_consent_decides_nothing(hotline: Hotline, text: str) -> None:
    await say(hotline, text, shown="1")
    assert [decision for _, decision, _ in decided(hotline)] == [ConsentDecision.GIVEN] * 2
    assert hotline.said() == [text]


def test_no_word_both_gives_and_takes_back() -> None:
    assert not set(notice().withdraw) & set(notice().agree)
