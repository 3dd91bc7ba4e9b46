"""`hotline audit`: seal the history, export it, and prove an export unbroken."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from console.lines import show_json
from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say
from hotline.audit import BrokenAudit, Fault, Verdict, verify

_FAULTS = {
    Fault.UNREADABLE: "audit_unreadable",
    Fault.NO_HEADER: "audit_no_header",
    Fault.OUT_OF_ORDER: "audit_out_of_order",
    Fault.EVENT_MISSING: "audit_event_missing",
    Fault.CHAIN_BROKEN: "audit_chain_broken",
    Fault.EVENT_CHANGED: "audit_event_changed",
    Fault.PRIVATE_CHANGED: "audit_private_changed",
    Fault.SEAL_MISSING: "audit_seal_missing",
    Fault.SEAL_CHANGED: "audit_seal_changed",
    Fault.SEAL_DOES_NOT_FIT: "audit_seal_does_not_fit",
    Fault.UNSEALED: "audit_unsealed",
    Fault.END_MISSING: "audit_end_missing",
    Fault.END_DOES_NOT_FIT: "audit_end_does_not_fit",
    Fault.HEAD_MISSING: "audit_head_missing",
}


@click.group()
def command() -> None:
    """Prove that no history of a ticket was changed, dropped or added to afterwards."""


@command.command()
def seal() -> None:
    """Seal what was kept since the last seal, and print the head to note down elsewhere."""
    # The core is loaded only where the store is opened: verifying needs neither.
    from hotline.clock import SystemClock  # noqa: PLC0415
    from hotline.tickets import last_seal, seal_events  # noqa: PLC0415

    with open_store(read_settings()) as session:
        fresh = seal_events(session, clock=SystemClock())
        head = fresh or last_seal(session)
        events = fresh.events if fresh else 0
    click.echo(say("audit_sealed", events=events, head=head.hash) if head else say("audit_nothing"))


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--with-private", is_flag=True, help="Patients' words too, in the clear.")
def export(*, file: Path, with_private: bool) -> None:
    """Seal, then write the whole history to FILE (`-`: standard output) as JSON lines."""
    from hotline.clock import SystemClock  # noqa: PLC0415
    from hotline.tickets import export_audit, seal_events  # noqa: PLC0415

    with open_store(read_settings()) as session:
        seal_events(session, clock=SystemClock())
        lines = export_audit(session, with_private=with_private)
        if str(file) == "-":
            sys.stdout.buffer.writelines(lines)
            return
        _write(file, lines)
    click.echo(say("audit_exported", file=file))


@command.command("verify")
@click.argument("file", type=click.File("rb"))
@click.option("--head", help="The head noted at an earlier seal: it must be in the export.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify_file(*, file: BinaryIO, head: str | None, as_json: bool) -> None:
    """Say whether the export FILE is unbroken, or name the first thing that is not."""
    try:
        verdict = verify(file, head=head)
    except BrokenAudit as broken:
        if as_json:
            show_json({"ok": False, **vars(broken)})
            sys.exit(1)
        raise _trouble(broken) from None
    if as_json:
        show_json({"ok": True, **vars(verdict)})
    else:
        click.echo(_unbroken(verdict))


def _write(file: Path, lines: Iterable[bytes]) -> None:
    """The file appears whole or not at all, and only its owner may read it."""
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        with partial.open("wb") as out:
            out.writelines(lines)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _unbroken(verdict: Verdict) -> str:
    counts = {"tickets": verdict.tickets, "events": verdict.events, "seals": verdict.seals}
    return say("audit_ok", **counts, head=verdict.head or "–")


def _trouble(broken: BrokenAudit) -> Trouble:
    where = {"line": broken.line, "number": broken.number, "seq": broken.seq, "seal": broken.seal}
    if broken.number is not None:
        place = say("audit_at_event", **where)
    elif broken.seal is not None:
        place = say("audit_at_seal", **where)
    else:
        place = say("audit_at_line", **where)
    return Trouble("audit_broken", place=place, fault=say(_FAULTS[broken.fault]))
