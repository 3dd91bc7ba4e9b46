"""Which department: told at once where it is clear, asked for where it is not, and never a dead end."""

from dataclasses import replace

from knowledge_base.guidance import Elsewhere
from tests.actions.making import Actions, Answer, answering, beginning, tracker
from tests.guide import NOTHING, ScriptedGuide, asking, recommended

SINCE = asking("疼了多久？", ("三天以内", "更久"))
SLOTS = {"guidance_text": "膝盖痛", "guidance_answers": []}
PUT = {"id": SINCE.id, "text": SINCE.text, "choices": [[one.id, one.label] for one in SINCE.choices]}
OPEN = {"id": "open", "text": "", "choices": [], "number": 0}


def asked(number: int = 1) -> dict[str, object]:
    return {**SLOTS, "guidance_question": {**PUT, "number": number}}


def hear(
    actions: Actions, said: str, *, number: int = 1, intent: str = "nlu_fallback", **slots: object
) -> Answer:
    state = answering(
        said, form="guidance_form", asked="guidance_answer", slots={**asked(number), **slots}, intent=intent
    )
    return actions.run("validate_guidance_form", state)


def test_departments_come_with_reason_place_and_hours_and_the_offer_to_book(
    actions: Actions, guide: ScriptedGuide
) -> None:
    guide.known["膝盖"] = recommended("骨科", "风湿免疫科")
    reply = actions.run("action_find_department", tracker("膝盖痛挂什么科", intent="ask_department"))
    assert reply.said == ("utter_departments",)
    assert "1. 骨科：门诊楼一楼西侧，每天上午、下午。骨科看这个。" in reply.text
    assert "2. 风湿免疫科" in reply.text
    assert reply.buttons == ("帮我预约骨科", "帮我预约风湿免疫科", "不用了")
    assert reply.slots["offer"] == "booking"
    assert reply.slots["guided"] == ["骨科", "风湿免疫科"]


