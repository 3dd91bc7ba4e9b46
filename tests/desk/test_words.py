"""Every value that can reach a page has its word."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
import yaml

from desk.alarm_deeds import AlarmWork
from desk.appointment_page import AppointmentWork
from desk.call_sheet import ForWhom
from desk.caller_reminders_door import REFUSED_REMINDERS, CallerRemindersWork
from desk.deeds import Deed
from desk.draft_work import DraftWork
from desk.forms import TooLong
from desk.letters_door import REFUSED_LETTERS, LetterWork
from desk.outgoing_door import OutgoingView, OutgoingWork
from desk.outgoing_refusals import REFUSED_CALLS
from desk.queue import View
from desk.refusals import REFUSALS, explain
from desk.reminding import RemindWhen
from desk.talk_work import TalkWork
from desk.ticket_calls_door import TicketCallsWork
from desk.ticket_joining import Kinship
from desk.words import WORDS, Words
from hotline.appointments import AppointmentState, HelpNeeded
from hotline.conversations import Direction
from hotline.digest import Trend
from hotline.drafts import DraftDeed, DraftKind, DraftState
from hotline.follow_up import TimerKind
from hotline.green_channel import (
    AcknowledgedBy,
    AlarmEventKind,
    AlarmOutcome,
    AlarmRefused,
    AlarmState,
    RingBy,
)
from hotline.handoff import HandoffReason, TalkOutcome, TalkRefused, TalkState
from hotline.measures import MeasureState, MeasureWork
from hotline.notifications import LetterFault, LetterKept, LetterState, Means
from hotline.outgoing_calls import (
    CallKept,
    CallNotAsked,
    CallState,
    Errand,
    GaveUp,
    NoSuchRefusal,
    RingOutcome,
)
from hotline.reminders import ReminderKind, ReminderMeans, ReminderRefused, ReminderState
from hotline.safety import TriageGrade
from hotline.staff import NoSuchStaff, StaffRole, ViewDeed, ViewedThing
from hotline.tickets import (
    AttemptOutcome,
    DeedRefused,
    EscalationLevel,
    EscalationReason,
    EventKind,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    TicketKind,
    TicketState,
)

FINER = {
    ("opened", "promised"),
    ("opened", "unanswered_alarm"),
    ("reopened", "promised"),
    ("breached", "silent"),
    ("rated", "solved"),
    ("rated", "unsolved"),
    ("handover_accepted", "department"),
    ("handover_returned", "why"),
    ("not_reached", "why"),
    ("escalated", "to"),
    ("alarm_told", "arrived"),
    ("alarm_told", "called_off"),
    ("alarm_told", "outcome_recorded"),
}
LABELLED: tuple[type[StrEnum], ...] = (
    TriageGrade,
    TicketKind,
    TicketState,
    FeedbackMeans,
    Outcome,
    StaffRole,
    Direction,
    Deed,
    AttemptOutcome,
    ReturnReason,
    EscalationLevel,
    EscalationReason,
    View,
    Kinship,
    ForWhom,
    RemindWhen,
    ReminderKind,
    ReminderState,
    ReminderMeans,
    TimerKind,
    AlarmState,
    AlarmWork,
    AlarmOutcome,
    AcknowledgedBy,
    RingBy,
    ViewedThing,
    ViewDeed,
    LetterState,
    LetterWork,
    Means,
    HandoffReason,
    TalkState,
    TalkOutcome,
    TalkWork,
    Errand,
    CallState,
    RingOutcome,
    GaveUp,
    OutgoingView,
    OutgoingWork,
    AppointmentState,
    AppointmentWork,
    HelpNeeded,
    Trend,
    MeasureState,
    MeasureWork,
    DraftKind,
    DraftState,
    DraftDeed,
    DraftWork,
)


def values(enum: type[StrEnum]) -> set[str]:
    return {member.value for member in enum}


@pytest.mark.parametrize("enum", LABELLED)
def test_every_value_has_one_label_and_no_label_is_left_over(enum: type[StrEnum]) -> None:
    labels = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["labels"]
    assert set(labels[enum.__name__]) == values(enum)
    assert all(isinstance(label, str) and label for label in labels[enum.__name__].values())
    assert set(labels) == {labelled.__name__ for labelled in LABELLED}


def test_every_event_deed_view_and_answerer_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    told = {f"{kind}_{finer}" for kind, finer in FINER}
    assert set(words["events"]) == values(EventKind) | told
    assert {deed for group in words["deed_groups"] for deed in group["deeds"]} == values(Deed) - {
        Deed.MARK_SEEN,
        Deed.WITHDRAW_REMINDER,
    }
    assert set(words["alarm_events"]) == values(AlarmEventKind)
    assert set(words["done"]) == values(Deed)
    assert set(words["alarm_done"]) == values(AlarmWork)
    assert set(words["empty"]) == values(View)
    assert set(words["answered_by"]) == {"bot", "search", "safety", "words", "nurse"}


def below(error: type[Exception]) -> Iterator[type[Exception]]:
    for child in error.__subclasses__():
        yield child
        yield from below(child)


def test_every_refusal_of_the_core_is_in_the_table() -> None:
    assert {*below(DeedRefused), *below(AlarmRefused), *below(TalkRefused), NoSuchStaff} <= set(REFUSALS)


def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    assert set(words["refusals"]) == set(REFUSALS.values())
    for error in REFUSALS:
        raised = TooLong(200) if error is TooLong else error.__new__(error)
        assert explain(raised, words=Words.load(), name_of=str).sentence


def test_every_letter_that_did_not_go_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["notices"]
    assert set(words["faults"]) == {*values(LetterFault), "failed_once"}
    assert set(words["no_letters"]) == values(LetterState)
    assert set(words["done"]) == values(LetterWork)
    assert set(REFUSED_LETTERS) == set(below(LetterKept))
    assert set(words["refusals"]) == set(REFUSED_LETTERS.values())


def test_everything_about_outgoing_calls_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["outgoing"]
    assert set(words["done"]) == {*values(OutgoingWork), *values(TicketCallsWork)}
    assert set(words["explained"]) == set(words["empty"]) == values(OutgoingView)
    assert set(REFUSED_CALLS) == {*below(CallNotAsked), *below(CallKept), NoSuchRefusal}
    assert set(words["refusals"]) == set(REFUSED_CALLS.values())


def test_everything_done_with_an_appointment_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    assert set(words["appointment_done"]) == values(AppointmentWork)


def test_everything_about_what_patients_are_reminded_of_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["caller_reminders"]
    assert set(words["done"]) == values(CallerRemindersWork)
    assert set(REFUSED_REMINDERS) == set(below(ReminderRefused))
    assert set(words["refusals"]) == set(REFUSED_REMINDERS.values())


@pytest.mark.parametrize("file", sorted(WORDS.parent.glob("*.yml")), ids=lambda file: file.stem)
def test_no_name_is_taken_for_yes_or_no(file: Path) -> None:
    """`off: …` in YAML is the sentence of False, which nobody asks for."""
    words = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [name for name in _names(words) if isinstance(name, bool)] == []


def _names(words: object) -> Iterator[object]:
    if isinstance(words, dict):
        for name, told in words.items():
            yield name
            yield from _names(told)
