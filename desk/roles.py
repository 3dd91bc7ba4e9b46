"""Which roles may do and see what: the only place that decides."""

from hotline.staff import StaffMember, StaffRole
from hotline.tickets import DECIDES

_WORK_ON_TICKETS = frozenset(
    {StaffRole.NURSE, StaffRole.DEPARTMENT, StaffRole.MANAGER, StaffRole.ADMINISTRATOR}
)

_ANSWER_ALARMS = frozenset({StaffRole.NURSE, StaffRole.EMERGENCY, StaffRole.MANAGER})

_MIND_LETTERS = frozenset({StaffRole.NURSE, StaffRole.MANAGER, StaffRole.ADMINISTRATOR})
_KEEP_TIMETABLE = frozenset({StaffRole.EDITOR, StaffRole.MANAGER, StaffRole.ADMINISTRATOR})
_READ_DIGEST = frozenset({StaffRole.MANAGER, StaffRole.ADMINISTRATOR, StaffRole.EDITOR})
_WRITE_DRAFTS = frozenset({StaffRole.NURSE, StaffRole.EDITOR, StaffRole.CLINICIAN, StaffRole.MANAGER})
_HOLD_TALKS = frozenset({StaffRole.NURSE, StaffRole.MANAGER})


class CannotReceive(Exception):  # noqa: N818 - a noun of the trade
    """A ticket was to be handed to somebody whose role does not work on tickets."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: this role does not work on tickets")
        self.username = username


def may_do_deeds(member: StaffMember) -> bool:
    return member.role in _WORK_ON_TICKETS


def may_decide(member: StaffMember) -> bool:
    """Who gets a ticket that was returned twice."""
    return member.role in DECIDES


def may_answer_alarms(member: StaffMember) -> bool:
    """Nurses, the emergency department, and the duty manager, who stands on the list of those rung."""
    return member.role in _ANSWER_ALARMS


def may_unveil(member: StaffMember) -> bool:
    """Whole telephone numbers are for those who call patients."""
    return may_do_deeds(member) or may_answer_alarms(member)


def may_administer(member: StaffMember) -> bool:
    """Accounts, and the record of who looked at whose details."""
    return member.role is StaffRole.ADMINISTRATOR


def may_keep_calendar(member: StaffMember) -> bool:
    """Holidays and make-up workdays move every later target."""
    return member.role in {StaffRole.MANAGER, StaffRole.ADMINISTRATOR}


def may_keep_timetable(member: StaffMember) -> bool:
    """Who changes when a doctor sits where; everybody at the desk may read it."""
    return member.role in _KEEP_TIMETABLE


def may_read_digest(member: StaffMember) -> bool:
    """Whoever answers for the hotline, and the editors who close its gaps: it names no patient."""
    return member.role in _READ_DIGEST


def may_read_review(member: StaffMember) -> bool:
    """Whoever sees to what the day left over, reads the digest, or signs what closes its gaps."""
    return may_do_deeds(member) or may_read_digest(member) or member.role is StaffRole.CLINICIAN


def may_open_rows(member: StaffMember) -> bool:
    """Tickets and alarms hold patients' words: who only reads figures sees when and how many."""
    return may_do_deeds(member)


def may_read_measures(member: StaffMember) -> bool:
    """What the hospital changed is for all who speak with its patients or answer for what they hear."""
    return member.role not in {StaffRole.DEPARTMENT, StaffRole.EMERGENCY}


def may_manage_measures(member: StaffMember) -> bool:
    """Who has other departments do something, and says when it began."""
    return member.role is StaffRole.MANAGER


def may_write_drafts(member: StaffMember) -> bool:
    """Who adds to what the hotline knows; nothing of it is told before a clinician approved it."""
    return member.role in _WRITE_DRAFTS


def may_read_drafts(member: StaffMember) -> bool:
    """Administrators see to it that it is done, and write nothing."""
    return may_write_drafts(member) or member.role is StaffRole.ADMINISTRATOR


def may_review_drafts(member: StaffMember) -> bool:
    """Nobody stands in for a clinician: not the manager, not the administrator."""
    return member.role is StaffRole.CLINICIAN


def may_withdraw_draft(member: StaffMember, *, is_own: bool, is_told: bool, switches_off: bool) -> bool:
    """What was told is taken back by who answers for it; an entry put back on needs a clinician again."""
    if is_told:
        return may_review_drafts(member) or (member.role is StaffRole.MANAGER and not switches_off)
    return may_write_drafts(member) and (is_own or member.role is not StaffRole.NURSE)


def must_have_second_factor(role: StaffRole) -> bool:
    return role is StaffRole.ADMINISTRATOR


def may_mind_letters(member: StaffMember) -> bool:
    """Who sees to it that people hear of what was not delivered."""
    return member.role in _MIND_LETTERS


def may_see_faults(member: StaffMember) -> bool:
    """What went wrong in the system itself: who can have it mended."""
    return member.role in {StaffRole.MANAGER, StaffRole.ADMINISTRATOR}


def may_hold_talks(member: StaffMember) -> bool:
    """Nurses, and the duty manager where all of them are busy."""
    return member.role in _HOLD_TALKS


def require_receiver(member: StaffMember) -> None:
    if not may_do_deeds(member):
        raise CannotReceive(member.username)


def may_take_calls(member: StaffMember) -> bool:
    """Who writes down what a caller tells on the telephone opens a ticket with it."""
    return may_do_deeds(member)


def may_raise_alarms(member: StaffMember) -> bool:
    """Whoever works with patients may call for help, those who cannot answer an alarm too."""
    return may_do_deeds(member) or may_answer_alarms(member)
