"""What stands in a draft: previewed as it will be told, and kept from telling of anybody."""

from collections.abc import Callable

import pytest
import yaml

from console.overlay import EMERGENCY
from console.paths import BOT
from desk import Desk
from desk.digest_words import aspect_name
from desk.draft_refusals import DRAFT_REFUSALS
from desk.draft_words import DRAFT_WORDS, draft_words
from hotline.drafts import list_drafts
from knowledge_base.entries import ASPECTS
from knowledge_base.search.searching import Reason
from tests.desk.drafting import QUESTIONS, SetTrial, done, send, write, written
from tests.desk.person import Person
from tests.hotline.drafts.making import a_draft, words


@pytest.fixture
def gu(person: Callable[[str], Person]) -> Person:
    return person("gu")


def page(person: Person, address: str) -> str:
    return person.client.get(address).text


def test_a_draft_can_be_saved_before_everything_is_known(desk: Desk, gu: Person) -> None:
    address = written(gu, answer="", source="", year="", topic_id="")
    assert "还没有写：主题、文字回答、依据、年份" in page(gu, address)
    refused = send(gu, address, "submit")
    assert refused.status_code == 422
    assert "补上再送审" in refused.text


def test_it_is_shown_as_the_patient_will_see_and_hear_it(gu: Person, desk: Desk) -> None:
    address = written(gu, answer="停车的事请打{hotline}。", spoken="停车的事请打{hotline}。")
    found = page(gu, address)
    line = desk.hospital.placeholders["hotline"]
    assert f"停车的事请打{line}。\n就医提醒：病人走不动" in found
    assert "来源：《停车管理规定（示例）》示例县总医院，2026年 · 已审核" in found
    assert f"停车的事请打{line}。<br>就医提醒：病人走不动" in found


def test_the_preview_is_worded_as_the_bot_words_it() -> None:
    responses = yaml.safe_load((BOT / "domain" / "responses.yml").read_text(encoding="utf-8"))
    said = responses["responses"]["utter_entry"][0]["text"]
    assert draft_words().part("preview", "chat") == said


def test_a_patients_name_and_number_are_not_even_kept(desk: Desk, gu: Person) -> None:
    refused = write(gu, answer="请打13800001234找我叫王小明。")
    assert refused.status_code == 422
    assert "“13800001234”" in refused.text
    assert "请打13800001234找我叫王小明。</textarea>" in refused.text
    with desk.database.reading() as session:
        assert not list_drafts(session)


def test_a_number_that_came_in_another_way_keeps_it_from_being_submitted(desk: Desk, gu: Person) -> None:
    told = words(topic_id="hypertension", questions=QUESTIONS, answer="请打13800001234。")
    with desk.database.transaction() as session:
        address = f"/desk/drafts/{a_draft(session, words=told).id}"
    assert "请先去掉" in page(gu, address)
    for checked in ("", "yes"):
        refused = send(gu, address, "submit", checked=checked)
        assert refused.status_code == 422
        assert "“13800001234”" in refused.text


def test_what_may_tell_of_somebody_is_looked_at_first(desk: Desk, gu: Person) -> None:
    address = written(gu, answer="2026年1月起，请带户口本来办。")
    assert "请核对是不是患者的" in page(gu, address)
    refused = send(gu, address, "submit")
    assert refused.status_code == 422
    assert "户口" in refused.text
    done(gu, address, "submit", checked="yes")


def test_the_houses_own_number_is_nobodys(desk: Desk, gu: Person) -> None:
    number = desk.hospital.lines["hotline"].number
    address = written(gu, answer=f"请打{number}。", spoken="请打热线。")
    done(gu, address, "submit")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, "还有必填的内容"),
        ({"kind": "essay"}, "选项里没有"),
        ({"topic_id": "refusals"}, "选项里没有"),
        ({"aspect": "gossip"}, "选项里没有"),
        ({"year": "去年"}, "请写四位数字"),
        ({"year": "2" * 5000}, "请写四位数字"),
        ({"answer": "停" * 300}, "写得太长了"),
        ({"questions": "\n".join(f"停车{n}" for n in range(30))}, "问法太多了"),
        ({"questions": "停" * 100}, "写得太长了"),
        ({"kind": "phrasings", "entry_id": "hypertension.none"}, "选项里没有"),
    ],
)
def test_a_form_that_makes_no_sense_comes_back_as_it_was_typed(
    gu: Person, changed: dict[str, str], said: str
) -> None:
    refused = write(gu, **changed)
    assert refused.status_code == 422
    assert said in refused.text
    if "kind" not in changed:
        assert "示例县总医院" in refused.text


@pytest.mark.parametrize("reason", [*(reason.value for reason in Reason), EMERGENCY])
def test_a_trial_tells_of_each_question_why_it_failed(gu: Person, trial: SetTrial, reason: str) -> None:
    """A refusal has an entry of its own, which is no answer to speak of."""
    trial.lost, trial.reasons = {QUESTIONS[1]}, {QUESTIONS[1]: reason}
    sent_back = send(gu, written(gu), "try")
    why = draft_words().name("reasons", reason)
    assert f"“{QUESTIONS[1]}”找不到这个答案：{why}" in sent_back.text


def test_every_refusal_aspect_and_reason_has_its_words() -> None:
    words = yaml.safe_load(DRAFT_WORDS.read_text(encoding="utf-8"))
    assert set(words["refusals"]) == set(DRAFT_REFUSALS.values())
    assert all(aspect_name(one) != one for one in ASPECTS)
    assert set(words["reasons"]) == {reason.value for reason in Reason} | {EMERGENCY}
