"""A ticket's progress in plain sentences: where it is, who answers for it, by when, and what to do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from hotline.appointments import BookedVisit
from hotline.tickets import Outcome, ProgressStep, RatingLed, Standing, TicketProgress, TicketState
from telephony.channels.progress_page.visit_telling import ToldVisit, tell_visit

_WORDS = Path(__file__).with_name("words.yml")
_OWING = frozenset({TicketState.OPENED, TicketState.ACCEPTED, TicketState.IN_PROGRESS})


@dataclass(frozen=True, kw_only=True)
class ToldStep:
    """One line of the history: when, what, and what was said with it."""

    at: datetime
    when: str
    what: str
    more: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the page shows of one ticket."""

    headline: str
    is_late: bool
    explained: str
    who: str
    by_when: str
    now: str
    merged: str
    thanks: str
    steps: tuple[ToldStep, ...]


class Teller:
    """The page's words, filled with one ticket's facts, in the hospital's own time."""

    def __init__(self, *, zone: ZoneInfo) -> None:
        self.words: Mapping[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
        self._zone = zone

    def tell(self, progress: TicketProgress, *, now: datetime) -> Told:
        where = whereabouts(progress)
        due = self.moment(progress.due_at, now=now)
        facts = {
            "number": progress.number,
            "who": progress.answers_for_it or self.words["nobody_yet"],
            "due": due,
        }
        page = self.words["whereabouts"][where]
        owing = progress.state in _OWING
        contact = "with_phone" if progress.has_phone else "without_phone"
        return Told(
            headline=page["headline"].format(**facts),
            is_late=where == "breached",
            explained=self._explained(progress),
            who=self.words["who"][progress.state is TicketState.OPENED].format(**facts),
            by_when=self.words["by_when"][progress.has_phone].format(**facts) if owing else "",
            now=page["now"].format(**facts) + (self.words[contact] if owing else ""),
            merged=self._merged(progress),
            thanks=self._thanks(progress, facts),
            steps=tuple(self._step(step, now=now) for step in progress.steps),
        )

    def visit(self, visit: BookedVisit, *, now: datetime) -> ToldVisit:
        return tell_visit(visit, words=self.words, zone=self._zone, now=now)

    def moment(self, at: datetime, *, now: datetime) -> str:
        local, today = at.astimezone(self._zone), now.astimezone(self._zone).date()
        near = self.words["near"].get((local.date() - today).days, "")
        year = "" if local.year == today.year else self.words["year"].format(year=local.year)
        return str(
            self.words["moment"].format(
                near=near, year=year, month=local.month, day=local.day, time=f"{local:%H:%M}"
            )
        )

    def _step(self, step: ProgressStep, *, now: datetime) -> ToldStep:
        said = self.words["steps"][step.kind.value]
        facts = {
            "by": step.by or self.words["a_nurse"],
            "due": self.moment(step.due_at, now=now) if step.due_at else "",
        }
        reason = self.words["reason"].format(reason=step.reason) if step.reason else ""
        return ToldStep(
            at=step.at,
            when=self.moment(step.at, now=now),
            what=said["what"].format(**facts),
            more=said.get("more", "").format(**facts) + reason,
        )

    def _explained(self, progress: TicketProgress) -> str:
        is_told = whereabouts(progress) == "delayed" and progress.delay_reason
        return self.words["reason"].format(reason=progress.delay_reason) if is_told else ""

    def _merged(self, progress: TicketProgress) -> str:
        if progress.merged_from is None:
            return ""
        return str(self.words["merged"].format(merged=progress.merged_from, number=progress.number))

    def _thanks(self, progress: TicketProgress, facts: Mapping[str, str]) -> str:
        rating = progress.rating
        if rating is None:
            return ""
        began_this_round = rating.led_to is RatingLed.REOPENED and whereabouts(progress) == "reopened"
        if rating.round != progress.round and not began_this_round:
            return ""
        return str(self.words["thanks"][rating.led_to.value].format(**facts))


def whereabouts(progress: TicketProgress) -> str:
    """The name of the state as a patient sees it."""
    if progress.state is TicketState.CLOSED:
        return f"closed_{(progress.outcome or Outcome.UNSOLVED).value}"
    if progress.state not in _OWING:
        return progress.state.value
    if progress.standing.is_breached:
        return "breached"
    if progress.standing is Standing.DELAYED:
        return "delayed"
    if progress.reopened_at is not None:
        return "reopened"
    return "opened" if progress.state is TicketState.OPENED else "in_progress"
