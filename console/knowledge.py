"""Opens what we know: strictly for operators' commands, forgivingly for the process that answers."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from console.paths import KNOWLEDGE
from console.settings import Settings
from console.words import Trouble
from hotline.clock import Clock
from knowledge_base import Hospital, KnowledgeBase, KnowledgeFaulty, load_hospital, load_knowledge
from knowledge_base.embedding.encoder import Encoder, QuestionEncoder
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.lexicon import LEXICON, load_lexicon
from knowledge_base.local_texts import LocalTexts
from knowledge_base.overlay import Overlaid, Overlay, overlaid
from knowledge_base.renewal import Making, Renewal
from knowledge_base.reports import opening as opening_reports
from knowledge_base.reports.indicators import Indicators
from knowledge_base.search import opening
from knowledge_base.search.index import Index, build_index
from knowledge_base.search.searching import Search, SearchResult, SearchUnavailable, Told


def read_hospital(settings: Settings) -> Hospital:
    """Raises `Trouble` with the first fault of the profile."""
    try:
        return load_hospital(settings.hospital)
    except KnowledgeFaulty as faulty:
        raise trouble(faulty) from faulty


def read_knowledge(*, hospital: Hospital) -> KnowledgeBase:
    """Raises `Trouble` with the first fault of the knowledge base."""
    try:
        return load_knowledge(KNOWLEDGE, hospital=hospital)
    except KnowledgeFaulty as faulty:
        raise trouble(faulty) from faulty


def read_indicators() -> Indicators:
    """What values of a report are read by. Raises `Trouble` with the first fault of the knowledge base."""
    try:
        return opening_reports.read_indicators(KNOWLEDGE)
    except KnowledgeFaulty as faulty:
        raise trouble(faulty) from faulty


def open_search(
    settings: Settings,
    *,
    knowledge: KnowledgeBase,
    threads: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> Search:
    """The search over `knowledge`; entries not embedded yet are embedded now. Raises SearchUnavailable."""
    try:
        encoder = QuestionEncoder(settings.model_folder, threads=threads)
        return opening.open_search(
            knowledge,
            folder=KNOWLEDGE,
            encoder=encoder,
            index_folder=settings.index_folder,
            progress=progress,
        )
    except (EncoderBroken, KnowledgeFaulty, OSError) as fault:
        raise SearchUnavailable(str(fault)) from fault


def open_index(settings: Settings, *, knowledge: KnowledgeBase) -> tuple[Index, QuestionEncoder]:
    """What a question is compared with, for calibrating. Raises EncoderBroken, KnowledgeFaulty."""
    encoder = QuestionEncoder(settings.model_folder)
    kept_in = settings.index_folder / opening.VECTORS
    lexicon = load_lexicon(KNOWLEDGE / LEXICON)
    return build_index(knowledge, lexicon=lexicon, encoder=encoder, kept_in=kept_in), encoder


def learn_from_phrasings(settings: Settings, *, knowledge: KnowledgeBase) -> None:
    """Learn anew what the phrasings teach, and write it beside the search. Raises EncoderBroken."""
    from knowledge_base.search.learning import learn  # noqa: PLC0415 - only learning needs torch

    kept_in = settings.index_folder / opening.VECTORS
    learn(knowledge, QuestionEncoder(settings.model_folder), kept_in=kept_in).write()


class NoSearch:
    """Stands where the search could not be opened: the hotline starts all the same and promises a person."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def find(self, _question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:  # noqa: ARG002
        raise SearchUnavailable(self._reason)

    def read(self, _message: str) -> tuple[Told, ...]:
        return ()


def shared_encoder(settings: Settings) -> Callable[[], QuestionEncoder]:
    """Opened when first asked for, once. Raises EncoderBroken, at each asking until it can be opened."""
    return cache(partial(QuestionEncoder, settings.model_folder))


def open_renewal(
    settings: Settings,
    *,
    hospital: Hospital,
    today: Callable[[], date],
    encoder: Callable[[], Encoder] | None = None,
    overlay: Callable[[], Overlay] = Overlay,
) -> Renewal:
    """What a process serves, and how it follows files and overlay; the model is opened once for all."""
    model = encoder or shared_encoder(settings)

    def load(today: date) -> KnowledgeBase:
        return load_knowledge(KNOWLEDGE, hospital=hospital, today=today)

    def lay(shipped: KnowledgeBase, own: Overlay, today: date) -> Overlaid:
        return overlaid(shipped, own, hospital=hospital, today=today)

    def open_(knowledge: KnowledgeBase) -> Search:
        folder = settings.index_folder
        return opening.open_search(knowledge, folder=KNOWLEDGE, encoder=model(), index_folder=folder)

    making = Making(load=load, lay=lay, open=open_, overlay=overlay)
    nothing = NoSearch("no sound knowledge was loaded yet")
    return Renewal(
        KNOWLEDGE, making=making, otherwise=nothing, texts=LocalTexts(hospital=hospital, today=today)
    )


def hospital_day(hospital: Hospital, *, clock: Clock) -> date:
    return clock.now().astimezone(hospital.zone).date()


def trouble(faulty: KnowledgeFaulty) -> Trouble:
    first = faulty.faults[0]
    place = f"{first.file}, {first.entry}" if first.entry else first.file
    return Trouble("knowledge_faults", count=len(faulty.faults), first=f"{place}: {first.fault}")
