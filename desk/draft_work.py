"""What may be done with a draft now, and by whom."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from desk.roles import may_review_drafts, may_withdraw_draft, may_write_drafts
from hotline.drafts import SOON, Draft, DraftKind, DraftState
from hotline.staff import StaffMember


class DraftWork(StrEnum):
    """The values are part of the addresses."""

    SAVE = "save"
    TRY = "try"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


def draft_works(draft: Draft, *, member: StaffMember, today: date) -> tuple[DraftWork, ...]:
    """In the order in which they are offered. The draft itself decides again when the deed is done."""
    if draft.kept_state is DraftState.WITHDRAWN:
        return ()
    return tuple(_works(draft, member, today))


def runs_out(draft: Draft, *, today: date) -> bool:
    """Within a month, or it has already: time to have it approved anew."""
    return draft.told_until is not None and draft.told_until <= today + SOON


def next_step(draft: Draft, *, member: StaffMember, today: date) -> str:
    """The name of the sentence that says what this draft waits for."""
    state = draft.state_on(today)
    if state is DraftState.SUBMITTED and may_review_drafts(member):
        return "own_hand" if member.username in draft.hands else "review"
    if state is DraftState.APPROVED and runs_out(draft, today=today):
        return "running_out"
    if state is DraftState.WRITTEN and draft.is_told_on(today):
        return "rewritten"
    return state.value


def _works(draft: Draft, member: StaffMember, today: date) -> Iterator[DraftWork]:
    state, told = draft.state_on(today), draft.is_told_on(today)
    if state is DraftState.SUBMITTED and may_review_drafts(member):
        if member.username not in draft.hands:
            yield DraftWork.APPROVE
        yield DraftWork.RETURN
    if may_write_drafts(member):
        yield DraftWork.SAVE
        if not draft.words.lacking(draft.kind):
            if draft.kind is not DraftKind.SWITCHED_OFF:
                yield DraftWork.TRY
            if state is not DraftState.SUBMITTED and _is_unsettled(draft, today):
                yield DraftWork.SUBMIT
    own, off = member.username in draft.hands, draft.kind is DraftKind.SWITCHED_OFF
    if may_withdraw_draft(member, is_own=own, is_told=told, switches_off=off):
        yield DraftWork.WITHDRAW


def _is_unsettled(draft: Draft, today: date) -> bool:
    return draft.state_on(today) is not DraftState.APPROVED or runs_out(draft, today=today)
