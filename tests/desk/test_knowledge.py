"""Answers while a nurse types: by letters at once, by meaning when she pauses."""

from collections.abc import Callable
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest
from httpx2 import Response

from desk import Desk
from desk.knowledge import MOST_FOUND, Certainty, How, look_up
from desk.knowledge_look import KnowledgeLook, Shelf
from knowledge_base import KnowledgeBase
from tests.desk.knowing import DIET, GOUT, KNOWN, REFUSED, STOPPED, ToldSearch, a_topic, an_entry
from tests.desk.person import Person, token_in


def tell(person: Person, asked: str, how: str = "typing") -> Response:
    token = token_in(person.queue())
    return person.client.post("/desk/knowledge", data={"form_token": token, "q": asked, "how": how})


def ids(typed: str) -> list[str]:
    return [entry.id for entry in Shelf(KNOWN).find(typed, limit=5)]


def test_a_topic_is_found_by_its_name_its_alias_and_its_beginning() -> None:
    assert ids("痛风")[0] == GOUT.id
    assert ids("尿酸高")[0] == GOUT.id
    assert set(ids("高血")) == {DIET.id, STOPPED.id}


def test_the_entry_whose_questions_share_most_comes_first() -> None:
    assert ids("血压药停了")[0] == STOPPED.id
    assert ids("血压高少吃盐")[0] == DIET.id
    assert ids("高血压平时怎么吃")[:2] == [DIET.id, STOPPED.id]


def test_wide_letters_and_capitals_are_the_same_letters() -> None:
    one = an_entry("ct.what", topic_name="CT检查", questions=("做CT要空腹吗",))
    shelf = Shelf(KnowledgeBase((a_topic(one),)))
    for typed in ("ct", "CT", "ＣＴ"):
        assert shelf.find(typed, limit=3) == (one,)


@pytest.mark.parametrize("typed", ["", "  ", "。。", "zzz", "骉"])
def test_what_shares_nothing_finds_nothing(typed: str) -> None:
    assert ids(typed) == []


def test_what_we_refuse_is_no_answer() -> None:
    assert REFUSED.id not in ids("药量加倍行不行")


def test_an_empty_knowledge_base_finds_nothing() -> None:
    assert Shelf(KnowledgeBase(())).find("高血压", limit=3) == ()


def test_newer_files_are_read_and_the_old_ones_serve_meanwhile() -> None:
    served = [KNOWN]
    look = KnowledgeLook(lambda: served[0])
    assert look.find("痛风", limit=1) == (GOUT,)
    served[0] = KnowledgeBase((a_topic(DIET),))
    before = threads()
    look.find("痛风", limit=1)
    for thread in threads() - before:
        thread.join()
    assert look.find("痛风", limit=1) == ()


def threads() -> set[Thread]:
    return {thread for thread in enumerate_threads() if thread.name == "desk-knowledge"}


def found(desk: Desk, asked: str, how: How = How.PAUSED) -> list[str]:
    look = KnowledgeLook(lambda: desk.knowledge.knowledge)
    return [entry.id for entry in look_up(desk, look, asked=asked, how=how).entries]


def test_typing_asks_no_model(desk: Desk, knowledge: ToldSearch) -> None:
    assert found(desk, "痛风", How.TYPING)[0] == GOUT.id
    assert knowledge.asked == []


def test_a_pause_puts_meaning_before_letters_each_entry_once(desk: Desk, knowledge: ToldSearch) -> None:
    knowledge.nearest = (STOPPED, GOUT)
    assert found(desk, "高血压怎么吃") == [STOPPED.id, GOUT.id, DIET.id]


def test_without_the_model_the_letters_answer(desk: Desk, knowledge: ToldSearch) -> None:
    knowledge.is_away = True
    assert found(desk, "痛风")[0] == GOUT.id


def test_what_the_bot_would_do_is_said(chen: Person, knowledge: ToldSearch) -> None:
    knowledge.nearest, knowledge.abstained = (DIET,), True
    assert "拿不准" in tell(chen, "高血压", "paused").text
    knowledge.refusal = REFUSED
    page = tell(chen, "药量加倍", "paused").text
    assert "我们不做" in page
    assert page.index(REFUSED.answer) < page.index(DIET.answer)


def test_no_more_than_fits(desk: Desk) -> None:
    many = KnowledgeBase((a_topic(*(an_entry(f"hypertension.n{n}") for n in range(30))),))
    look = KnowledgeLook(lambda: many)
    assert len(look_up(desk, look, asked="高血压", how=How.PAUSED).entries) == MOST_FOUND
    assert look_up(desk, look, asked=" ", how=How.PAUSED).certainty is Certainty.UNKNOWN


def test_an_entry_shows_all_that_a_nurse_needs(chen: Person) -> None:
    piece = tell(chen, "高血压怎么吃").text
    assert "<html" not in piece
    for words in (
        DIET.title,
        DIET.answer,
        DIET.spoken,
        DIET.seek_care,
        DIET.id,
        "待临床审核",
        "《中国高血压防治指南》中国高血压联盟，2024年",
        'data-copy="1"',
    ):
        assert words in piece


def test_the_page_works_without_scripts(chen: Person, knowledge: ToldSearch) -> None:
    knowledge.nearest = (GOUT,)
    answer = chen.client.get("/desk/knowledge", params={"q": "喝酒行吗"})
    assert answer.status_code == 200
    assert GOUT.answer in answer.text
    assert 'value="喝酒行吗"' in answer.text
    knowledge.nearest = ()
    assert "没有找到" in chen.client.get("/desk/knowledge", params={"q": "zzz"}).text


def test_everybody_signed_in_may_look_and_nobody_else(person: Callable[[str], Person], chen: Person) -> None:
    for username in ("gu", "he", "wang"):
        assert person(username).client.get("/desk/knowledge").status_code == 200
    chen.client.cookies.clear()
    answer = chen.client.get("/desk/knowledge")
    assert answer.headers["location"] == "/desk/sign-in?next=%2Fdesk%2Fknowledge"


def test_a_piece_needs_the_form_token(chen: Person) -> None:
    answer = chen.client.post("/desk/knowledge", data={"q": "高血压", "how": "typing"})
    assert answer.status_code == 403


def test_hostile_words_are_never_run(chen: Person) -> None:
    page = chen.client.get("/desk/knowledge", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_the_panel_stands_beside_a_ticket_and_a_call(chen: Person, number: str) -> None:
    for page in (chen.ticket(number), chen.client.get("/desk/calls/new").text):
        assert "data-knowledge" in page
        assert 'target="_blank"' in page
    chen.do("accept", number)
    assert "data-reply" in chen.ticket(number)
