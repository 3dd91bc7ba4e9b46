"""`hotline review`: one day for the morning meeting, compiled anew from what happened."""

from datetime import datetime, timedelta

import click

from console.digest_record import record, review_lines
from console.knowledge import read_hospital
from console.lines import show_json
from console.settings import read_settings
from console.store import open_store
from hotline.clock import SystemClock
from hotline.digest import compile_review


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Such as 2026-11-20; yesterday if left out.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, with every row it names.")
def command(*, day: datetime | None, as_json: bool) -> None:
    """Compile the review of a day: what broke, who waits, what falls due, who could not be helped."""
    settings = read_settings()
    zone, now = read_hospital(settings).zone, SystemClock().now()
    on = day.date() if day else now.astimezone(zone).date() - timedelta(days=1)
    with open_store(settings) as session:
        review = compile_review(session, day=on, zone=zone, as_of=now)
    if as_json:
        show_json(record(review))
    else:
        for line in review_lines(review, zone=zone):
            click.echo(line)
