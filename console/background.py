"""What runs beside the answering, each in a thread of its own: letters, timers, the night's work."""

from typing import Protocol

from console.appointments import BookedListen, FollowUps
from console.booking import Booking
from console.booking_system import open_booking_system
from console.caring import caring
from console.core import Core
from console.digest_letter import DigestLetter, open_digest_letter
from console.letters import letter_posts
from console.measure_counts import MeasureCounts
from console.nightly import Nightly
from console.outgoing import outgoing_post
from console.purge import Purge
from console.reminders import Reminders
from console.sealing import Sealing
from console.settings import Settings
from console.turning import Turning
from console.voicemails import VoicemailDeletion
from console.warming import Warming
from hotline.notifications import NoticeKind
from telephony.notices import open_senders
from telephony.outgoing import open_dialler, open_recordings
from telephony.settings import TelephonySettings


class Runs(Protocol):
    """Works in a thread of its own from start to stop."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def background(settings: Settings, core: Core, telephony: TelephonySettings) -> tuple[Runs, ...]:
    digest = open_digest_letter(settings, core)
    return (
        core.watch.turning,
        core.bell,
        digest.turning,
        _nightly(settings, core, telephony).turning,
        core.timers.turning,
        BookedListen(core.hospital),
        *_booking(settings, core),
        FollowUps(database=core.database, clock=core.clock).turning,
        Reminders(core.database, clock=core.clock).turning,
        *_letters(core, telephony, digest=digest),
        _outgoing(core, telephony),
        *core.writing.turnings(),
        caring(core.talks),
        _warming(core).turning,
    )


def _warming(core: Core) -> Warming:
    return Warming(core.database, vectors=core.vectors, hospital=core.hospital, clock=core.clock)


def _booking(settings: Settings, core: Core) -> tuple[Runs, ...]:
    """None where the hospital has no booking system of its own: then a nurse books."""
    system = open_booking_system(settings)
    return (Booking(system, database=core.database, clock=core.clock).turning,) if system else ()


def _nightly(settings: Settings, core: Core, telephony: TelephonySettings) -> Nightly:
    sound = VoicemailDeletion(core.database, store=open_recordings(telephony), clock=core.clock)
    # Before the purge: what it deletes cannot be counted any more.
    counts = MeasureCounts(core.database, zone=core.hospital.zone, clock=core.clock)
    works = (Sealing(core.database, clock=core.clock), counts, _purge(settings, core), sound)
    return Nightly(works, zone=core.hospital.zone, clock=core.clock)


def _outgoing(core: Core, telephony: TelephonySettings) -> Turning:
    return outgoing_post(core.database, dialler=open_dialler(telephony), clock=core.clock)


def _letters(core: Core, telephony: TelephonySettings, *, digest: DigestLetter) -> tuple[Turning, ...]:
    senders = open_senders(
        telephony,
        house=core.house,
        push_key=core.push_key,
        clock=core.clock,
        elsewhere=core.writing.elsewhere,
        enclosing={NoticeKind.WEEKLY_DIGEST: digest.enclose},
    )
    return letter_posts(core.database, senders=senders, clock=core.clock)


def _purge(settings: Settings, core: Core) -> Purge:
    return Purge(core.database, journal_folder=settings.var / "journal", clock=core.clock)
