"""Whatever breaks behind the intake, the caller hears a sentence and may say it again."""

from telephony.messages import Speaker
from tests.telephony.making import Hotline, a_message


async def test_a_fault_is_answered_with_a_number_to_ring(hotline: Hotline) -> None:
    hotline.bot.fault = RuntimeError("unforeseen")
    reply = await hotline.intake.receive(a_message("高血压吃多少盐"))
    assert reply.answered_by is Speaker.WORDS
    assert hotline.hospital.placeholders["hotline"] in reply.text
    assert "120" in reply.text


async def test_the_same_message_is_answered_once_the_fault_is_gone(hotline: Hotline) -> None:
    hotline.bot.fault = RuntimeError("unforeseen")
    await hotline.intake.receive(a_message("高血压吃多少盐"))
    hotline.bot.fault = None
    reply = await hotline.intake.receive(a_message("高血压吃多少盐"))
    assert reply.answered_by is Speaker.BOT
    assert hotline.said() == ["高血压吃多少盐"]


async def test_a_stopped_bot_is_no_fault(hotline: Hotline) -> None:
    hotline.bot.stop()
    reply = await hotline.intake.receive(a_message("高血压吃多少盐"))
    assert reply.answered_by is Speaker.SEARCH
