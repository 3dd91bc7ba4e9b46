"""The second person: whoever wrote a word approves none, and nobody stands in for a clinician."""

from datetime import date, timedelta
from threading import Thread

import pytest

from hotline.database import Database
from hotline.drafts import (
    ChangedMeanwhile,
    Draft,
    DraftReasonBlank,
    DraftRefused,
    DraftState,
    ExpiryUnfit,
    NotClinician,
    NotSubmitted,
    SamePerson,
    TrialFailed,
    approve_draft,
    approved_drafts,
    edit_draft,
    get_draft,
    return_draft,
    submit_draft,
    trial_of,
)
from hotline.staff import StaffRole, change_role, disable_staff
from tests.hotline.drafts.making import (
    IN_A_YEAR,
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


def test_a_clinician_who_wrote_no_word_approves(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        assert draft.state_on(TODAY) is DraftState.APPROVED
        told = approved_drafts(session, today=TODAY)[0]
        assert (told.id, told.words, told.words_hash) == (draft.id, words(), words().hash)
        assert (told.approved_by, told.approved_name) == ("shen", "shen（示例）")
        assert told.expires_on == IN_A_YEAR


def test_the_author_does_not_approve(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session, by="shen")
        with pytest.raises(SamePerson):
            approve(session, draft, by="shen")
        with pytest.raises(SamePerson):
            approve(session, draft, by="SHEN")
        approve(session, draft, by="luo")


def test_whoever_edited_one_word_does_not_approve(any_database: Database) -> None:
    one_word = words(spoken="停车场在住院楼后面，看病当天凭挂号单免费停四个小时。")
    with any_database.transaction() as session:
        add_staff(session)
        draft = a_draft(session)
        edit_draft(session, id=draft.id, words=one_word, by="shen", clock=CLOCK, seen=draft.revision)
        submit_draft(session, id=draft.id, by="gu", trial=trial_of(one_word, passed=True), clock=CLOCK)
        with pytest.raises(SamePerson):
            approve(session, draft, by="shen")


def test_a_hand_in_an_earlier_version_counts_in_every_later_one(any_database: Database) -> None:
    """What he wrote may still stand there; even where he took his own word back."""
    with any_database.transaction() as session:
        add_staff(session)
        draft = a_draft(session)
        for answer in ("另一句。", words().answer):
            changed = words(answer=answer)
            edit_draft(session, id=draft.id, words=changed, by="luo", clock=CLOCK, seen=draft.revision)
        submit_draft(session, id=draft.id, by="gu", trial=trial_of(words(), passed=True), clock=CLOCK)
        with pytest.raises(SamePerson):
            approve(session, draft, by="luo")
        approve(session, draft, by="shen")
        new = words(answer="东门外也能停。")
        edit_draft(session, id=draft.id, words=new, by="gu", clock=CLOCK, seen=draft.revision)
        submit_draft(session, id=draft.id, by="gu", trial=trial_of(new, passed=True), clock=CLOCK)
        with pytest.raises(SamePerson):
            approve(session, draft, by="luo")


@pytest.mark.parametrize("other", ["gu", "chen", "xu", "fang", "nobody"])
def test_nobody_stands_in_for_a_clinician(any_database: Database, other: str) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        for role in StaffRole:
            with pytest.raises(NotClinician):
                approve(session, draft, by=other, role=role)
        with pytest.raises(NotClinician):
            return_draft(session, id=draft.id, by=other, reason="不对", clock=CLOCK)


def test_an_author_who_became_a_clinician_since_still_wrote_it(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session, by="gu")
        change_role(session, username="gu", role=StaffRole.CLINICIAN, department=None)
        with pytest.raises(SamePerson):
            approve(session, draft, by="gu")


def test_a_clinician_who_is_none_any_more_does_not_approve(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        change_role(session, username="shen", role=StaffRole.MANAGER, department=None)
        disable_staff(session, username="luo")
        for gone in ("shen", "luo"):
            with pytest.raises(NotClinician):
                approve(session, draft, by=gone)
        with pytest.raises(NotClinician):
            approve(session, draft, by="shen", role=StaffRole.MANAGER)


def test_only_what_was_submitted_is_approved_and_only_once(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        with pytest.raises(NotSubmitted):
            approve(session, a_draft(session))
        with pytest.raises(NotSubmitted):
            approve(session, approved(session), by="luo")


def test_words_that_changed_since_they_were_read_are_not_approved(any_database: Database) -> None:
    new = words(answer="另一个答案。")
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        read = draft.words_hash
        edit_draft(session, id=draft.id, words=new, by="gu", clock=CLOCK, seen=draft.revision)
        submit_draft(session, id=draft.id, by="gu", trial=trial_of(new, passed=True), clock=CLOCK)
        told = {"by": "shen", "role": StaffRole.CLINICIAN, "expires_on": IN_A_YEAR, "clock": CLOCK}
        with pytest.raises(ChangedMeanwhile):
            approve_draft(session, id=draft.id, words_hash=read, **told)  # type: ignore[arg-type]


def test_a_trial_that_failed_since_or_was_of_other_words_is_none(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        for trial in (None, {"passed": True, "words_hash": "0" * 64}, trial_of(words(), passed=False)):
            draft.trial = trial
            with pytest.raises(TrialFailed):
                approve(session, draft)


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), date(2028, 11, 24)])
def test_an_approval_holds_until_a_day_within_two_years(any_database: Database, until: date) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        with pytest.raises(ExpiryUnfit):
            approve(session, draft, until=until)
        approve(session, draft, until=date(2028, 11, 23))


def test_it_is_told_to_the_end_of_its_last_day(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        day_after = IN_A_YEAR + timedelta(days=1)
        assert len(approved_drafts(session, today=IN_A_YEAR)) == 1
        assert not approved_drafts(session, today=day_after)
        assert draft.state_on(IN_A_YEAR) is DraftState.APPROVED
        assert draft.state_on(day_after) is DraftState.EXPIRED


def test_the_same_words_are_approved_anew_before_they_run_out(any_database: Database) -> None:
    later = SetClock()
    later.move(days=350)
    with any_database.transaction() as session:
        add_staff(session)
        draft = approved(session)
        trial = trial_of(words(), passed=True)
        submit_draft(session, id=draft.id, by="chen", trial=trial, clock=later)
        assert len(approved_drafts(session, today=IN_A_YEAR)) == 1
        approve(session, draft, by="luo", until=date(2028, 6, 1), clock=later)
        assert [one.expires_on for one in approved_drafts(session, today=IN_A_YEAR)] == [date(2028, 6, 1)]


def test_what_is_returned_says_why_and_can_be_submitted_again(any_database: Database) -> None:
    new = words(source="停车管理规定（2026年修订，示例）")
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        with pytest.raises(DraftReasonBlank):
            return_draft(session, id=draft.id, by="shen", reason="", clock=CLOCK)
        return_draft(session, id=draft.id, by="shen", reason="规定去年改过", clock=CLOCK)
        assert (draft.state_on(TODAY), draft.reason) == (DraftState.RETURNED, "规定去年改过")
        with pytest.raises(NotSubmitted):
            return_draft(session, id=draft.id, by="luo", reason="再退一次", clock=CLOCK)
        edit_draft(session, id=draft.id, words=new, by="gu", clock=CLOCK, seen=draft.revision)
        submit_draft(session, id=draft.id, by="gu", trial=trial_of(new, passed=True), clock=CLOCK)
        assert approve(session, draft).words == new


@pytest.mark.stored
def test_of_two_who_approve_at_once_one_does(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_staff(session)
        draft = submitted(session)
        session.flush()
        known_as, words_hash = draft.id, draft.words_hash
    refused: list[DraftRefused] = []

    def approve_as(by: str) -> None:
        try:
            with any_database.transaction() as session:
                approve_draft(
                    session,
                    id=known_as,
                    by=by,
                    role=StaffRole.CLINICIAN,
                    words_hash=words_hash,
                    expires_on=IN_A_YEAR,
                    clock=CLOCK,
                )
        except DraftRefused as error:
            refused.append(error)

    threads = [Thread(target=approve_as, args=(by,)) for by in ("shen", "luo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error) for error in refused] == [NotSubmitted]
    with any_database.reading() as session:
        assert len(approved_drafts(session, today=TODAY)) == 1
        kept: Draft = get_draft(session, id=known_as)
        assert kept.revision == 3
