"""A draft is written, edited and submitted; what is told stays told until new words are approved."""

from datetime import date
from uuid import uuid4

import pytest

from hotline.database import Database
from hotline.drafts import (
    AlreadySubmitted,
    ChangedMeanwhile,
    DraftDeed,
    DraftKind,
    DraftReasonBlank,
    DraftState,
    DraftWithdrawn,
    DraftWords,
    NoSuchDraft,
    TrialFailed,
    WordsMissing,
    approved_drafts,
    drafts_of_ticket,
    edit_draft,
    get_draft,
    history_of,
    is_unbroken,
    latest_expiry,
    list_drafts,
    submit_draft,
    told_words,
    trial_of,
    usual_expiry,
    withdraw_draft,
)
from tests.hotline.drafts.making import (
    TODAY,
    a_draft,
    add_staff,
    approve,
    approved,
    submitted,
    words,
)
from tests.hotline.making import SetClock

CLOCK = SetClock()


def test_a_new_draft_is_told_to_nobody(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = a_draft(session, words=words(questions=(" 停车 ", "", "停车")), ticket_number="261123-0001")
        assert draft.state_on(TODAY) is DraftState.WRITTEN
        assert draft.words.questions == ("停车",)
        assert draft.hands == ["gu"]
        assert drafts_of_ticket(session, number="261123-0001") == [draft]
        assert not approved_drafts(session, today=TODAY)


def test_words_come_back_from_the_store_as_they_were(any_database: Database) -> None:
    with any_database.transaction() as session:
        known_as = a_draft(session).id
    with any_database.reading() as session:
        draft = get_draft(session, id=known_as)
        assert draft.words == words()
        assert draft.words_hash == words().hash


def test_any_other_word_is_another_hash() -> None:
    assert words(answer="在前面。").hash != words().hash
    assert words(questions=("停车场在哪里",)).hash != words().hash
    assert DraftWords.read(words().as_json() | {"of_a_later_release": 1}) == words()


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [
        (DraftKind.ENTRY, {"topic_id", "questions", "answer", "source", "publisher", "year"}),
        (DraftKind.PHRASINGS, {"entry_id", "questions"}),
        (DraftKind.SWITCHED_OFF, {"entry_id", "reason"}),
    ],
)
def test_what_is_missing_keeps_a_draft_from_being_submitted(
    any_database: Database, kind: DraftKind, lacking: set[str]
) -> None:
    with any_database.transaction() as session:
        draft = a_draft(session, kind=kind, words=DraftWords())
        trial = trial_of(draft.words, passed=True)
        with pytest.raises(WordsMissing) as refused:
            submit_draft(session, id=draft.id, by="gu", trial=trial, clock=CLOCK)
        assert lacking <= set(refused.value.fields)


