"""`hotline doctor`: what is installed, configured and off, and why."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import click
import httpx

from console.lines import show_json
from console.paths import BOT_PYTHON, KNOWLEDGE, MIGRATIONS
from console.settings import Settings, read_door, read_settings
from console.words import say
from hotline.notifications import Means
from telephony.settings import TelephonySettings

_LETTERS = {
    Means.WEB_PUSH: "web push",
    Means.SMS: "sms",
    Means.EMAIL: "e-mail",
    Means.WECOM: "wecom robot",
}
_MARKS = {"ok": "✓", "off": "–", "fault": "✗"}


@dataclass(frozen=True)
class Finding:
    """One part: `ok`, `off` (by choice or not started) or `fault` (needs a hand)."""

    part: str
    state: str
    why: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--new-key", is_flag=True, help="Print a fresh HOTLINE_DATA_KEY and nothing else.")
@click.option("--reach", is_flag=True, help="Ask the services outside, too: whether WeChat knows us.")
def command(*, as_json: bool, new_key: bool, reach: bool) -> None:
    """Look at every part; exit 1 where one needs a hand."""
    if new_key:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - only for this option

        click.echo(Fernet.generate_key().decode())
        return
    sys.exit(show_findings(examine(read_settings(), reach=reach), as_json=as_json))


def show_findings(findings: Iterable[Finding], *, as_json: bool) -> bool:
    """Whether one needs a hand."""
    needs_hand = False
    for finding in findings:
        needs_hand |= finding.state == "fault"
        if as_json:
            show_json(asdict(finding))
        else:
            click.echo(f"{_MARKS[finding.state]} {finding.part:13} {finding.why}")
    return needs_hand


def examine(settings: Settings, *, reach: bool = False) -> Iterator[Finding]:
    """Each part in the order a start needs them."""
    yield Finding("python", "ok", f"{sys.version.split()[0]} ({sys.executable})")
    yield _rasa(settings)
    yield _there("model", any(settings.model_folder.glob("*.onnx")))
    yield _there("index", any(settings.index_folder.glob("*.npz")))
    yield _knowledge()
    yield _database(settings)
    yield _key(settings)
    yield from _running(settings)
    yield _ringer()
    yield from _letters()
    yield _digest(settings)
    yield Finding("web chat", "ok", f"{settings.address}/chat")
    yield _phone()
    yield from _wechat(reach=reach)


def _there(part: str, there: bool) -> Finding:  # noqa: FBT001 - the one fact about the part
    return (
        Finding(part, "ok", say("doctor_made")) if there else Finding(part, "fault", say("doctor_not_made"))
    )


def _rasa(settings: Settings) -> Finding:
    if not BOT_PYTHON.exists():
        return Finding("rasa", "fault", say("bot_missing"))
    trained = any(settings.bot_models.glob("*.tar.gz"))
    return _there("rasa", trained)


def _knowledge() -> Finding:
    from knowledge_base import check_knowledge  # noqa: PLC0415 - `--new-key` need not wait for it

    report = check_knowledge(KNOWLEDGE)
    counts = ", ".join(f"{count} {kind}" for kind, count in report.counts.items() if count)
    if report.faults:
        return Finding("knowledge", "fault", say("doctor_knowledge_faults", count=len(report.faults)))
    return Finding("knowledge", "ok", counts)


def _database(settings: Settings) -> Finding:
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    from hotline.database import needs_migration  # noqa: PLC0415

    try:
        behind = needs_migration(settings.storage, folder=MIGRATIONS)
    except (SQLAlchemyError, OSError) as fault:
        return Finding("database", "fault", f"{settings.storage_shown}: {str(fault).splitlines()[0]}")
    why = say("doctor_database_behind") if behind else settings.storage_shown
    return Finding("database", "fault" if behind else "ok", why)


def _key(settings: Settings) -> Finding:
    if settings.data_key:
        return Finding("data key", "ok", "HOTLINE_DATA_KEY")
    file = settings.var / "data.key"
    return Finding("data key", "ok" if file.exists() else "fault", say("doctor_keep_key", file=file))


def _ringer() -> Finding:
    """Whether the green channel can call and write; without, an emergency rings on the desk alone."""
    if missing := read_door(TelephonySettings).missing_for_ringing:
        return Finding("green channel", "off", say("doctor_ringer_off", missing=", ".join(missing)))
    return Finding("green channel", "ok", say("doctor_ringer_on"))


def _phone() -> Finding:
    telephony = read_door(TelephonySettings)
    if missing := telephony.missing_for_ringing:
        return Finding("phone", "off", say("doctor_phone_off", missing=", ".join(missing)))
    from telephony.channels.twilio_phone import PREFIX  # noqa: PLC0415 - its library takes a second to load

    doors = f"{str(telephony.public_url).rstrip('/')}{PREFIX}"
    return Finding("phone", "ok", say("doctor_phone_on", voice=doors))


def _wechat(*, reach: bool) -> Iterator[Finding]:
    from console.wechat_account import account_said, notices_said, reached  # noqa: PLC0415 - as above

    telephony = read_door(TelephonySettings)
    yield Finding("wechat", *account_said(telephony))
    if not telephony.missing_for_account:
        yield Finding("wechat notice", *notices_said(telephony))
        if reach:
            yield Finding("wechat token", *reached(telephony))


def _letters() -> Iterator[Finding]:
    """By which means staff and callers are told; what is off names its settings."""
    from telephony.notices import missing_settings  # noqa: PLC0415 - as above

    missing = missing_settings(read_door(TelephonySettings))
    for means, part in _LETTERS.items():
        if names := missing.get(means):
            yield Finding(part, "off", say("doctor_letters_off", missing=names))
        else:
            yield Finding(part, "ok", say("doctor_letters_on"))


def _digest(settings: Settings) -> Finding:
    """Whom the weekly digest is sent to; it goes by mail alone."""
    from telephony.notices import missing_settings  # noqa: PLC0415 - as above

    if not settings.digest_readers:
        return Finding("weekly digest", "off", say("doctor_digest_off"))
    if names := missing_settings(read_door(TelephonySettings)).get(Means.EMAIL):
        return Finding("weekly digest", "fault", say("doctor_digest_no_mail", missing=names))
    return Finding("weekly digest", "ok", say("doctor_digest_on", readers=", ".join(settings.digest_readers)))


def _running(settings: Settings) -> Iterator[Finding]:
    try:
        health = httpx.get(f"{settings.address}/health", timeout=5, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        yield Finding("running", "off", say("not_running", address=settings.address))
        return
    parts = ", ".join(f"{part} {state}" for part, state in health["parts"].items())
    yield Finding("running", "ok" if health["status"] == "ok" else "fault", parts)
    if refused := health.get("refused"):
        yield Finding("refused", "fault", say("doctor_refused", faults="; ".join(refused)))
