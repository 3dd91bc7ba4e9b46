"""Which roles may work on tickets, answer alarms and talk with patients: the only place that decides."""

from hotline.staff import StaffMember, StaffRole

_WORK_ON_TICKETS = frozenset(
    {StaffRole.NURSE, StaffRole.DEPARTMENT, StaffRole.MANAGER, StaffRole.ADMINISTRATOR}
)

_ANSWER_ALARMS = frozenset({StaffRole.NURSE, StaffRole.EMERGENCY, StaffRole.MANAGER})

_HOLD_TALKS = frozenset({StaffRole.NURSE, StaffRole.MANAGER})


class CannotReceive(Exception):  # noqa: N818 - a noun of the trade
    """A ticket was to be handed to somebody whose role does not work on tickets."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username}: this role does not work on tickets")
        self.username = username


def may_do_deeds(member: StaffMember) -> bool:
    return member.role in _WORK_ON_TICKETS


def may_answer_alarms(member: StaffMember) -> bool:
    """Nurses, the emergency department, and the duty manager, who stands on the list of those rung."""
    return member.role in _ANSWER_ALARMS


def may_hold_talks(member: StaffMember) -> bool:
    """Nurses, and the duty manager where all of them are busy."""
    return member.role in _HOLD_TALKS


def require_receiver(member: StaffMember) -> None:
    if not may_do_deeds(member):
        raise CannotReceive(member.username)
