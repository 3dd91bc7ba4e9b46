"""Drafts to test with: invented words, invented people."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from hotline.drafts import (
    Draft,
    DraftKind,
    DraftWords,
    approve_draft,
    submit_draft,
    trial_of,
    write_draft,
)
from hotline.staff import StaffMember, StaffRole
from tests.hotline.making import MORNING, SetClock

TODAY = date(2026, 11, 23)
IN_A_YEAR = date(2027, 11, 23)
ROLES = {
    "gu": StaffRole.EDITOR,
    "chen": StaffRole.NURSE,
    "shen": StaffRole.CLINICIAN,
    "luo": StaffRole.CLINICIAN,
    "xu": StaffRole.MANAGER,
    "fang": StaffRole.ADMINISTRATOR,
}


def words(**changed: Any) -> DraftWords:
    fields: dict[str, Any] = {
        "topic_id": "service",
        "aspect": "service",
        "questions": ("停车场在哪里", "来看病车停哪儿"),
        "answer": "住院楼后面有停车场，看病当天凭挂号单免费停四个小时。",
        "spoken": "住院楼后面有停车场，看病当天凭挂号单免费停四个小时。",
        "seek_care": "病人走不动，请把车开到急诊门口。",
        "source": "停车管理规定（示例）",
        "publisher": "示例县总医院",
        "year": 2026,
    }
    return DraftWords(**fields | changed)


def add_staff(session: Session) -> None:
    for username, role in ROLES.items():
        session.add(
            StaffMember(
                username=username,
                display_name=f"{username}（示例）",
                role=role,
                password_hash="none",
                disabled=False,
                created_at=MORNING,
            )
        )
    session.flush()


def a_draft(session: Session, *, by: str = "gu", **changed: Any) -> Draft:
    fields: dict[str, Any] = {"kind": DraftKind.ENTRY, "words": words(), "clock": SetClock()}
    return write_draft(session, by=by, **fields | changed)


def submitted(session: Session, *, by: str = "gu", **changed: Any) -> Draft:
    draft = a_draft(session, by=by, **changed)
    clock = changed.get("clock", SetClock())
    trial = trial_of(draft.words, passed=True)
    return submit_draft(session, id=draft.id, by=by, trial=trial, clock=clock)


def approved(session: Session, *, until: date = IN_A_YEAR, **changed: Any) -> Draft:
    draft = submitted(session, **changed)
    clock = changed.get("clock", SetClock())
    return approve(session, draft, until=until, clock=clock)


def approve(
    session: Session,
    draft: Draft,
    *,
    by: str = "shen",
    until: date = IN_A_YEAR,
    role: StaffRole = StaffRole.CLINICIAN,
    clock: SetClock | None = None,
) -> Draft:
    return approve_draft(
        session,
        id=draft.id,
        by=by,
        role=role,
        words_hash=draft.words_hash,
        expires_on=until,
        clock=clock or SetClock(),
    )