def test_an_edit_of_words_that_changed_meanwhile_writes_nothing_over(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft, seen = a_draft(session), 1
        edit_draft(session, id=draft.id, words=words(answer="甲"), by="chen", clock=CLOCK, seen=seen)
        with pytest.raises(ChangedMeanwhile):
            edit_draft(session, id=draft.id, words=words(answer="乙"), by="gu", clock=CLOCK, seen=seen)
        assert draft.words.answer == "甲"
        assert draft.hands == ["chen", "gu"]


def test_saving_the_same_words_is_no_deed_and_no_hand(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = submitted(session)
        edit_draft(session, id=draft.id, words=words(), by="shen", clock=CLOCK, seen=draft.revision)
        assert draft.state_on(TODAY) is DraftState.SUBMITTED
        assert draft.hands == ["gu"]


def test_an_edit_takes_a_submitted_draft_back(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = submitted(session)
        seen = draft.revision
        edit_draft(session, id=draft.id, words=words(year=2025), by="gu", clock=CLOCK, seen=seen)
        assert draft.state_on(TODAY) is DraftState.WRITTEN
        assert draft.trial is None


def test_a_trial_of_other_words_does_not_count(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = a_draft(session)
        for trial in ({"passed": True}, trial_of(words(year=2025), passed=True)):
            with pytest.raises(ChangedMeanwhile):
                submit_draft(session, id=draft.id, by="gu", trial=trial, clock=CLOCK)


def test_a_failed_trial_keeps_a_draft_from_being_submitted(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = a_draft(session)
        with pytest.raises(TrialFailed):
            submit_draft(session, id=draft.id, by="gu", trial=trial_of(words(), passed=False), clock=CLOCK)


def test_a_draft_is_submitted_once(any_database: Database) -> None:
    with any_database.transaction() as session:
        draft = submitted(session)
        with pytest.raises(AlreadySubmitted):
            submit_draft(session, id=draft.id, by="gu", trial=trial_of(words(), passed=True), clock=CLOCK)


def test_the_old_words_are_told_until_the_new_ones_are_approved(any_database: Database) -> None:
    new = words(answer="住院楼后面的停车场满了，请停在东门外。")
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        edit_draft(session, id=draft.id, words=new, by="chen", clock=CLOCK, seen=draft.revision)
        assert draft.state_on(TODAY) is DraftState.WRITTEN
        assert [one.words for one in approved_drafts(session, today=TODAY)] == [words()]
        submit_draft(session, id=draft.id, by="chen", trial=trial_of(new, passed=True), clock=CLOCK)
        assert told_words(session, draft=draft) == words()
        approve(session, draft)
        told = approved_drafts(session, today=TODAY)
        assert [one.words for one in told] == [new]
        assert told[0].id == draft.id


def test_words_edited_back_to_the_approved_ones_need_no_approval(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        for answer in ("在前面。", words().answer):
            changed = words(answer=answer)
            edit_draft(session, id=draft.id, words=changed, by="chen", clock=CLOCK, seen=draft.revision)
        assert draft.state_on(TODAY) is DraftState.APPROVED


def test_what_is_withdrawn_is_told_no_more_and_over(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        with pytest.raises(DraftReasonBlank):
            withdraw_draft(session, id=draft.id, by="shen", reason=" ", clock=CLOCK)
        withdraw_draft(session, id=draft.id, by="shen", reason="停车场拆了", clock=CLOCK)
        assert not approved_drafts(session, today=TODAY)
        assert draft.state_on(TODAY) is DraftState.WITHDRAWN
        with pytest.raises(DraftWithdrawn):
            edit_draft(session, id=draft.id, words=words(year=2025), by="gu", clock=CLOCK, seen=99)
        with pytest.raises(DraftWithdrawn):
            withdraw_draft(session, id=draft.id, by="shen", reason="再撤一次", clock=CLOCK)


def test_a_draft_nobody_wrote_is_not_found(any_database: Database) -> None:
    with any_database.transaction() as session:
        with pytest.raises(NoSuchDraft):
            get_draft(session, id=uuid4())
        with pytest.raises(NoSuchDraft):
            withdraw_draft(session, id=uuid4(), by="gu", reason="没有", clock=CLOCK)


def test_every_deed_is_a_row_and_none_can_be_changed_unseen(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        known_as = approved(session).id
        withdraw_draft(session, id=known_as, by="shen", reason="停车场拆了", clock=CLOCK)
    with any_database.transaction() as session:
        history = history_of(session, id=known_as)
        deeds = [DraftDeed.WRITTEN, DraftDeed.SUBMITTED, DraftDeed.APPROVED, DraftDeed.WITHDRAWN]
        assert [event.deed for event in history] == deeds
        assert [event.by for event in history] == ["gu", "gu", "shen", "shen"]
        assert is_unbroken(history)
        assert not is_unbroken([*history[:1], *history[2:]])
        history[2].by = "luo"
        assert not is_unbroken(history)
        history[2].by = "shen"
        history[0].words = history[0].words | {"answer": "别的话"}
        assert not is_unbroken(history)
        session.rollback()


def test_drafts_are_listed_by_what_changed_last(any_database: Database) -> None:
    clock = SetClock()
    with any_database.transaction() as session:
        first = a_draft(session, clock=clock)
        clock.move(minutes=1)
        second = a_draft(session, clock=clock)
        assert list_drafts(session) == [second, first]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 12, 31)])
def test_a_year_from_any_day_is_a_day(day: date) -> None:
    assert (usual_expiry(day) - day).days in range(364, 367)
    assert (latest_expiry(day) - day).days in range(729, 732)
