"""Which department: three with reasons, after at most two short questions."""

from collections.abc import Callable, Sequence

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.guidance.asking import Asker
from knowledge_base.guidance.catalogue import Catalogue, Override
from knowledge_base.guidance.described import Described, Guidance, GuideQuestion, Recommended
from knowledge_base.guidance.hearing import spelt
from knowledge_base.guidance.learned import Learned
from knowledge_base.guidance.loading import shipped_people
from knowledge_base.guidance.numbers import Numbers
from knowledge_base.guidance.offering import Offer, Offers
from knowledge_base.guidance.overriding import deciding, ordered
from knowledge_base.guidance.ranking import Belief, Ranker
from knowledge_base.profile import Hospital

MOST = 3
NONE = Guidance(departments=(), question=None, override=None, elsewhere=())


class Guide:
    """Safe to share between threads; raises nothing: without the model the rules rank alone."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        hospital: Hospital,
        encoder: Callable[[], Encoder],
        learned: Learned | None,
        numbers: Numbers,
    ) -> None:
        self._catalogue = catalogue
        self._hospital = hospital
        self._offers = Offers(catalogue, hospital=hospital)
        self._ranker = Ranker(catalogue, learned=learned, encoder=encoder, numbers=numbers)
        self._asker = Asker(questions=catalogue.questions, sure=numbers.sure, gain=numbers.gain)
        self._nothing = numbers.nothing

    def recommend(self, described: Described) -> Guidance:
        """What was told apart from the words counts before what the words say of age, sex and pregnancy."""
        person = self._answered(self._catalogue.people.completed(described))
        heard = self._catalogue.heard(described.text)
        rule = deciding(self._catalogue.overrides, person, heard=heard)
        belief = self._ranker.believe(person, heard=heard)
        if rule is None and belief.nothing >= self._nothing:
            return NONE
        kinds = ordered(belief, rule=rule)
        if not self._offers.has(kinds[0]):
            lacking = self._offers.elsewhere(kinds[0])
            return Guidance(departments=(), question=None, override=None, elsewhere=lacking)
        offers = list(self._offers.offers(kinds, heard=heard))[:MOST]
        return Guidance(
            departments=tuple(
                self._recommended(offer, belief=belief, heard=heard, rule=rule) for offer in offers
            ),
            question=self._question(person, belief, heard=heard, rule=rule),
            override=rule.id if rule else None,
            elsewhere=self._offers.elsewhere(kinds[0]),
        )

    def read_answer(self, question: GuideQuestion, said: str) -> str | None:
        """The id of the answer meant: by number, by place in the row, by its words; None where none is."""
        words = spelt(said).strip()
        ids = [choice.id for choice in question.choices]
        if words.isdigit():
            return ids[int(words) - 1] if 0 < int(words) <= len(ids) else None
        asked = self._catalogue.questions.get(question.id)
        choices = asked.choices if asked else ()
        told = [
            (choice.wordings.longest_in(words, denials=self._catalogue.denials), choice.id)
            for choice in choices
        ]
        best = max(told, default=(0, ""))
        if best[0] and sum(length == best[0] for length, _ in told) == 1:
            return best[1]
        return self._by_place(words, ids)

    @staticmethod
    def read_person(text: str) -> Described:
        """Age, sex and pregnancy as far as the words tell; what they do not tell is None."""
        return shipped_people().read(text)

    def _by_place(self, words: str, ids: Sequence[str]) -> str | None:
        for at, wordings in self._catalogue.positions.items():
            if wordings.heard_in(words, denials=self._catalogue.denials) is not None and at < len(ids):
                return ids[at]
        return None

    def _answered(self, described: Described) -> Described:
        """What the answers told of the person, too."""
        told = {"age": described.age, "sex": described.sex, "pregnant": described.pregnant}
        for question, answer in described.answers:
            asked = self._catalogue.questions.get(question)
            for choice in asked.choices if asked else ():
                if choice.id == answer:
                    told |= choice.about
        return Described(text=described.text, answers=described.answers, **told)  # type: ignore[arg-type]

    def _question(
        self, described: Described, belief: Belief, *, heard: frozenset[str], rule: Override | None
    ) -> GuideQuestion | None:
        """An emergency is never kept waiting by a question, nor is a rule that has decided."""
        if rule is not None:
            return None
        question = self._asker.next_question(described, belief, heard=heard)
        return question.shown() if question else None

    def _recommended(
        self, offer: Offer, *, belief: Belief, heard: frozenset[str], rule: Override | None
    ) -> Recommended:
        decided = rule is not None and offer.kind in rule.first
        score = 1.0 if decided and rule is not None and rule.alone else belief.shares.get(offer.kind, 0.0)
        return Recommended(
            name=offer.name,
            score=round(score, 3),
            why=self._why(offer, heard=heard),
            at=self._hospital.name,
        )

    def _why(self, offer: Offer, *, heard: frozenset[str]) -> str:
        kind, say = self._catalogue.kinds[offer.kind], self._catalogue.say
        why = kind.why
        if offer.wanted is not None:
            return str(say["stand_in"]).format(wanted=offer.wanted, department=offer.name)
        found = [self._catalogue.findings[one] for one in sorted(heard & self._catalogue.findings.keys())]
        speaking = sorted(
            (one for one in found if one.weights.get(kind.id, 0) > 0), key=lambda one: -one.weights[kind.id]
        )
        said = say["joint"].join(one.says for one in speaking[: say["most"]])
        return str(say["why"]).format(findings=said, why=why) if said else why