def test_what_would_separate_the_departments_is_asked_first(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科", "风湿免疫科", question=SINCE)
    reply = actions.run("action_find_department", tracker("膝盖痛挂什么科", intent="ask_department"))
    assert reply.said == ()
    assert reply.then == "guidance_form"
    begun = actions.run(
        "validate_guidance_form", beginning("膝盖痛挂什么科", form="guidance_form", slots=reply.slots)
    )
    assert begun.said == ("utter_guidance_question",)
    assert begun.text == "请问：疼了多久？"
    assert begun.buttons == ("三天以内", "更久")


def test_an_answer_in_free_words_ends_the_questions(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known |= {"膝盖": recommended("骨科", question=SINCE), "更久": recommended("风湿免疫科")}
    reply = hear(actions, "有半年了，更久一些")
    assert reply.slots["guidance_answers"] == [["疼了多久？", "更久"]]
    assert reply.slots["guidance_answer"] == "answered"
    told = actions.run("action_find_department", tracker("更久", slots={**SLOTS, **reply.slots}))
    assert "1. 风湿免疫科" in told.text
    assert guide.asked[-1].text == "膝盖痛"
    assert guide.asked[-1].answers == (("疼了多久？", "更久"),)
    assert told.slots["guidance_text"] is None


def test_a_second_question_is_asked_and_no_third(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科", question=asking("肿不肿？", ("肿", "不肿")))
    second = hear(actions, "更久")
    assert second.said == ("utter_guidance_question",)
    assert "guidance_answer" not in second.slots
    assert hear(actions, "更久", number=2).slots["guidance_answer"] == "answered"


def test_whoever_cannot_say_is_told_what_is_known(actions: Actions) -> None:
    assert hear(actions, "说不清，不知道").slots["guidance_answer"] == "answered"


def test_more_of_the_story_counts_as_told(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["早上手也僵"] = recommended("风湿免疫科")
    reply = hear(actions, "早上手也僵", intent="describe_symptoms")
    assert reply.slots["guidance_text"] == "膝盖痛\n早上手也僵"
    assert reply.slots["guidance_answer"] == "answered"


def test_whom_it_is_about_may_be_told_instead_of_an_answer(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known |= {
        "膝盖": recommended("骨科", question=SINCE),
        "七十三": recommended("老年医学科", question=SINCE),
    }
    reply = hear(actions, "是我妈，今年七十三了")
    assert reply.slots["guidance_text"] == "膝盖痛\n是我妈，今年七十三了"
    assert reply.said == ("utter_guidance_question",)
    assert reply.slots["guidance_question"]["number"] == 1
    assert hear(actions, "是我妈，今年七十三了", attempts=1).slots["guidance_answer"] == "answered"


def test_the_open_question_is_put_once_more_where_nothing_hurts_yet(actions: Actions) -> None:
    first = hear(actions, "是我妈", guidance_question=OPEN)
    assert first.said == ("utter_guidance_unclear", "utter_guidance_open")
    assert hear(actions, "嗯", guidance_question=OPEN, attempts=1).slots["guidance_answer"] == "answered"


def test_what_is_unclear_is_asked_again_once(actions: Actions) -> None:
    first = hear(actions, "嗯嗯啊啊")
    assert first.said == ("utter_guidance_unclear", "utter_guidance_question")
    assert hear(actions, "嗯嗯啊啊", attempts=1).slots["guidance_answer"] == "answered"


def test_a_question_of_another_kind_is_let_through_and_not_asked_after(actions: Actions) -> None:
    assert hear(actions, "膏药能不能和降压药一起用", intent="ask_medicine").events == ()
    resumed = tracker(
        "膏药能不能和降压药一起用",
        intent="ask_medicine",
        form="guidance_form",
        slots={**asked(), "requested_slot": "guidance_answer"},
        before=[{"event": "active_loop", "name": "guidance_form"}],
        after=[
            {"event": "action", "name": "action_search_knowledge"},
            {"event": "action", "name": "guidance_form"},
        ],
    )
    assert actions.run("validate_guidance_form", resumed).slots["guidance_answer"] == "answered"


def test_the_questions_can_be_left(actions: Actions) -> None:
    reply = hear(actions, "算了", intent="deny")
    assert reply.slots["form_outcome"] == "cancelled"
    assert reply.slots["requested_slot"] is None


def test_a_person_asked_for_is_let_through(actions: Actions) -> None:
    assert hear(actions, "转人工", intent="request_person").events == ()


def test_where_nothing_was_told_the_complaint_is_asked_for(actions: Actions, guide: ScriptedGuide) -> None:
    reply = actions.run("action_find_department", tracker("我不知道该挂哪个科", intent="ask_department"))
    assert reply.then == "guidance_form"
    begun = actions.run("validate_guidance_form", beginning("我", form="guidance_form", slots=reply.slots))
    assert begun.said == ("utter_guidance_open",)
    guide.known["膝盖"] = recommended("骨科")
    heard = hear(actions, "我妈膝盖疼", intent="describe_symptoms", guidance_question=OPEN)
    assert heard.slots["guidance_answer"] == "answered"
    assert "我妈膝盖疼" in heard.slots["guidance_text"]


def test_the_complaint_told_before_is_remembered(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科")
    reply = actions.run(
        "action_find_department",
        tracker("那挂什么科", intent="ask_department", slots={"question": "膝盖痛走不了路"}),
    )
    assert "1. 骨科" in reply.text


def test_what_stays_undecided_ends_with_general_practice_or_a_person(actions: Actions) -> None:
    slots = {**SLOTS, "guidance_question": OPEN, "guidance_answer": "answered"}
    reply = actions.run("action_find_department", tracker("说不清", slots=slots))
    assert reply.said == ("utter_departments_unsure",)
    assert "全科医学科" in reply.text
    assert "请护士给您回电话" in reply.text
    assert reply.slots["offer"] == "booking"


def test_one_goes_to_the_emergency_department_without_booking(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["切了"] = recommended("急诊科", "普通外科")
    reply = actions.run("action_find_department", tracker("手切了挂什么科", intent="ask_department"))
    assert reply.said == ("utter_departments_at_once",)
    assert reply.slots["offer"] is None


def test_what_only_a_branch_has_is_told_with_its_place(actions: Actions, guide: ScriptedGuide) -> None:
    away = (Elsewhere(department="针灸推拿科", place="龙潭分院"),)
    guide.known["扎针"] = replace(NOTHING, elsewhere=away)
    reply = actions.run("action_find_department", tracker("扎针挂什么科", intent="ask_department"))
    assert reply.said == ("utter_departments_elsewhere",)
    assert "针灸推拿科：龙潭分院" in reply.text


def test_what_no_hospital_here_has_is_said_and_a_nurse_offered(
    actions: Actions, guide: ScriptedGuide
) -> None:
    guide.known["试管"] = replace(NOTHING, elsewhere=(Elsewhere(department="生殖医学科", place=None),))
    reply = actions.run("action_find_department", tracker("做试管挂什么科", intent="ask_department"))
    assert reply.said == ("utter_departments_lacking",)
    assert "生殖医学科" in reply.text
    assert reply.slots["offer"] == "nurse"


def test_words_that_only_ask_describe_nothing_whatever_a_ranking_says(
    actions: Actions, guide: ScriptedGuide
) -> None:
    guide.known["科"] = recommended("全科医学科")
    for said in ("我不知道该挂哪个科", "请问我应该看什么科呢？", "那挂啥号"):
        assert actions.run("action_find_department", tracker(said)).then == "guidance_form"
    assert guide.asked == []


def test_inside_another_form_nothing_else_is_offered(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["心慌"] = recommended("心血管内科", question=SINCE)
    reply = actions.run("action_find_department", tracker("心慌挂什么科", form="booking_form"))
    assert reply.said == ("utter_departments_in_form",)
    assert "offer" not in reply.slots


def test_symptoms_nothing_is_known_about_lead_to_a_department(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科")
    told = actions.run("action_search_knowledge", tracker("膝盖响", intent="describe_symptoms"))
    assert told.then == "action_find_department"
    assert told.said == ()
    unknown = actions.run("action_search_knowledge", tracker("呼啦呼啦", intent="describe_symptoms"))
    assert unknown.said == ("utter_request_rephrase",)


def test_yes_books_the_first_and_a_number_the_one_counted(actions: Actions) -> None:
    slots = {"guided": ["骨科", "风湿免疫科"]}
    for said, intent, department in (
        ("好的", "affirm", "骨科"),
        ("第二个", "choose_offered", "风湿免疫科"),
        ("帮我预约风湿免疫科", "book_visit", "风湿免疫科"),
    ):
        state = beginning(said, form="booking_form", slots=slots, intent=intent)
        assert actions.run("validate_booking_form", state).slots["department"] == department
