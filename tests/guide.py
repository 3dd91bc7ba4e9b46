"""A guide that knows what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.guidance import Described, Guidance, Guide, GuideChoice, GuideQuestion, Recommended

NOTHING = Guidance(departments=(), question=None, override=None, elsewhere=())


def recommended(*names: str, question: GuideQuestion | None = None) -> Guidance:
    told = tuple(
        Recommended(name=name, score=1 / place, why=f"{name}看这个。", at=None)
        for place, name in enumerate(names, start=1)
    )
    return Guidance(departments=told, question=question, override=None, elsewhere=())


def asking(text: str, labels: Sequence[str]) -> GuideQuestion:
    """Each label is its answer's id."""
    return GuideQuestion(
        id=text, text=text, choices=tuple(GuideChoice(id=label, label=label) for label in labels)
    )


@dataclass
class ScriptedGuide:
    """Recommends by the last key that the description or an answer holds; an answer is read by its label."""

    known: dict[str, Guidance] = field(default_factory=dict)
    asked: list[Described] = field(default_factory=list)

    def recommend(self, described: Described) -> Guidance:
        self.asked.append(described)
        told = "\n".join((described.text, *(answer for _, answer in described.answers)))
        return next((self.known[key] for key in reversed(self.known) if key in told), NOTHING)

    def read_answer(self, question: GuideQuestion, said: str) -> str | None:
        return next((choice.id for choice in question.choices if choice.label in said), None)

    def read_person(self, text: str) -> Described:
        return Guide.read_person(text)
