"""`hotline timetable`: who sits where this week, a roster taken from a file, and the week's post."""

from pathlib import Path

import click

from console.appointments import BookedListen
from console.knowledge import hospital_day, read_hospital
from console.lines import show_json
from console.settings import Settings, read_settings
from console.store import open_store
from console.timetable import hospital_week
from console.words import Trouble, say
from hotline.clock import SystemClock
from hotline.staff import NoSuchStaff, get_active_staff
from hotline.timetable import Hand, Plan, Sitting, Taking, TimetableRefused, own_weeks, sittings, take_table
from hotline.timetable.post import weekly_post
from hotline.timetable.reading import ReadTable, TableFaulty, read_table
from hotline.weeks import NoSuchWeek, Week
from knowledge_base import Hospital

_WEEK = click.option("--week", "named", help="As 2026-W48; this week where it is left out.")


@click.group()
def command() -> None:
    """See, fill and announce the clinics of a week."""


@command.command("show")
@_WEEK
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show(*, named: str | None, as_json: bool) -> None:
    """List a week's sittings, cancelled ones too."""
    hospital, found, week, is_own = _read(read_settings(), named)
    if not as_json:
        click.echo(say("timetable_own" if is_own else "timetable_usual", week=str(week), place=hospital.name))
    for one in found:
        if as_json:
            show_json(one.as_json())
        else:
            click.echo(_line(one))


@command.command("post")
@_WEEK
def post(*, named: str | None) -> None:
    """Print the week's post for the official account."""
    hospital, found, week, _ = _read(read_settings(), named)
    names = ("hospital", "hotline", "emergency_line")
    facts = {name: hospital.placeholders[name] for name in names if name in hospital.placeholders}
    places = hospital_week(hospital).places
    click.echo(
        weekly_post(found, week=week, places=places, facts={"hospital": hospital.name} | facts), nl=False
    )


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--week", "named", help="As 2026-W48; without it the week of the file's dates, or this one.")
@click.option("--keep", "taking", flag_value=Taking.KEEP.value, help="What is not in the file stays.")
@click.option("--only-add", "taking", flag_value=Taking.ONLY_ADD.value, help="Nothing that stands changes.")
@click.option("--by", required=True, help="The account at the desk that answers for it.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_file(*, file: Path, named: str | None, taking: str | None, by: str, dry_run: bool) -> None:
    """Take a roster from Excel (.xlsx) or CSV, or print every fault by its cell and take nothing."""
    settings = read_settings()
    hospital = read_hospital(settings)
    table = _table(file, named, hospital)
    how = Taking(taking or Taking.WHOLE.value)
    try:
        with BookedListen(hospital), open_store(settings) as session:
            get_active_staff(session, username=by)
            hand = Hand(hospital=hospital_week(hospital), by=by, clock=SystemClock())
            done = take_table(session, week=table.week, wanted=table.halves, taking=how, hand=hand)
            if dry_run:
                session.rollback()
    except NoSuchStaff as unknown:
        raise Trouble("no_such_user", username=by) from unknown
    except TimetableRefused as refused:
        raise Trouble("timetable_refused", said=refused.said) from refused
    for note in table.notes:
        click.echo(note, err=True)
    _say_done(done, week=table.week, dry_run=dry_run)


def _table(file: Path, named: str | None, hospital: Hospital) -> ReadTable:
    try:
        return read_table(
            file.read_bytes(),
            week=_week(named, hospital),
            hospital=hospital_week(hospital),
            fixed=named is not None,
        )
    except TableFaulty as faulty:
        for fault in faulty.faults:
            click.echo(fault.sentence, err=True)
        raise Trouble("timetable_faulty", count=len(faulty.faults)) from faulty


def _say_done(done: Plan, *, week: Week, dry_run: bool) -> None:
    counts = {
        "added": len(done.added),
        "changed": len(done.changed),
        "removed": len(done.removed),
        "kept": len(done.kept),
    }
    click.echo(say("timetable_would" if dry_run else "timetable_taken", week=str(week), **counts))


def _read(settings: Settings, named: str | None) -> tuple[Hospital, tuple[Sitting, ...], Week, bool]:
    hospital = read_hospital(settings)
    week = _week(named, hospital)
    with open_store(settings) as session:
        found = sittings(session, first=week.first, last=week.last, hospital=hospital_week(hospital))
        return hospital, found, week, bool(own_weeks(session, weeks=[week]))


def _week(named: str | None, hospital: Hospital) -> Week:
    try:
        return Week.parse(named) if named else Week.of(hospital_day(hospital, clock=SystemClock()))
    except NoSuchWeek as unknown:
        raise Trouble("no_such_week", said=unknown.said) from unknown


def _line(one: Sitting) -> str:
    fields = [one.on.isoformat(), f"{one.starts}-{one.ends}", one.where, one.department, one.doctor]
    if one.places is not None:
        fields.append(str(one.places))
    if one.visiting:
        fields.append(say("timetable_visiting"))
    if one.cancelled:
        fields.append(say("timetable_cancelled", reason=one.reason or ""))
    return "  ".join(fields)
