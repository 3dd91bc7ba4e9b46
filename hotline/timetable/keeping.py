"""What staff do to the timetable; each change is noted and told to those it concerns."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from hotline.timetable.errors import NoSuchSitting, NothingToCopy, ReasonBlank
from hotline.timetable.looking import holidays_known, own_weeks, rows_of, sittings, usual_week
from hotline.timetable.owning import Hand, add_row, carry_out, changing_usual, changing_week, disown
from hotline.timetable.planning import Plan, Taking, plan
from hotline.timetable.record import USUAL, TimetableSitting
from hotline.timetable.rules import LONGEST_REASON, check, check_all
from hotline.timetable.sitting import HalfDay, HospitalWeek, Sitting
from hotline.timetable.usual import date_of_usual
from hotline.timetable.vocabulary import TimetableDeed
from hotline.weeks import Week


def find_sitting(session: Session, *, known_as: str, hospital: HospitalWeek) -> Sitting | None:
    """As it stands today; None where it was taken out."""
    week = _week_of(session, known_as)
    found = sittings(session, first=week.first, last=week.last, hospital=hospital) if week else ()
    return next((one for one in found if one.id == known_as), None)


def add_sitting(session: Session, *, week: Week, half: HalfDay, hand: Hand) -> str:
    """Gives its id. Raises TimetableRefused."""
    with changing_week(session, week=week, deed=TimetableDeed.ADDED, hand=hand):
        check(half, hospital=hand.hospital, beside=[row.half for row in rows_of(session, str(week))])
        return add_row(session, str(week), half)


def change_sitting(session: Session, *, known_as: str, half: HalfDay, hand: Hand) -> None:
    """Other hours, another day of its week, another place or doctor. Raises TimetableRefused."""
    week = _get_week(session, known_as)
    with changing_week(session, week=week, deed=TimetableDeed.CHANGED, hand=hand):
        row = _get_row(session, known_as)
        others = [other.half for other in rows_of(session, str(week)) if other.id != known_as]
        check(half, hospital=hand.hospital, beside=others)
        row.take(half)


def cancel_sitting(
    session: Session, *, known_as: str, reason: str, hand: Hand, whole_week: bool = False
) -> None:
    """A leave: it stays visible with its reason. `whole_week`: all this doctor's of that week.

    Raises NoSuchSitting, ReasonBlank.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonBlank(reason)
    week = _get_week(session, known_as)
    with changing_week(session, week=week, deed=TimetableDeed.CANCELLED, hand=hand):
        row = _get_row(session, known_as)
        for other in rows_of(session, str(week)):
            if other is row or (whole_week and other.doctor == row.doctor and not other.cancelled):
                other.cancelled, other.reason = True, reason


def restore_sitting(session: Session, *, known_as: str, hand: Hand) -> None:
    """The doctor comes after all. Raises NoSuchSitting."""
    week = _get_week(session, known_as)
    with changing_week(session, week=week, deed=TimetableDeed.RESTORED, hand=hand):
        row = _get_row(session, known_as)
        row.cancelled, row.reason = False, None


def remove_sitting(session: Session, *, known_as: str, hand: Hand) -> None:
    """It was entered by mistake: nothing of it stays but the note. Raises NoSuchSitting."""
    week = _get_week(session, known_as)
    with changing_week(session, week=week, deed=TimetableDeed.REMOVED, hand=hand):
        session.delete(_get_row(session, known_as))


def copy_week(session: Session, *, source: Week, target: Week, hand: Hand) -> None:
    """The target becomes the source, without leaves and without public holidays. Raises NothingToCopy."""
    found = sittings(session, first=source.first, last=source.last, hospital=hand.hospital)
    if not found:
        raise NothingToCopy(str(source))
    holidays = holidays_known(session)
    wanted = [one.half for one in found if target.days[one.on.weekday()] not in holidays]
    _take(session, week=target, wanted=wanted, taking=Taking.WHOLE, deed=TimetableDeed.COPIED, hand=hand)


def preview(
    session: Session, *, week: Week, wanted: Sequence[HalfDay], taking: Taking, hospital: HospitalWeek
) -> Plan:
    """What `take_table` would do now."""
    standing = sittings(session, first=week.first, last=week.last, hospital=hospital)
    return plan({one.id: one.half for one in standing}, wanted, taking=taking)


def take_table(
    session: Session, *, week: Week, wanted: Sequence[HalfDay], taking: Taking, hand: Hand
) -> Plan:
    """All of it, or nothing. Raises TimetableRefused."""
    return _take(session, week=week, wanted=wanted, taking=taking, deed=TimetableDeed.IMPORTED, hand=hand)


def save_as_usual(session: Session, *, source: Week, hand: Hand) -> None:
    """Every week without a table of its own follows it from now on. Raises NothingToCopy.

    A public holiday in the source says nothing of its weekday: what was usual then stays.
    """
    found = sittings(session, first=source.first, last=source.last, hospital=hand.hospital)
    if not found:
        raise NothingToCopy(str(source))
    wanted = [one.half for one in found]
    silent = _silent_weekdays(session, source, {half.weekday for half in wanted})
    with changing_usual(session, deed=TimetableDeed.SAVED_AS_USUAL, hand=hand):
        standing = usual_week(session, hospital=hand.hospital)
        wanted += [half for half in standing.values() if half.weekday in silent]
        check_all(wanted, hospital=hand.hospital)
        carry_out(session, plan(standing, wanted, taking=Taking.WHOLE), name=USUAL)


def give_up_week(session: Session, *, week: Week, hand: Hand) -> None:
    """The usual week is followed again. Nothing where it is followed already."""
    if own_weeks(session, weeks=[week]):
        with changing_week(session, week=week, deed=TimetableDeed.GIVEN_UP, hand=hand):
            disown(session, week=week)


def _take(
    session: Session,
    *,
    week: Week,
    wanted: Sequence[HalfDay],
    taking: Taking,
    deed: TimetableDeed,
    hand: Hand,
) -> Plan:
    with changing_week(session, week=week, deed=deed, hand=hand):
        standing = {row.id: row.half for row in rows_of(session, str(week))}
        found = plan(standing, wanted, taking=taking)
        check_all(found.outcome, hospital=hand.hospital)
        carry_out(session, found, name=str(week))
    return found


def _silent_weekdays(session: Session, week: Week, told: set[int]) -> frozenset[int]:
    holidays = holidays_known(session)
    return frozenset(on.isoweekday() for on in week.days if on in holidays) - told


def _week_of(session: Session, known_as: str) -> Week | None:
    row = session.get(TimetableSitting, known_as)
    if row is not None and row.week != USUAL:
        return Week.parse(row.week)
    on = date_of_usual(known_as)
    return Week.of(on) if on else None


def _get_week(session: Session, known_as: str) -> Week:
    week = _week_of(session, known_as)
    if week is None:
        raise NoSuchSitting(known_as)
    return week


def _get_row(session: Session, known_as: str) -> TimetableSitting:
    """Once its week is locked."""
    row = session.get(TimetableSitting, known_as, populate_existing=True)
    if row is None:
        raise NoSuchSitting(known_as)
    return row
