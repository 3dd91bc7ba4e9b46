"""Taking down what a caller decides about his data; each service may be told the same twice."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline.consents.consent import Consent, ConsentDecision, ConsentKind
from hotline.database import installed_keyring
from hotline.phone import plain_number

CALLER = "caller"


def note_notice(session: Session, *, conversation_id: str, version: str, channel: str, at: datetime) -> None:
    """The notice stood above the first message, and says what sending one agrees to.

    A consent that was taken back is not given again by going on writing.
    """
    shown = _of(conversation_id, ConsentKind.NOTICE_SHOWN).where(Consent.version == version)
    if session.scalars(shown.limit(1)).first() is not None:
        return
    same = {"conversation_id": conversation_id, "version": version, "channel": channel, "at": at}
    decide_consent(session, kind=ConsentKind.NOTICE_SHOWN, **same)  # type: ignore[arg-type]
    if not has_withdrawn(session, conversation_id=conversation_id, by=at):
        decide_consent(session, kind=ConsentKind.HEALTH_DATA, **same)  # type: ignore[arg-type]


def withdraw_consent(session: Session, *, conversation_id: str, channel: str, at: datetime) -> None:
    """From `at` on no free text of this conversation is kept that need not be."""
    _decide_health(
        session, ConsentDecision.WITHDRAWN, conversation_id=conversation_id, channel=channel, at=at
    )


def agree_again(session: Session, *, conversation_id: str, channel: str, at: datetime) -> None:
    _decide_health(session, ConsentDecision.GIVEN, conversation_id=conversation_id, channel=channel, at=at)


def decide_consent(
    session: Session,
    *,
    conversation_id: str,
    kind: ConsentKind,
    version: str,
    channel: str,
    at: datetime,
    decision: ConsentDecision = ConsentDecision.GIVEN,
    by: str = CALLER,
    phone: str | None = None,
) -> Consent:
    """The row for it; the one that is there where the same was decided at the same instant."""
    there = _of(conversation_id, kind).where(Consent.at == at, Consent.decision == decision)
    if (known := session.scalars(there.limit(1)).first()) is not None:
        return known
    dialled = plain_number(phone) if phone else None
    made = Consent(
        conversation_id=conversation_id,
        kind=kind,
        decision=decision,
        version=version,
        channel=channel,
        at=at,
        by=by,
        phone=dialled,
        phone_hash=installed_keyring().lookup_hash(dialled) if dialled else None,
    )
    session.add(made)
    session.flush()
    return made


def has_withdrawn(session: Session, *, conversation_id: str, by: datetime) -> bool:
    """Whether the consent to keep health data was taken back, and not given again, up to and with `by`."""
    latest = session.scalars(_of(conversation_id, ConsentKind.HEALTH_DATA).where(Consent.at <= by).limit(1))
    decided = latest.first()
    return decided is not None and decided.decision is ConsentDecision.WITHDRAWN


def notice_seen(session: Session, *, conversation_id: str) -> str | None:
    """The version last shown; None where none was."""
    shown = session.scalars(_of(conversation_id, ConsentKind.NOTICE_SHOWN).limit(1)).first()
    return shown.version if shown else None


def _decide_health(
    session: Session, decision: ConsentDecision, *, conversation_id: str, channel: str, at: datetime
) -> None:
    decide_consent(
        session,
        conversation_id=conversation_id,
        kind=ConsentKind.HEALTH_DATA,
        decision=decision,
        version=notice_seen(session, conversation_id=conversation_id) or "",
        channel=channel,
        at=at,
    )


def _of(conversation_id: str, kind: ConsentKind) -> Select[Consent]:
    """Newest first."""
    same = (Consent.conversation_id == conversation_id) & (Consent.kind == kind)
    return select(Consent).where(same).order_by(Consent.at.desc(), Consent.id.desc())
