"""What every door stands on, put together once a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from console.guidance import open_guide
from console.knowledge import hospital_day, open_renewal, read_hospital, shared_encoder
from console.knowledge_watch import KnowledgeWatch
from console.opinion import open_opinion
from console.overlay import KeptOverlay, open_trial
from console.paths import SENTENCES
from console.roster import HospitalRoster
from console.secrets import data_key, push_key
from console.settings import Settings
from console.sheets import open_journeys
from console.timers import Timers
from console.timetable import hospital_week
from console.townships import open_townships
from console.wechat_writing import WechatWriting, open_writing
from console.working_time import departments_time, working_target
from desk.desk import TryWords
from hotline.clock import Clock
from hotline.database import Database, Keyring, install_keyring
from hotline.green_channel import Bell
from hotline.handoff import Carrier, Talks
from hotline.ledger import Ledger
from hotline.notifications import House
from hotline.timetable import KeptTimetable
from knowledge_base import Hospital
from knowledge_base.asker import AskerReader
from knowledge_base.clinics import Clinics
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.guidance import Guide
from knowledge_base.journeys import Journeys
from knowledge_base.live import LiveSearch
from knowledge_base.needs import KeptVectors
from telephony.askers import Askers
from telephony.channels import web_chat
from telephony.gate import GiveOpinion
from telephony.ladder import ladder_of
from telephony.phone import CHANNEL as PHONE
from telephony.phone import PhoneCarrier
from telephony.ringing import open_ringer
from telephony.settings import TelephonySettings
from telephony.words import Words


@dataclass(frozen=True, kw_only=True)
class Core:
    """What every door stands on; one of each in a process."""

    hospital: Hospital
    search: LiveSearch
    guide: Guide
    opinion: GiveOpinion
    watch: KnowledgeWatch
    database: Database
    ledger: Ledger
    bell: Bell
    timers: Timers
    talks: Talks
    doorbell: web_chat.Doorbell
    words: Words
    clock: Clock
    house: House
    journeys: Journeys
    writing: WechatWriting
    push_key: str
    timetable: KeptTimetable
    clinics: Clinics
    askers: Askers
    vectors: KeptVectors
    trial: TryWords


def open_core(settings: Settings, telephony: TelephonySettings, *, clock: Clock) -> Core:
    install_keyring(Keyring(data_key(settings)))
    hospital = read_hospital(settings)
    encoder = shared_encoder(settings)
    database = Database(settings.storage)
    watch = _watch(settings, hospital=hospital, database=database, encoder=encoder, clock=clock)
    words = Words.load(SENTENCES)
    ledger = _ledger(settings, database=database, hospital=hospital, clock=clock)
    timetable = KeptTimetable(database, hospital=hospital_week(hospital))
    townships = open_townships(settings, hospital=hospital)
    ringer = open_ringer(telephony, words=words, hospital=hospital)
    doorbell = web_chat.Doorbell()
    house = _house(hospital, telephony)
    writing = open_writing(telephony, database=database, house=house, clock=clock)
    carriers: dict[str, Carrier] = {web_chat.CHANNEL: doorbell, PHONE: PhoneCarrier(), **writing.carriers}
    return Core(
        hospital=hospital,
        search=watch.live,
        guide=open_guide(hospital=hospital, encoder=encoder),
        opinion=open_opinion(encoder),
        watch=watch,
        database=database,
        ledger=ledger,
        bell=Bell(keeper=ledger, database=database, ladder=ladder_of(hospital), ringer=ringer, clock=clock),
        timers=Timers(database=database, clock=clock, roster=HospitalRoster(hospital)),
        talks=_talks(hospital, database=database, ledger=ledger, carriers=carriers, clock=clock),
        doorbell=doorbell,
        words=words,
        clock=clock,
        house=house,
        journeys=open_journeys(hospital),
        writing=writing,
        push_key=push_key(settings),
        timetable=timetable,
        clinics=Clinics(hospital, townships=townships, timetable=timetable),
        askers=Askers(AskerReader(townships)),
        vectors=KeptVectors(encoder),
        trial=open_trial(watch.live, hospital=hospital, clock=clock),
    )


def _watch(
    settings: Settings,
    *,
    hospital: Hospital,
    database: Database,
    encoder: Callable[[], QuestionEncoder],
    clock: Clock,
) -> KnowledgeWatch:
    """Opened: what it watches over is served from now on."""
    today = partial(hospital_day, hospital, clock=clock)
    overlay = KeptOverlay(database, hospital=hospital, clock=clock)
    renewal = open_renewal(settings, hospital=hospital, today=today, encoder=encoder, overlay=overlay)
    watch = KnowledgeWatch(renewal, every=settings.knowledge_looked_at_every, today=today)
    watch.open()
    return watch


def _ledger(settings: Settings, *, database: Database, hospital: Hospital, clock: Clock) -> Ledger:
    return Ledger(
        database=database,
        journal_folder=settings.var / "journal",
        clock=clock,
        working_target=working_target(departments_time(hospital), database=database),
    )


def _talks(
    hospital: Hospital,
    *,
    database: Database,
    ledger: Ledger,
    carriers: Mapping[str, Carrier],
    clock: Clock,
) -> Talks:
    roster = HospitalRoster(hospital)
    return Talks(
        database=database,
        keeper=ledger,
        carriers=carriers,
        clock=clock,
        on_duty=lambda at: roster.on_duty(at).username,
    )


def _house(hospital: Hospital, telephony: TelephonySettings) -> House:
    address = telephony.public_url.rstrip("/") if telephony.public_url else None
    line = hospital.placeholders["hotline"]
    return House(hospital=hospital.short_name, hotline=line, zone=hospital.zone, address=address)
