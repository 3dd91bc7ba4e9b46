"""Telling somebody is writing letters: rows of the caller's own transaction, and nothing else."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import installed_keyring
from hotline.hospital_time import HOSPITAL_TIME
from hotline.notifications.letter import Letter
from hotline.notifications.quiet_hours import wait_until
from hotline.notifications.reach import find_reach, subscriptions_of
from hotline.notifications.vocabulary import AtNight, LetterFault, LetterState, Means, NoticeKind
from hotline.notifications.wording import Notice, shipped_notices
from hotline.phone import plain_number
from hotline.staff import StaffMember
from hotline.staff.member import plain_username

_SAME_NEWS = timedelta(minutes=10)
_SPREAD = 0.4
WEB_CHAT = "web_chat"
WECHAT = "wechat"
_BY_WECHAT_WITHIN = timedelta(minutes=15)
"""Longer than any retry that is worth it; after it the short message goes instead."""


class NoWordsForCallers(Exception):  # noqa: N818 - a noun of the trade
    """This kind of notice is for staff alone: a fault of the program that wanted to tell a caller."""

    def __init__(self, kind: NoticeKind) -> None:
        super().__init__(f"{kind.value}: no words for callers")
        self.kind = kind


@dataclass(frozen=True, kw_only=True)
class _Draft:
    notice: Notice
    ticket_number: str
    facts: Mapping[str, str]
    now: datetime

    def letter(self, means: Means, **more: object) -> Letter:
        address = more.get("address")
        return Letter(
            id=uuid4(),
            kind=self.notice.kind,
            means=means,
            ticket_number=self.ticket_number,
            facts=dict(self.facts),
            state=LetterState.WAITING,
            written_at=self.now,
            next_attempt_at=self.now,
            good_until=self.now + self.notice.good_for,
            attempts=0,
            jitter=_drawn_jitter(),
            address_hash=installed_keyring().lookup_hash(address) if isinstance(address, str) else None,
            **more,
        )


def notify_staff(
    session: Session,
    *,
    username: str,
    kind: NoticeKind,
    ticket_number: str,
    facts: Mapping[str, str],
    clock: Clock,
) -> None:
    """By every means this member has and the kind uses; a notice on the desk always.

    A name nobody active bears leaves a dead letter for those at the desk to see.
    """
    draft = _draft(kind, ticket_number=ticket_number, facts=facts, clock=clock)
    username = plain_username(username)
    member = session.get(StaffMember, username)
    if member is None or member.disabled:
        lost = draft.letter(Means.DESK, to_staff=username)
        lost.die(LetterFault.NO_SUCH_STAFF)
        session.add(lost)
    else:
        session.add_all(_letters_to(session, username, draft))
    if draft.notice.to_group and not _is_group_told(session, draft):
        session.add(draft.letter(Means.WECOM))


def notify_caller(
    session: Session,
    *,
    ticket_number: str,
    phone: str | None,
    conversation_id: str,
    channel: str,
    kind: NoticeKind,
    facts: Mapping[str, str],
    clock: Clock,
    before: datetime | None = None,
    wechat: str | None = None,
    good_until: datetime | None = None,
) -> None:
    """By WeChat where he can be written to there, else by short message; where a web chat was, in it as well.

    He is told once, not by every means: the short message goes in place of the WeChat letter when that one
    failed (`stand_in`). `wechat` is the conversation of whoever bound the number there; of a ticket opened
    on WeChat, its own goes first. `before`: what must be told by then is told at night too; without it the
    kind decides. `good_until`: not sent any more from then on, though the kind may be good for longer. A
    caller who can be reached by no means leaves a dead letter, but where the kind may lapse.
    Raises NoWordsForCallers.
    """
    draft = _draft(kind, ticket_number=ticket_number, facts=facts, clock=clock)
    if not draft.notice.caller:
        raise NoWordsForCallers(kind)
    letters = []
    number = plain_number(phone) if phone else ""
    if there := conversation_id if channel == WECHAT else wechat:
        letters.append(_by_wechat(draft, conversation_id=there, number=number or None, before=before))
    elif number:
        letters.append(_by_sms(draft, conversation_id=conversation_id, number=number, before=before))
    if channel == WEB_CHAT:
        shown = draft.letter(Means.CHAT, conversation_id=conversation_id)
        shown.place(at=draft.now)
        letters.append(shown)
    letters = letters or [_to_nowhere(draft, conversation_id=conversation_id)]
    for letter in letters if good_until else ():
        letter.good_until = min(letter.good_until, good_until or letter.good_until)
    session.add_all(letters)


def write_code(session: Session, *, number: str, code: str, matter: UUID, clock: Clock) -> None:
    """To a number that nobody has proved to be his yet: no ticket, no conversation it could be joined to."""
    draft = _draft(NoticeKind.BINDING_CODE, ticket_number="", facts={"code": code}, clock=clock)
    session.add(draft.letter(Means.SMS, conversation_id=f"binding-{matter}", address=plain_number(number)))


def stand_in(session: Session, letter: Letter, *, now: datetime) -> bool:
    """The short message that goes in place of a WeChat letter that failed; whether there is one."""
    if letter.means is not Means.WECHAT or not (letter.conversation_id and letter.address):
        return False
    notice = shipped_notices().kinds[letter.kind]
    draft = _Draft(notice=notice, ticket_number=letter.ticket_number, facts=letter.facts, now=now)
    session.add(_by_sms(draft, conversation_id=letter.conversation_id, number=letter.address, before=None))
    return True


def _to_nowhere(draft: _Draft, *, conversation_id: str) -> Letter:
    lost = draft.letter(Means.SMS, conversation_id=conversation_id)
    if draft.notice.may_lapse:
        lost.lapse(LetterFault.NO_ADDRESS, at=draft.now)
    else:
        lost.die(LetterFault.NO_ADDRESS)
    return lost


def _by_wechat(draft: _Draft, *, conversation_id: str, number: str | None, before: datetime | None) -> Letter:
    letter = _by_day(
        draft, draft.letter(Means.WECHAT, conversation_id=conversation_id, address=number), before
    )
    if number and letter.next_attempt_at:
        letter.good_until = min(letter.good_until, letter.next_attempt_at + _BY_WECHAT_WITHIN)
    return letter


def _by_sms(draft: _Draft, *, conversation_id: str, number: str, before: datetime | None) -> Letter:
    return _by_day(draft, draft.letter(Means.SMS, conversation_id=conversation_id, address=number), before)


def _by_day(draft: _Draft, letter: Letter, before: datetime | None) -> Letter:
    letter.next_attempt_at = at = _not_at_night(draft, before=before)
    letter.good_until += at - draft.now
    return letter


def draft_letter(
    kind: NoticeKind, *, means: Means, conversation_id: str | None, ticket_number: str, clock: Clock
) -> Letter:
    """To a caller, or to whom its writer says; without facts; not kept yet."""
    draft = _draft(kind, ticket_number=ticket_number, facts={}, clock=clock)
    return draft.letter(means, conversation_id=conversation_id)


def _draft(kind: NoticeKind, *, ticket_number: str, facts: Mapping[str, str], clock: Clock) -> _Draft:
    notice = shipped_notices().kinds[kind]
    return _Draft(notice=notice, ticket_number=ticket_number, facts=facts, now=clock.now())


def _letters_to(session: Session, username: str, draft: _Draft) -> Iterator[Letter]:
    shown = draft.letter(Means.DESK, to_staff=username)
    shown.place(at=draft.now)
    yield shown
    used = draft.notice.means
    if Means.WEB_PUSH in used:
        for one in subscriptions_of(session, username=username):
            yield draft.letter(Means.WEB_PUSH, to_staff=username, address=one.address, subscription_id=one.id)
    reach = find_reach(session, username=username)
    if reach and reach.phone and Means.SMS in used:
        yield draft.letter(Means.SMS, to_staff=username, address=reach.phone)
    if reach and reach.email and Means.EMAIL in used:
        yield draft.letter(Means.EMAIL, to_staff=username, address=reach.email)


def _is_group_told(session: Session, draft: _Draft) -> bool:
    """Several members are told of the same thing; the group hears it once."""
    same = select(Letter.id).where(
        Letter.means == Means.WECOM,
        Letter.kind == draft.notice.kind,
        Letter.ticket_number == draft.ticket_number,
        Letter.written_at > draft.now - _SAME_NEWS,
    )
    return session.scalar(same.limit(1)) is not None


def _not_at_night(draft: _Draft, *, before: datetime | None) -> datetime:
    notices, now = shipped_notices(), draft.now
    morning = wait_until(now, quiet_from=notices.quiet_from, quiet_to=notices.quiet_to, zone=HOSPITAL_TIME)
    if before is not None:
        return now if before <= morning else morning
    return now if draft.notice.at_night is AtNight.SEND else morning


def _drawn_jitter() -> float:
    """Drawn once a letter: a thousand letters of one outage must not all come back in the same second."""
    return 1 + _SPREAD * (secrets.randbelow(2001) / 1000 - 1)
