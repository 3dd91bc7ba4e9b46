"""A call as it stands now, held against every other writer until the transaction ends."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.outgoing_calls.call import OutgoingCall
from hotline.outgoing_calls.errors import NoSuchCall


def lock_call(session: Session, *, call_id: UUID) -> OutgoingCall:
    """Raises NoSuchCall."""
    wanted = select(OutgoingCall).where(OutgoingCall.id == call_id).with_for_update()
    call = session.scalar(wanted.execution_options(populate_existing=True))
    if call is None:
        raise NoSuchCall(call_id)
    return call
