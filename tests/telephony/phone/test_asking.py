"""A caller asks, hears the spoken answer in breaths, and finds every key and word where he needs it."""

from datetime import timedelta

from hotline.safety import TriageGrade
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Choice, Citation, TicketNote
from telephony.phone.pace import call_pace
from telephony.phone.steps import Dial, Listen, Pace
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import NUMBER, Caller

SPOKEN = "先坐下量一次血压。药量别自己改，带上药盒来心内科。"
CITED = Citation(
    entry="hypertension.dose", version="1", topic="高血压", spoken=SPOKEN, sources=("指南",), review="待审核"
)
SHOWN = Bubble("药量由医生定。\n就医提醒：胸口疼请打120。\n来源：指南 · 待审核")


async def a_caller(hotline: Hotline) -> Caller:
    caller = Caller(hotline.calls)
    await caller.rings()
    return caller


def tell(hotline: Hotline, *bubbles: str, choices: tuple[Choice, ...] = ()) -> None:
    hotline.bot.answers["问"] = BotAnswer(tuple(map(Bubble, bubbles)), choices)


async def test_the_greeting_says_who_speaks_what_is_kept_and_what_to_do_in_danger(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    assert all(word in caller.heard[0] for word in ("智能语音助手", "记下文字", "救命", "按零"))
    assert isinstance(caller.step, Listen)
    assert (caller.step.keys, caller.step.speech) == (1, True)
    assert "转人工" in caller.step.hints


async def test_an_entry_is_told_in_its_spoken_form_and_when_to_seek_care(hotline: Hotline) -> None:
    hotline.bot.answers["头晕"] = BotAnswer((SHOWN,), citations=(CITED,))
    caller = await a_caller(hotline)
    said = await caller.says("头晕")
    assert said.startswith(SPOKEN)
    assert "胸口疼请打一二零" in said
    assert "来源" not in said
    assert "待审核" not in said


async def test_what_is_urgent_is_said_in_short_steps_before_the_answer(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    said = await caller.says("我大便发黑发亮两天了")
    assert said.startswith("请今天就到医院查，先不要吃东西。")
    assert hotline.tickets() == 1


async def test_a_long_answer_comes_in_breaths_and_two_gives_the_next(hotline: Hotline) -> None:
    tell(hotline, "第一句话说的是每天要量血压。" * 8)
    caller = await a_caller(hotline)
    first = await caller.says("问")
    second = await caller.presses("2")
    third = await caller.says("继续")
    assert first.endswith("听下面的请按二。")
    assert all(len(said) <= 60 for said in (first, second, third))
    assert third.endswith("还要问什么，请接着说。")
    assert "已经说完了" in await caller.presses("2")


async def test_who_says_nothing_hears_the_rest_as_well(hotline: Hotline) -> None:
    tell(hotline, "第一句话说的是每天要量血压。" * 4, "最后一句。")
    caller = await a_caller(hotline)
    await caller.says("问")
    assert "最后一句" in await caller.is_silent()


async def test_one_says_it_again_and_three_says_it_slower(hotline: Hotline) -> None:
    tell(hotline, "每天盐不超过五克。")
    caller = await a_caller(hotline)
    said = await caller.says("问")
    assert await caller.presses("1") == said == await caller.says("听不清")
    assert said in await caller.presses("3")
    assert isinstance(caller.step, Listen)
    assert {spoken.pace for spoken in caller.step.prompt} == {Pace.SLOW}


async def test_slower_loses_no_word_of_an_answer_that_no_longer_fits(hotline: Hotline) -> None:
    tell(hotline, "一二三四五六七八九，" * 4 + "完了。")
    caller = await a_caller(hotline)
    await caller.says("问")
    await caller.says("慢一点")
    rest = [caller.heard[-1], await caller.presses("2"), await caller.presses("2")]
    assert "完了" in "".join(rest)
    assert all(len(said) <= 45 for said in rest)


async def test_where_there_are_choices_two_is_the_second_of_them_and_nothing_else(hotline: Hotline) -> None:
    choices = (
        Choice("高血压可以运动吗，怎么锻炼好", "运动"),
        Choice("高血压饮食要注意什么，盐吃多少", "饮食"),
    )
    tell(hotline, "您问的是下面哪一个？这几条都和血压有关，请听好了再选。", choices=choices)
    caller = await a_caller(hotline)
    said = await caller.says("问")
    while "请按二" not in said:
        assert "听下面的" not in said
        assert isinstance(caller.step, Listen)
        assert caller.step.wait <= timedelta(seconds=2), "the choices follow by themselves"
        said = await caller.is_silent()
    await caller.presses("2")
    assert hotline.bot.asked[-1] == "饮食"


async def test_choices_are_numbered_and_a_key_says_what_the_button_would(hotline: Hotline) -> None:
    tell(hotline, "您问哪一个？", choices=(Choice("高血压", "高血压饮食"), Choice("糖尿病", "糖尿病饮食")))
    caller = await a_caller(hotline)
    assert "高血压，请按一。糖尿病，请按二。" in await caller.says("问")
    await caller.presses("2")
    assert hotline.bot.asked[-1] == "糖尿病饮食"


async def test_back_leads_to_listening_from_anywhere(hotline: Hotline) -> None:
    tell(hotline, "第一句话说的是每天要量血压。" * 8)
    caller = await a_caller(hotline)
    await caller.says("问")
    assert "请讲" in await caller.presses("*")


async def test_a_ticket_is_told_in_one_breath_and_then_only_that_it_is_noted(hotline: Hotline) -> None:
    note = TicketNote(number="261123-0042", code="004217", due="2026-11-24T01:30:00+00:00", nurse="陈护士")
    hotline.bot.answers["问"] = BotAnswer(
        (Bubble("已经登记好了，工单号 261123-0042，进度码 004217。首接负责人……"),), ticket=note
    )
    caller = await a_caller(hotline)
    told = "登记好了，工单号二六一一二三，零零四二，进度码零零四二一七，十一月二十四日九点三十分前"
    assert (await caller.says("问")).startswith(told)
    assert (await caller.says("问")).startswith("十一月二十四日九点三十分前护士打给您")


async def test_a_wrong_key_says_which_there_are(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    assert "用不上" in await caller.presses("7")
    assert hotline.bot.asked == []


async def test_what_was_heard_unclearly_is_read_back_and_asked_for_once(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    assert "您说的是：高血压吃柚子。" in await caller.says("高血压吃柚子", confidence=0.3)
    assert hotline.bot.asked == []
    await caller.presses("1")
    assert hotline.bot.asked == ["高血压吃柚子"]


async def test_what_is_said_clearly_instead_is_the_question(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高雪鸭", confidence=0.3)
    await caller.says("高血压能吃柚子吗")
    assert hotline.bot.asked == ["高血压能吃柚子吗"]


async def test_twice_wrong_names_the_keys_and_then_a_person_comes(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("搞雪鸭", confidence=0.3)
    assert "再说一遍" in await caller.says("不对")
    await caller.says("搞雪鸭", confidence=0.3)
    assert "请按键" in await caller.presses("2")
    assert "护士会给您回电话" in await caller.says("搞雪鸭", confidence=0.3)
    assert hotline.tickets() == 1


async def test_the_keys_lead_to_a_question_and_to_progress(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    for _ in range(2):
        await caller.says("搞雪鸭", confidence=0.3)
        await caller.presses("2")
    assert "请按键" in caller.heard[-1]
    await caller.presses("2")
    assert hotline.bot.asked == ["我想查工单的办理进度"]


async def test_a_number_the_dialogue_asks_for_may_be_keyed(hotline: Hotline) -> None:
    tell(hotline, "请告诉我六位进度码，登记时告诉过您。")
    caller = await a_caller(hotline)
    said = await caller.says("问")
    assert "也可以按键输入" in said
    assert isinstance(caller.step, Listen)
    assert caller.step.keys == 6
    await caller.presses("004217")
    assert hotline.bot.asked[-1] == "004217"


async def test_a_number_keyed_before_all_is_said_is_not_cut_in_two(hotline: Hotline) -> None:
    tell(hotline, "您的事情我记下来了，护士会先看一遍再打给您。" * 3, "请留一个方便接听的电话。")
    caller = await a_caller(hotline)
    said = await caller.says("问")
    assert isinstance(caller.step, Listen)
    assert caller.step.keys > 11
    assert "按二" not in said
    await caller.presses("01088100120")
    assert hotline.bot.asked[-1] == "01088100120"


async def test_the_number_rung_from_is_read_back_and_taken(hotline: Hotline) -> None:
    tell(hotline, "请留一个方便接听的电话。")
    caller = await a_caller(hotline)
    await caller.says("问")
    assert "一三八，零零零零，八零零零" in await caller.says("就我这个号码")
    await caller.presses("1")
    assert hotline.bot.asked[-1] == NUMBER


async def test_another_number_is_taken_where_the_own_one_is_wrong(hotline: Hotline) -> None:
    tell(hotline, "请留一个方便接听的电话。")
    caller = await a_caller(hotline)
    await caller.says("问")
    await caller.presses("1")
    await caller.presses("2")
    assert "一三九，零零零零，零零零一" in await caller.presses("13900000001")
    await caller.says("对")
    assert hotline.bot.asked[-1] == "13900000001"


async def test_zero_is_an_emergency_even_where_a_number_is_asked_for(hotline: Hotline) -> None:
    tell(hotline, "请留一个方便接听的电话。")
    caller = await a_caller(hotline)
    await caller.says("问")
    await caller.presses("0")
    assert isinstance(caller.step, Dial)


async def test_a_known_number_is_spoken_to_as_it_needs(hotline: Hotline) -> None:
    first = await a_caller(hotline)
    await first.says("慢一点说")
    await first.hangs_up()
    second = await a_caller(hotline)
    assert isinstance(second.step, Listen)
    assert second.step.prompt[0].pace is Pace.SLOW
    assert second.step.wait == call_pace().seconds("listen_wait_longer")
    await second.says("正常说")
    await second.hangs_up()
    third = await a_caller(hotline)
    assert isinstance(third.step, Listen)
    assert third.step.prompt[0].pace is Pace.NORMAL


async def test_a_call_is_a_conversation_of_its_own_that_says_nothing_of_the_number(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    other = await a_caller(hotline)
    await other.says("高血压能吃柚子吗")
    kept = {message.conversation_id for message in hotline.kept()}
    assert len(kept) == 2
    assert not any(NUMBER in name for name in kept)
    assert {message.channel for message in hotline.kept()} == {"phone"}
    assert {message.grade for message in hotline.kept()} == {TriageGrade.ROUTINE}
