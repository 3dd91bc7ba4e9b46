"""Contacts read from five tables side by side are those that each conversation gives by itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

import pytest

from hotline.calls import CallOutcome
from hotline.database import Database
from hotline.digest import SILENCE, Contact
from tests.hotline.digest.making import WEEK, ZONE, ask_person, at, contacts, ring, say, ticket
from tests.hotline.making import add_member

MINUTE = timedelta(minutes=1)
SPAN = WEEK.span(ZONE)
ENTRIES = ("gout.beer", "gout.diet", "stroke.signs")
CALL = 2 * MINUTE
"""How long every call in `making` lasts."""

Deed = tuple[datetime, Literal["said", "opened", "asked"], tuple[str, ...]]
Told = tuple[str, datetime, datetime, int, tuple[str, ...], int, int, bool]


@dataclass(kw_only=True)
class Plain:
    """A contact as anybody would reckon it."""

    begun_at: datetime
    ended_at: datetime
    said: int = 0
    entries: list[str] = field(default_factory=list)
    opened: int = 0
    asked: int = 0


def lived(random: Random) -> dict[str, list[Deed]]:
    """Conversations around both ends of the week; many silences are two hours to the minute."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for conversation in (f"web-{place}" for place in range(12)):
        when = random.choice((SPAN.start, SPAN.start + timedelta(days=2), SPAN.end))
        when += random.randint(-9, 3) * 20 * MINUTE
        for _ in range(random.randint(1, 9)):
            what: Literal["said", "opened", "asked"] = random.choice(
                ("said", "said", "said", "opened", "asked")
            )
            told = tuple(random.sample(ENTRIES, random.randint(0, 2))) if what == "said" else ()
            found[conversation].append((when, what, told))
            when += random.choice((0, 1, 20, 119, 120, 120, 121, 400)) * MINUTE
    return found


def happen(database: Database, deeds: Mapping[str, Sequence[Deed]]) -> None:
    for conversation, own in deeds.items():
        for when, what, told in own:
            if what == "said":
                say(database, conversation, when, *told)
                continue
            number = ticket(database, conversation, when)
            if what == "asked":
                ask_person(database, conversation, when, number=number, lasts=MINUTE, by="wu")


def reckoned(conversation: str, deeds: Sequence[Deed]) -> list[Told]:
    found: list[Plain] = []
    for when, _, told in (deed for deed in deeds if deed[1] == "said"):
        if not found or when - found[-1].ended_at >= SILENCE:
            found.append(Plain(begun_at=when, ended_at=when))
        found[-1].ended_at = when
        found[-1].said += 1
        found[-1].entries += told
    for when, what, _ in (deed for deed in deeds if deed[1] != "said"):
        for one in found:
            if one.begun_at <= when < one.ended_at + SILENCE:
                one.opened += 1
                one.asked += what == "asked"
    return [
        (
            conversation,
            one.begun_at,
            one.ended_at,
            one.said,
            tuple(dict.fromkeys(one.entries)),
            one.opened,
            one.asked,
            False,
        )
        for one in found
        if SPAN.start <= one.begun_at < SPAN.end
    ]


def plainly(contact: Contact) -> Told:
    return (
        contact.conversation_id,
        contact.begun_at,
        contact.ended_at,
        contact.said,
        contact.entries,
        len(contact.opened),
        len(contact.asked),
        contact.call is not None,
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_stream_gives_what_each_conversation_gives_by_itself(any_database: Database, seed: int) -> None:
    deeds = lived(Random(seed))  # noqa: S311 - nothing secret
    with any_database.transaction() as session:
        add_member(session, "wu")
    happen(any_database, deeds)
    rung_at = SPAN.start + timedelta(days=1)
    rang = ring(any_database, rung_at, CallOutcome.ABANDONED)
    expected = [one for conversation, own in deeds.items() for one in reckoned(conversation, own)]
    expected.append((rang, rung_at, rung_at + CALL, 0, (), 0, 0, True))
    assert sorted(map(plainly, contacts(any_database))) == sorted(expected)


def test_a_piece_of_one_table_may_reach_further_than_all_of_another(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.digest.happenings._PIECE", 2)
    for place in range(7):
        say(any_database, f"web-{place}", at(hour=9), "gout.beer", "gout.diet")
        say(any_database, "wechat-1", at(hour=9) + place * MINUTE, "gout.beer")
    found = contacts(any_database)
    assert len(found) == 8
    assert {one.conversation_id: one.entries for one in found} == {
        "wechat-1": ("gout.beer",),
        **{f"web-{place}": ("gout.beer", "gout.diet") for place in range(7)},
    }


def test_what_is_said_after_the_instant_looked_back_from_is_not_there(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    ticket(any_database, "web-1", at() + MINUTE)
    say(any_database, "web-1", at() + 2 * MINUTE, "gout.diet")
    (found,) = contacts(any_database, as_of=at() + MINUTE)
    assert (found.said, found.entries, len(found.opened)) == (1, ("gout.beer",), 1)


def test_a_call_that_goes_on_is_not_told_of_yet(any_database: Database) -> None:
    ring(any_database, at(), CallOutcome.FINISHED)
    assert contacts(any_database, as_of=at() + MINUTE) == []
    assert len(contacts(any_database, as_of=at() + CALL)) == 1
