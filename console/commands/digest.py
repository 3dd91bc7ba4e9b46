"""`hotline digest`: a week in figures, compiled anew from what happened."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from console.digest_record import digest_lines, record
from console.knowledge import read_hospital, shared_encoder
from console.lines import show_json
from console.overlay import told_knowledge
from console.settings import Settings, read_settings
from console.store import open_store
from console.words import Trouble, say
from desk.digest_needs import needs_in_week, reviewed_texts
from desk.digest_paper import paper_of
from desk.digest_read import Reading, WeekRead
from desk.papers import Paper, print_paper, write_page, write_word
from desk.words import Words
from hotline.clock import SystemClock
from hotline.digest.workbook import write_workbook
from hotline.weeks import NoSuchWeek, Week
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.needs import KeptVectors


class Format(StrEnum):
    """What a digest can be written as."""

    TEXT = "text"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


_WRITERS: Mapping[str, Callable[[Paper], bytes]] = {
    Format.HTML: lambda paper: write_page(paper).encode(),
    Format.PDF: print_paper,
    Format.DOCX: write_word,
}


@click.command()
@click.option("--week", "written", help="An ISO week such as 2026-W47; the last whole one if left out.")
@click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Format]),
    default=Format.TEXT.value,
    show_default=True,
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; digest-WEEK.FORMAT if left out."
)
@click.option("--needs", "wants_needs", is_flag=True, help="What people needed, in their own words, as JSON.")
def command(*, written: str | None, form: str, out: Path | None, wants_needs: bool) -> None:
    """Compile the digest of a week: volume, answers, promises, emergencies, with their intervals.

    As xlsx it holds every row the figures were counted from; as html, pdf and docx it is written for people,
    each in one file that asks for nothing from outside, with what people needed where the model is there.
    """
    settings = read_settings()
    hospital, now = read_hospital(settings), SystemClock().now()
    zone = hospital.zone
    week = _week(written) if written else Week.of(now.astimezone(zone).date()).before()
    if wants_needs:
        show_json(_needs(settings, week=week, now=now))
        return
    reading = Reading(
        hospital=hospital,
        knowledge=told_knowledge(settings, hospital=hospital, clock=SystemClock()),
        vectors=KeptVectors(shared_encoder(settings)) if form in _WRITERS else None,
    )
    with open_store(settings) as session:
        read = reading.read(session, week=week, as_of=now)
        rows = write_workbook(session, read.digest, zone=zone) if form == Format.XLSX else b""
    if form == Format.JSON:
        show_json(record(read.digest) | {"measures": record(read.measures)})
    elif form == Format.TEXT:
        for line in digest_lines(read.digest):
            click.echo(line)
    else:
        _write(out or Path(f"digest-{week}.{form}"), rows or _readable(read, form=form, reading=reading))


def _readable(read: WeekRead, *, form: str, reading: Reading) -> bytes:
    hospital, knowledge = reading.hospital, reading.knowledge
    paper = paper_of(read, hospital=hospital, knowledge=knowledge, words=Words.load())
    return _WRITERS[form](paper)


def _needs(settings: Settings, *, week: Week, now: datetime) -> dict[str, Any]:
    """Without the words that may not be shown."""
    hospital = read_hospital(settings)
    vocabulary = reviewed_texts(told_knowledge(settings, hospital=hospital, clock=SystemClock()))
    vectors = KeptVectors(shared_encoder(settings))
    try:
        with open_store(settings) as session:
            found = needs_in_week(
                session, week=week, zone=hospital.zone, as_of=now, vectors=vectors, vocabulary=vocabulary
            )
    except EncoderBroken as fault:
        raise Trouble("digest_no_model", reason=str(fault)) from fault
    needs = [record(one) for one in found.asked]
    for told, one in zip(needs, found.asked, strict=True):
        del told["need"]["texts"]
        told["trend"] = one.change.trend.value
    counts = {"contacts": found.all.contacts, "looked_at": found.all.looked_at, "quiet": found.quiet}
    return {"week": str(week), **counts, "needs": needs}


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    click.echo(say("digest_written", file=file))


def _week(written: str) -> Week:
    try:
        return Week.parse(written)
    except NoSuchWeek as fault:
        raise Trouble("digest_no_week", week=written) from fault
