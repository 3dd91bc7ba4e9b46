"""Which department, where Rasa cannot ask: the departments at once, with what is known."""

from dataclasses import replace
from typing import Protocol

from knowledge_base.guidance import Described, Guidance, Recommended
from knowledge_base.profile import Hospital
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from telephony.words import Words


class Recommends(Protocol):
    """Which department, from what was described."""

    def recommend(self, described: Described) -> Guidance: ...


class OwnGuidance:
    """`find` is None where nothing can be told: the search or a person goes on."""

    def __init__(self, guide: Recommends, *, hospital: Hospital, words: Words) -> None:
        self._guide = guide
        self._hospital = hospital
        self._where = {one.name: f"{one.where}，{one.hours}" for one in hospital.departments}
        self._words = words

    def find(self, text: str) -> BotAnswer | None:
        """Searching, as `recommend` does: not for the loop."""
        guidance = self._guide.recommend(Described(text=text))
        lines = [self._line(one, position=at) for at, one in enumerate(guidance.departments, start=1)]
        if lines:
            told = self._say("utter_plain_departments", departments="\n".join(lines))
            names = (one.name for one in guidance.departments)
            return replace(told, guided_to=self._hospital.departments_of_ours(names))
        if not guidance.elsewhere:
            return None
        away = guidance.elsewhere[0]
        if away.place is None:
            return self._say("utter_plain_departments_lacking", department=away.department)
        return self._say("utter_plain_departments_elsewhere", department=away.department, place=away.place)

    def find_for_complaint(self, text: str) -> BotAnswer | None:
        """Where nobody asked for a department: only for what the hospital's own list calls a complaint."""
        return self.find(text) if self._hospital.departments_for(text, limit=1) else None

    def _say(self, name: str, **facts: object) -> BotAnswer:
        return BotAnswer((Bubble(self._words.fill(name, **facts)),))

    def _line(self, one: Recommended, *, position: int) -> str:
        where = self._where.get(one.name) or one.at
        facts = {"position": position, "name": one.name, "where": where, "why": one.why}
        return self._words.fill("utter_plain_department", **facts)
