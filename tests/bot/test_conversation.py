"""Whole conversations with a real Rasa: nobody is lost, nothing has to be said twice."""

import re

import pytest

from hotline.ledger import Ledger
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketRequest
from tests.bot.conftest import Conversation

pytestmark = pytest.mark.whole
CODE = re.compile(r"进度码 (\d{6})")


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[1]


def test_a_form_is_interrupted_by_a_question_and_taken_up_again(
    caller: Conversation, bot_ledger: Ledger
) -> None:
    assert "不能当场转接" in caller.say("转人工")
    assert "请留一个方便接听的电话" in caller.say("我妈最近总是头晕，想请护士看看")
    interrupted = caller.say("降压药期间能吃柚子吗")
    assert "来源：" in interrupted
    assert "请留一个方便接听的电话" in interrupted
    done = caller.say("幺三八零零幺三八零零零")
    assert "首接负责人" in done
    progress = bot_ledger.find_progress(code_in(done), phone_last_four="8000")
    assert progress is not None
    assert progress.kind is TicketKind.HANDOFF


def test_a_question_asked_before_is_the_concern(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    assert "请留一个方便接听的电话" in caller.say("好的")
    assert "工单号" in caller.say("13800138000")


def test_leaving_a_form_loses_nothing(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    caller.say("好的")
    assert "先不办了" in caller.say("算了，不用了")
    assert len(caller.replies) == 1
    assert "请留一个方便接听的电话" in caller.say("转人工")
    assert "工单号" in caller.say("不方便留电话")


def test_not_understanding_twice_ends_with_a_person(caller: Conversation) -> None:
    assert "换个说法" in caller.say("咕噜咕噜哗啦")
    assert "请护士来回答您" in caller.say("哗啦啦咕噜噜")
    assert caller.buttons == ["好的", "不用了"]
    assert "请留一个方便接听的电话" in caller.say("好的")
    assert "工单号" in caller.say("13800138000")


def test_three_unclear_answers_end_with_a_ticket(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    caller.say("好的")
    caller.say("嗯好")
    caller.say("嗯好")
    assert "工单号" in caller.say("嗯好")


def test_yes_means_what_was_offered_last(caller: Conversation) -> None:
    assert "请直接说" in caller.say("好的")
    assert "心血管内科" in caller.say("心慌挂什么科")
    assert "给您自己约，还是给家里人约" in caller.say("好的")


def test_a_booking_from_its_first_word_to_its_ticket(caller: Conversation) -> None:
    assert "给您自己约" in caller.say("我想挂个号")
    assert "叫什么名字" in caller.say("我妈妈")
    assert "想看哪个科" in caller.say("林阿水")
    assert "想哪一天来" in caller.say("心内科")
    assert "请留一个方便接听的电话" in caller.say("下周三上午")
    done = caller.say("0591-22345678")
    assert "预约申请已登记" in done
    assert caller.custom[0]["kind"] == "ticket"


def test_a_person_may_be_asked_for_in_the_middle_of_a_booking(caller: Conversation) -> None:
    caller.say("我想挂个号")
    assert "由护士打电话给您" in caller.say("转人工")


def test_context_carries_over(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    assert "来源：" in caller.say("那饮食呢")
    said = [reply["text"] for reply in caller.replies if "text" in reply]
    again = caller.say("再说一遍")
    assert [reply["text"] for reply in caller.replies if "text" in reply] == said
    assert again


def test_an_urgent_message_is_never_small_talk(caller: Conversation, bot_ledger: Ledger) -> None:
    request = TicketRequest(
        kind=TicketKind.QUESTION,
        conversation_id=caller.sender,
        channel="web",
        grade=TriageGrade.URGENT,
        summary="谢谢，我头晕得站不住",
        duty_nurse="林护士",
    )
    receipt = bot_ledger.open_ticket(request)
    ticket = {
        "number": receipt.number,
        "code": receipt.progress_code,
        "due": receipt.feedback_due_at.isoformat(),
        "nurse": "林护士",
    }
    first = caller.say("谢谢", grade="urgent", ticket=ticket)
    assert receipt.number in first
    assert "请留一个方便接听的电话" in first
    assert "电话记下了，尾号 8000" in caller.say("138 0013 8000")
    assert bot_ledger.find_progress(receipt.progress_code, phone_last_four="8000") is not None


def test_progress_is_told_by_the_code(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    caller.say("好的")
    code = code_in(caller.say("13800138000"))
    assert "已经登记" in caller.say("我想查工单的办理进度")
    other = Conversation(caller.server)
    assert "六位进度码" in other.say("我想查工单的办理进度")
    assert "后四位" in other.say(code)
    assert "已经登记" in other.say("8000")


def test_no_entity_comes_twice(caller: Conversation) -> None:
    entities = caller.server.parse("高血压看心内科还是看心血管内科")["entities"]
    spans = [(one["start"], one["end"]) for one in entities]
    assert len(spans) == len(set(spans))
    assert ("topic", "高血压") in {(one["entity"], one["value"]) for one in entities}
    assert {one["value"] for one in entities if one["entity"] == "department"} == {"心血管内科"}


def test_a_refused_offer_ends_with_one_sentence(caller: Conversation) -> None:
    caller.say("我自己把药减了一半")
    assert "先不登记" in caller.say("不用了")
    assert len(caller.replies) == 1
    assert "随时告诉我" in caller.say("不用了")


def test_one_question_is_asked_and_its_answer_leads_to_the_departments(caller: Conversation) -> None:
    assert "扭伤过" in caller.say("我膝盖疼，该挂哪个科")
    assert caller.buttons == ["扭伤", "慢慢疼", "不知道"]
    told = caller.say("慢慢疼起来的，有两年了")
    assert "1. 风湿免疫科" in told
    assert "2. 骨科" in told
    assert "给您自己约" in caller.say("第二个")
    assert "叫什么名字" in caller.say("我自己")
    assert "想哪一天来" in caller.say("不方便")


def test_another_question_leaves_the_one_about_the_department(caller: Conversation) -> None:
    caller.say("我膝盖疼，该挂哪个科")
    both = caller.say("降压药期间能吃柚子吗")
    assert "来源：" in both
    assert "1. 骨科" in both
    assert "先不登记" in caller.say("不用了")


def test_the_question_about_the_department_can_be_left(caller: Conversation) -> None:
    caller.say("我膝盖疼，该挂哪个科")
    assert "先不办了" in caller.say("算了，不用了")
    assert "扭伤过" in caller.say("我膝盖疼，该挂哪个科")


def test_a_person_is_reached_out_of_the_question_about_the_department(caller: Conversation) -> None:
    caller.say("我膝盖疼，该挂哪个科")
    assert "请留一个方便接听的电话" in caller.say("转人工")
    assert "工单号" in caller.say("13800138000")


def test_whoever_names_no_complaint_is_asked_for_it(caller: Conversation) -> None:
    assert "哪里不舒服" in caller.say("我不知道该挂哪个科")
    assert "扭伤过" in caller.say("我妈膝盖疼")
    assert "1. 骨科" in caller.say("不知道")
