"""A draft on the desk: written by one, approved by another, and told to nobody in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk import Desk
from hotline.drafts import DraftKind, DraftState, approved_drafts, history_of
from hotline.staff import StaffRole, change_role
from knowledge_base.overlay import OwnEntry, own_id
from knowledge_base.search.trial import Disturbed
from tests.desk.drafting import QUESTIONS, WRITTEN, SetTrial, approval, done, kept, send, written
from tests.desk.person import Person
from tests.hotline.drafts.making import TODAY
from tests.hotline.making import SetClock


@pytest.fixture
def gu(person: Callable[[str], Person]) -> Person:
    return person("gu")


@pytest.fixture
def shen(person: Callable[[str], Person]) -> Person:
    return person("shen")


@pytest.fixture
def address(gu: Person) -> str:
    return written(gu)


@pytest.fixture
def submitted(gu: Person, address: str) -> str:
    done(gu, address, "submit")
    return address


@pytest.fixture
def approved(desk: Desk, shen: Person, submitted: str) -> str:
    done(shen, submitted, "approve", **approval(desk, submitted))
    return submitted


def told(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [one.words.answer for one in approved_drafts(session, today=TODAY)]


def page(person: Person, address: str = "/desk/drafts") -> str:
    return person.client.get(address).text


def test_what_is_written_is_kept_and_told_to_nobody(desk: Desk, gu: Person, address: str) -> None:
    draft = kept(desk, address)
    assert draft.words.questions == QUESTIONS
    assert draft.words.year == 2026
    assert draft.written_by == "gu"
    assert not told(desk)
    assert "还没有送审" in page(gu, address)


def test_submitting_tries_every_question_first(desk: Desk, trial: SetTrial, submitted: str) -> None:
    own, draft = trial.tried[0], kept(desk, submitted)
    assert isinstance(own, OwnEntry)
    assert own.questions == QUESTIONS
    assert own.id == own_id(topic_id="hypertension", draft=str(draft.id))
    assert draft.kept_state is DraftState.SUBMITTED
    assert draft.trial is not None
    assert len(draft.trial["asked"]) == len(QUESTIONS)


def test_a_question_that_would_not_be_found_keeps_it_from_being_submitted(
    desk: Desk, gu: Person, trial: SetTrial, address: str
) -> None:
    trial.lost = {QUESTIONS[1]}
    trial.disturbed = (Disturbed(question="血压高要少吃盐吗", entry_id="hypertension.diet", now=None),)
    refused = send(gu, address, "submit")
    assert refused.status_code == 409
    assert f"“{QUESTIONS[1]}”找不到这个答案：答成了“痛风能吃海鲜吗”" in refused.text
    assert "“血压高要少吃盐吗”本来找到“高血压平时怎么吃”" in refused.text
    assert kept(desk, address).kept_state is DraftState.WRITTEN


def test_questions_that_leave_the_caller_to_choose_are_named(
    gu: Person, trial: SetTrial, address: str
) -> None:
    trial.among_others = set(QUESTIONS[:4])
    refused = send(gu, address, "submit")
    assert refused.status_code == 409
    assert "只会和别的答案一起列出来让人挑" in refused.text
    assert refused.text.count(f"<li>{QUESTIONS[3]}</li>") == 2
    assert refused.text.count(f"<li>{QUESTIONS[4]}</li>") == 1


def test_a_trial_can_be_made_without_submitting(desk: Desk, gu: Person, address: str) -> None:
    tried = send(gu, address, "try")
    assert "通过：5种问法都能找到这个答案" in tried.text
    assert kept(desk, address).kept_state is DraftState.WRITTEN


def test_without_a_search_nothing_is_submitted_or_approved(
    desk: Desk, gu: Person, shen: Person, trial: SetTrial, address: str
) -> None:
    trial.is_away = True
    assert send(gu, address, "submit").status_code == 503
    trial.is_away = False
    done(gu, address, "submit")
    trial.is_away = True
    refused = send(shen, address, "approve", **approval(desk, address))
    assert refused.status_code == 503
    assert not told(desk)


def test_a_clinician_approves_exactly_what_was_read(desk: Desk, shen: Person, approved: str) -> None:
    assert told(desk) == [WRITTEN["answer"]]
    found = page(shen, approved)
    assert "患者问到就会听到这些话" in found
    assert "用到2027年11月23日" in found
    assert "沈医生" in found


def test_what_was_edited_after_it_was_read_is_not_approved(
    desk: Desk, gu: Person, shen: Person, submitted: str
) -> None:
    read = approval(desk, submitted)
    seen = str(kept(desk, submitted).revision)
    done(gu, submitted, "save", seen=seen, **WRITTEN | {"answer": "改过的话。"})
    done(gu, submitted, "submit")
    refused = send(shen, submitted, "approve", **read)
    assert refused.status_code == 409
    assert "有人改过这份草稿" in refused.text
    assert not told(desk)


def test_the_author_is_told_to_ask_another_clinician(desk: Desk, shen: Person) -> None:
    address = written(shen)
    done(shen, address, "submit")
    found = page(shen, address)
    assert "您写过其中的字句，要请另一位临床审核医生来审核" in found
    assert "我已逐字读过" not in found
    refused = send(shen, address, "approve", **approval(desk, address))
    assert refused.status_code == 409
    assert "不能自己批准" in refused.text


@pytest.mark.parametrize("username", ["gu", "chen", "xu", "fang"])
def test_neither_manager_nor_administrator_stands_in(
    desk: Desk, person: Callable[[str], Person], submitted: str, username: str
) -> None:
    other = person(username)
    assert "我已逐字读过" not in page(other, submitted)
    for work in ("approve", "return"):
        refused = send(other, submitted, work, **approval(desk, submitted), reason="不对")
        assert refused.status_code == 409
        assert "只有临床审核医生可以批准和退回" in refused.text
    assert not told(desk)


def test_a_clinician_whose_role_changed_meanwhile_approves_nothing(
    desk: Desk, shen: Person, submitted: str
) -> None:
    with desk.database.transaction() as session:
        change_role(session, username="shen", role=StaffRole.EDITOR, department=None)
    assert send(shen, submitted, "approve", **approval(desk, submitted)).status_code == 409
    assert not told(desk)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"read": ""}, "请先逐字读过"),
        ({"expires_on": ""}, "还有必填的内容"),
        ({"expires_on": "明年"}, "请选一个日子"),
        ({"expires_on": "2026-11-23"}, "日子要在今天以后"),
        ({"expires_on": "2029-01-01"}, "最晚不超过24个月"),
    ],
)
def test_an_approval_names_its_day_and_was_read(
    desk: Desk, shen: Person, submitted: str, changed: dict[str, str], said: str
) -> None:
    refused = send(shen, submitted, "approve", **approval(desk, submitted, **changed))
    assert refused.status_code == 422
    assert said in refused.text
    assert not told(desk)


def test_a_day_that_was_chosen_stands_again_where_the_tick_was_forgotten(
    desk: Desk, shen: Person, submitted: str
) -> None:
    refused = send(shen, submitted, "approve", **approval(desk, submitted, read="", expires_on="2027-03-05"))
    assert 'value="2027-03-05"' in refused.text
    done(shen, submitted, "approve", **approval(desk, submitted, expires_on="2027-03-05"))
    assert "批准，用到2027年3月5日" in page(shen, submitted)


def test_new_words_of_what_ran_out_do_not_claim_that_the_old_ones_are_heard(
    desk: Desk, clock: SetClock, person: Callable[[str], Person], gu: Person, approved: str
) -> None:
    heard = "患者听到的仍是原来批准的那些话"
    done(gu, approved, "save", seen=str(kept(desk, approved).revision), **WRITTEN | {"answer": "改了。"})
    assert heard in page(gu, approved)
    clock.at += timedelta(days=800)
    found = page(person("gu"), approved)
    assert heard not in found
    assert "还没有送审，谁也听不到。" in found


def test_what_is_returned_says_why_to_whoever_wrote_it(
    desk: Desk, gu: Person, shen: Person, submitted: str
) -> None:
    assert send(shen, submitted, "return", reason="").status_code == 422
    done(shen, submitted, "return", reason="规定去年改过，请写新的")
    assert "请按意见修改后再送审：规定去年改过，请写新的" in page(gu, submitted)
    assert 'id="returned"' in page(gu)
    seen = str(kept(desk, submitted).revision)
    done(gu, submitted, "save", seen=seen, **WRITTEN | {"year": "2025"})
    done(gu, submitted, "submit")
    done(shen, submitted, "approve", **approval(desk, submitted))


def test_a_new_version_shows_what_changed_and_leaves_the_old_one_told(
    desk: Desk, person: Callable[[str], Person], shen: Person, approved: str
) -> None:
    chen, seen = person("chen"), str(kept(desk, approved).revision)
    done(chen, approved, "save", seen=seen, **WRITTEN | {"answer": "东门外也能停。"})
    assert told(desk) == [WRITTEN["answer"]]
    done(chen, approved, "submit")
    found = page(shen, approved)
    assert f"<del>{WRITTEN['answer']}</del>" in found
    assert "<ins>东门外也能停。</ins>" in found
    assert "患者正在听到" in found


def test_an_edit_of_an_old_page_is_not_lost_and_overwrites_nothing(
    desk: Desk, person: Callable[[str], Person], gu: Person, address: str
) -> None:
    seen = str(kept(desk, address).revision)
    done(person("chen"), address, "save", seen=seen, **WRITTEN | {"answer": "先改的。"})
    refused = send(gu, address, "save", seen=seen, **WRITTEN | {"answer": "后改的。"})
    assert refused.status_code == 409
    assert "后改的。" in refused.text
    assert kept(desk, address).words.answer == "先改的。"
    assert send(gu, address, "save", **WRITTEN).status_code == 409


def test_who_submits_submits_the_words_his_page_showed(
    desk: Desk, person: Callable[[str], Person], gu: Person, address: str
) -> None:
    shown = kept(desk, address)
    done(person("chen"), address, "save", seen=str(shown.revision), **WRITTEN | {"answer": "李阿婆问的。"})
    refused = send(gu, address, "submit", seen=str(shown.revision), checked="yes")
    assert refused.status_code == 409
    assert "有人改过这份草稿" in refused.text
    assert kept(desk, address).kept_state is DraftState.WRITTEN


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 5000])
def test_a_page_that_saw_no_version_changes_none(gu: Person, seen: str) -> None:
    address = written(gu)
    refused = send(gu, address, "save", seen=seen, **WRITTEN | {"answer": "改了。"})
    assert refused.status_code == 409
    assert "改了。</textarea>" in refused.text


def test_phrasings_are_added_to_an_entry_that_was_looked_up(
    desk: Desk, gu: Person, shen: Person, trial: SetTrial
) -> None:
    found = page(gu, "/desk/drafts/new?kind=phrasings&q=少吃盐")
    assert "/desk/drafts/new?kind=phrasings&amp;entry=hypertension.diet" in found
    assert "少吃盐，一天不超过" in page(gu, "/desk/drafts/new?kind=phrasings&entry=hypertension.diet")
    address = written(gu, kind="phrasings", entry_id="hypertension.diet", questions="咸菜能不能吃")
    done(gu, address, "submit")
    done(shen, address, "approve", **approval(desk, address))
    with desk.database.reading() as session:
        live = approved_drafts(session, today=TODAY)[0]
    assert (live.kind, live.words.entry_id) == (DraftKind.PHRASINGS, "hypertension.diet")
    assert live.words.questions == ("咸菜能不能吃",)


def test_an_entry_is_switched_off_with_its_reason(
    desk: Desk, gu: Person, person: Callable[[str], Person], shen: Person
) -> None:
    address = written(gu, kind="switched_off", entry_id="gout.diet", reason="本院不设痛风门诊")
    done(gu, address, "submit")
    assert "少吃盐" in page(shen, address)
    done(shen, address, "approve", **approval(desk, address))
    assert "撤回以后，这一条知识会重新告诉患者。" in page(shen, address)
    assert send(person("xu"), address, "withdraw", reason="不该停").status_code == 403
    done(shen, address, "withdraw", reason="门诊开了")
    assert not told(desk)


def test_a_refusal_is_never_switched_off(gu: Person) -> None:
    address = written(gu, kind="switched_off", entry_id="refusals.dose", reason="试试")
    refused = send(gu, address, "submit")
    assert refused.status_code == 409
    assert "是我们不做的事" in refused.text


def test_what_was_told_is_withdrawn_by_who_answers_for_it(
    desk: Desk, gu: Person, person: Callable[[str], Person], approved: str
) -> None:
    assert send(gu, approved, "withdraw", reason="拆了").status_code == 403
    done(person("xu"), approved, "withdraw", reason="停车场拆了")
    assert not told(desk)
    again = send(gu, approved, "save", seen="9", **WRITTEN | {"answer": "还要。"})
    assert again.status_code == 409
    assert "已经撤回，不能再改" in again.text


def test_a_nurse_withdraws_only_her_own(person: Callable[[str], Person], address: str) -> None:
    chen = person("chen")
    assert send(chen, address, "withdraw", reason="不要了").status_code == 403
    own = written(chen)
    done(chen, own, "withdraw", reason="写重了")


def test_the_list_begins_with_what_i_have_to_do(
    clock: SetClock, person: Callable[[str], Person], gu: Person, shen: Person, approved: str
) -> None:
    waiting = written(gu)
    done(gu, waiting, "submit")
    assert page(shen).index('id="to_review"') < page(shen).index('id="told"')
    assert 'id="to_review"' not in page(gu)
    assert 'id="submitted"' in page(gu)
    clock.move(days=340)
    assert 'id="running_out"' in page(person("gu"))
    clock.move(days=30)
    assert "已到期" in page(person("gu"))


def test_a_clinician_sees_on_every_page_how_many_wait(gu: Person, shen: Person, submitted: str) -> None:
    assert '1<span class="unseen">份等我审核' in page(shen, "/desk")
    assert "份等我审核" not in page(gu, "/desk")


def test_what_runs_out_can_be_approved_anew(
    desk: Desk, clock: SetClock, person: Callable[[str], Person], approved: str
) -> None:
    assert send(person("gu"), approved, "submit").status_code == 303
    done(person("shen"), approved, "return", reason="还早，明年再送")
    assert told(desk) == [WRITTEN["answer"]]
    clock.move(days=340)
    chen = person("chen")
    done(chen, approved, "submit")
    done(person("luo"), approved, "approve", **approval(desk, approved, expires_on="2028-10-01"))


@pytest.mark.parametrize("username", ["he", "wang"])
def test_who_has_nothing_to_do_with_it_sees_none(
    person: Callable[[str], Person], address: str, username: str
) -> None:
    for place in ("/desk/drafts", "/desk/drafts/new", address):
        assert person(username).client.get(place).status_code == 403
    assert "知识草稿" not in person(username).client.get("/desk/review").text


def test_an_administrator_reads_and_writes_nothing(person: Callable[[str], Person], address: str) -> None:
    fang = person("fang")
    assert WRITTEN["answer"] in page(fang, address)
    assert "修改字句" not in page(fang, address)
    assert fang.client.get("/desk/drafts/new").status_code == 403
    assert send(fang, address, "submit").status_code == 403


def test_a_draft_that_never_was_says_where_to_look(gu: Person) -> None:
    for name in ("nothing", "00000000-0000-0000-0000-000000000000"):
        missing = gu.client.get(f"/desk/drafts/{name}")
        assert missing.status_code == 404
        assert "没有找到这份草稿" in missing.text


def test_a_broken_history_is_told(desk: Desk, gu: Person, approved: str) -> None:
    with desk.database.transaction() as session:
        history_of(session, id=kept(desk, approved).id)[1].by = "chen"
    assert "这份记录和当时存下的不一致" in page(gu, approved)
