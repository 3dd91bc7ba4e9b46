"""The digest of a week: five weeks of contacts compiled, on SQLite and PostgreSQL, beside a plain way.

`python -m benchmarks.digest` (a few minutes, most of it making the contacts); `--large` adds two hundred
thousand contacts a week. Each compiles in a process of its own: its memory is what it alone needed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import psutil
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.busy_hotline import NURSE, BusyHotline, Rows
from benchmarks.filling import fill
from benchmarks.load import table
from benchmarks.plain_digest import Plain, plain_digest
from benchmarks.worker import peak_bytes
from console.paths import MIGRATIONS, ROOT
from hotline.clock import ClockAt
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.digest import compile_digest
from hotline.spans import Span
from hotline.staff import StaffRole, add_staff
from hotline.weeks import Week
from tests.postgres import running_postgres

SIZES, LARGE = (2_000, 20_000), 200_000
PLAIN_UP_TO = 20_000
"""Of more the plain way takes gigabytes."""

WEEK, ZONE, BEFORE = Week.parse("2026-W47"), ZoneInfo("Asia/Shanghai"), 4
COLUMNS = ("store", "contacts a week", "digest by", "seconds", "CPU seconds", "peak memory MB", "times ours")
_KEY = "BENCH_DIGEST_KEY"


def main(arguments: list[str]) -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digest")
    parser.add_argument("--large", action="store_true", help=f"{LARGE} contacts a week as well")
    parser.add_argument("--sizes", type=int, nargs="+", help="contacts a week")
    chosen = parser.parse_args(arguments)
    sizes = chosen.sizes or (*SIZES, *([LARGE] if chosen.large else ()))
    os.environ[_KEY] = Keyring.generate_key()
    rows = [row for size in sizes for store, url in _stores() for row in _measured(store, url, size)]
    print(table("\nThe digest of a week, with the four weeks before it", columns=COLUMNS, rows=rows))


def _stores() -> Iterator[tuple[str, str]]:
    """Each empty, and gone when the next one is asked for."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/hotline.db"
    with running_postgres() as server:
        yield "PostgreSQL", server.new_database()


def _measured(store: str, url: str, contacts: int) -> Iterator[list[str]]:
    began = time.perf_counter()
    _make(url, contacts=contacts)
    print(f"{store}: {contacts} contacts a week made in {time.perf_counter() - began:.0f} s", flush=True)
    ours = _in_process_of_its_own("ours", url)
    yield [store, f"{contacts:,}", "hotline", *_shown(ours), "1"]
    if contacts <= PLAIN_UP_TO:
        plain = _in_process_of_its_own("plain", url)
        if plain["told"] != ours["told"]:
            raise AssertionError(f"the two ways disagree: {ours['told']} and {plain['told']}")
        ratio = plain["seconds"] / ours["seconds"]
        yield [store, f"{contacts:,}", "every row as an object", *_shown(plain), f"{ratio:.1f}"]


def _make(url: str, *, contacts: int) -> None:
    install_keyring(Keyring(os.environ[_KEY]))
    migrate(url, folder=MIGRATIONS)
    database = Database(url)
    with database.transaction() as session:
        begun = ClockAt(WEEK.before(BEFORE).span(ZONE).start)
        words = "nobody signs in here"
        add_staff(
            session,
            username=NURSE,
            display_name=NURSE,
            role=StaffRole.NURSE,
            department=None,
            password=words,
            clock=begun,
        )
    database.close()
    fill(url, _batches(contacts))


def _batches(contacts: int) -> Iterator[Rows]:
    """Day by day, as it would have been written."""
    hotline = BusyHotline(random=Random(20261123), callers=contacts * 3)  # noqa: S311 - nothing secret
    for back in range(BEFORE, -1, -1):
        monday = WEEK.before(back).span(ZONE).start
        for day in range(7):
            begun = monday + timedelta(days=day)
            yield from hotline.rows_in(
                Span(start=begun, end=begun + timedelta(days=1)), contacts=contacts // 7
            )


def _shown(measured: dict[str, Any]) -> list[str]:
    return [
        f"{measured['seconds']:.2f}",
        f"{measured['cpu_seconds']:.2f}",
        f"{measured['peak_bytes'] / 1e6:.0f}",
    ]


def _in_process_of_its_own(way: str, url: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.digest", "compile", way, url]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def compile_once(way: str, url: str) -> dict[str, Any]:
    """What the measured process does: seconds from the open store on, the server's CPU included."""
    install_keyring(Keyring(os.environ[_KEY]))
    database = Database(url)
    with database.reading() as session:
        server = _server_of(session)
        began, cpu = time.perf_counter(), time.process_time() + _cpu_seconds(server)
        told = _told(session) if way == "ours" else plain_digest(session, week=WEEK, zone=ZONE)
        seconds = time.perf_counter() - began
        cpu_seconds = time.process_time() + _cpu_seconds(server) - cpu
    return {
        "told": asdict(told),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "peak_bytes": peak_bytes(),
    }


def _told(session: Session) -> Plain:
    digest = compile_digest(session, week=WEEK, zone=ZONE, as_of=WEEK.span(ZONE).end + timedelta(days=10))
    return Plain(
        totals=(digest.volume.total, *digest.before),
        topics=dict(sorted(digest.volume.topics.items())),
        answered_at_once=digest.figures["answered_at_once"].count,
        handed_to_person=digest.figures["handed_to_person"].count,
    )


def _server_of(session: Session) -> psutil.Process | None:
    """The process that serves us, on PostgreSQL."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return psutil.Process(session.scalar(text("SELECT pg_backend_pid()")))


def _cpu_seconds(server: psutil.Process | None) -> float:
    """Its own, and that of helpers it called and that are gone: their parent remembers it."""
    if server is None:
        return 0.0
    own, parent = server.cpu_times(), server.parent()
    helpers = parent.cpu_times() if parent else None
    return own.user + own.system + (helpers.children_user + helpers.children_system if helpers else 0.0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["compile"]:
        print(json.dumps(compile_once(sys.argv[2], sys.argv[3])))
    else:
        main(sys.argv[1:])
