"""Opens the guide for the process that answers and for operators' commands, and learns its numbers anew."""

from collections.abc import Callable

from console.knowledge import read_hospital, read_knowledge, shared_encoder
from console.paths import KNOWLEDGE
from console.settings import Settings
from console.words import Trouble
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.guidance import Guide
from knowledge_base.guidance import open_guide as open_kept_guide

TOPIC_WEIGHT, CASE_WEIGHT = 0.2, 1.0
"""How much a phrasing of the knowledge base, and a case of the development set, weigh beside an example."""


def open_guide(*, hospital: Hospital, encoder: Callable[[], QuestionEncoder]) -> Guide:
    """The model is opened when the first description comes. Raises `Trouble`."""
    try:
        return open_kept_guide(KNOWLEDGE, hospital=hospital, encoder=encoder)
    except KnowledgeFaulty as faulty:
        raise Trouble("knowledge_faults", count=len(faulty.faults), first=faulty.faults[0]) from faulty


def operators_guide(settings: Settings) -> Guide:
    return open_guide(hospital=read_hospital(settings), encoder=shared_encoder(settings))


def learn_guidance(settings: Settings) -> None:
    """Learn from examples, phrasings and the development set; choose the numbers on the latter alone.

    Raises EncoderBroken, KnowledgeFaulty.
    """
    from knowledge_base.guidance import calibrating, examples, learning, loading  # noqa: PLC0415 - torch

    hospital, catalogue = read_hospital(settings), loading.load_catalogue()
    topics = examples.topic_lessons(read_knowledge(hospital=hospital), catalogue.kinds, weight=TOPIC_WEIGHT)
    cases = examples.read_cases(examples.EVALUATION / "development.yml")
    school = learning.School(
        catalogue=catalogue,
        lessons=[*examples.read_lessons(), *topics],
        more=list(examples.case_lessons(cases, catalogue.kinds, weight=CASE_WEIGHT)),
        encoder=shared_encoder(settings)(),
        index_folder=settings.index_folder,
    )
    calibrating.calibrate(school, cases=cases, hospital=hospital).write()
    school.learn([*school.lessons, *school.more]).write()
