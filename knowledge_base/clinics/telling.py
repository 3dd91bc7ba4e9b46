"""An answer about clinics, as it is told: what was asked for, or a no that helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge_base.clinics.doctors import Doctor
from knowledge_base.clinics.finding import ClinicAnswer, Standing
from knowledge_base.clinics.places import said_without
from knowledge_base.clinics.question import ClinicQuestion
from knowledge_base.clinics.saying import Phrases
from knowledge_base.sittings import Sitting
from knowledge_base.townships import NearPlace, Village


class ToldKind(StrEnum):
    """What a door does with it: offer the booking, only tell it, ask which is meant, ask for more."""

    OFFER = "offer"
    TOLD = "told"
    WHICH = "which"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a plain yes books; `sitting_id` only where it is one half-day of one doctor."""

    department: str
    where: str
    doctor: str | None = None
    on: date | None = None
    starts: str | None = None
    sitting_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """`choices`: what a button shows, and what the caller says by it; `offered` names the offer."""

    kind: ToldKind
    text: str
    offer: Offer | None = None
    offered: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    about: str = ""
    """What a next question that leaves something unsaid belongs to."""
    departments: tuple[str, ...] = ()
    """Of ours, that were asked after."""


def tell(answer: ClinicAnswer, *, phrases: Phrases) -> Told:
    """At most about five lines, three of them where it is heard."""
    lines = _near_lines(answer, phrases) if answer.near else _lines(answer, phrases)
    offer, offered = _offer(answer, phrases)
    return Told(
        kind=ToldKind.OFFER if offer else ToldKind.TOLD,
        text="\n".join(line for line in lines if line),
        offer=offer,
        offered=offered,
    )


def ask_which_doctor(doctors: Sequence[Doctor], *, phrases: Phrases) -> Told:
    said = [phrases.line("which_doctor_one", department=one.department, doctor=one.called) for one in doctors]
    choices = tuple(
        (title, phrases.line("which_doctor_says", department=one.department, doctor=one.called))
        for title, one in zip(said, doctors, strict=True)
    )
    text = phrases.line(
        "which_doctor",
        called=doctors[0].family,
        count=len(doctors),
        doctors=phrases.line("joint").join(said),
    )
    return Told(kind=ToldKind.WHICH, text=text, choices=choices)


def ask_which_village(villages: Sequence[Village], *, said: str, phrases: Phrases) -> Told:
    name, towns = villages[0].name, [one.township for one in villages]
    rest = said_without(name, said)
    choices = tuple(
        (town, phrases.line("which_village_says", township=town, village=name, said=rest)) for town in towns
    )
    text = phrases.line("which_village", village=name, townships=phrases.line("joint").join(towns))
    return Told(kind=ToldKind.WHICH, text=text, choices=choices)


def _lines(answer: ClinicAnswer, phrases: Phrases) -> list[str]:
    question = answer.question
    over = [phrases.line("over", **phrases.facts(one)) for one in answer.over[:1]]
    if answer.sittings:
        alone = len(answer.sittings) == 1
        head = phrases.line("found" if alone and question.days else "found_several")
        also = () if question.is_told_where else _besides(answer, phrases)
        return [
            *over,
            _headed(head, phrases.rows(answer.sittings), phrases=phrases),
            *(phrases.spot(answer.sittings) if len(answer.sittings) <= phrases.most_rows else []),
            *phrases.cancelled(answer.cancelled),
            phrases.standing(also, name="standing_also") if also else "",
        ]
    if answer.standing:
        first, *others = answer.standing
        also_open = phrases.standing(others, name="standing_also") if others else ""
        return [*over, *phrases.cancelled(answer.cancelled), phrases.standing_alone(first), also_open]
    return [*over, *_no(answer, phrases)]


def _besides(answer: ClinicAnswer, phrases: Phrases) -> list[Standing]:
    """Where the department is open besides, for whoever did not say where."""
    told = {
        (phrases.place(one.where), one.department)
        for one in answer.sittings
        if one.where != phrases.hospital.name
    }
    return [one for one in answer.standing if (one.place, one.department) not in told]


def _no(answer: ClinicAnswer, phrases: Phrases) -> list[str]:
    question = answer.question
    lines = phrases.cancelled(answer.cancelled)
    if not lines and not answer.over:
        lines = [_no_such(question, phrases)]
    if answer.instead:
        lines.append(_headed(phrases.line("instead"), phrases.rows(answer.instead), phrases=phrases))
    if answer.standing_instead:
        lines.append(phrases.standing(answer.standing_instead, name="instead_open"))
    if len(question.places.among) == 1:
        lines += _branch_has(next(iter(question.places.among)), phrases)
    if not answer.instead and not answer.standing_instead:
        lines.append(phrases.line("nothing"))
    return lines


def _headed(head: str, rows: Sequence[str], *, phrases: Phrases) -> str:
    """On a screen each row stands below the other."""
    return head + ("".join(rows) if phrases.aloud else "\n".join(["", *rows] if len(rows) > 1 else rows))


def _no_such(question: ClinicQuestion, phrases: Phrases) -> str:
    days = question.days.on if question.days else ()
    when = ""
    if days:
        when = (
            phrases.line("when_asked", date=phrases.date(days[0]))
            if len(days) == 1
            else phrases.line("when_several")
        )
    where = phrases.line("joint").join(map(phrases.place, sorted(question.places.among)))
    if question.places.any_branch:
        where = phrases.word("any_branch")
    return phrases.line("no_such", when=when, where=where, whom=_whom(question, phrases))


def _whom(question: ClinicQuestion, phrases: Phrases) -> str:
    departments = phrases.line("joint").join(question.departments)
    if question.doctors.meant:
        return question.doctors.meant[0].called
    if question.outside:
        return departments + str(phrases.word("whom_outside")[question.outside])
    if question.expert:
        return phrases.line("whom_expert", department=departments)
    return departments or str(phrases.word("whom_nobody"))


def _branch_has(place: str, phrases: Phrases) -> list[str]:
    branch = next((one for one in phrases.hospital.branches if one.name == place), None)
    if branch is None or not branch.departments:
        return []
    departments = phrases.line("joint").join(branch.departments)
    return [phrases.line("branch_has", place=place, departments=departments)]


def _near_lines(answer: ClinicAnswer, phrases: Phrases) -> list[str]:
    """The nearest place and the county hospital: the caller decides."""
    question = answer.question
    department = question.departments[0] if question.departments else None
    lives = question.places.lives or phrases.word("near_here")
    head = phrases.line("near" if department else "near_any", lives=lives, department=department)
    shown = _both(answer.near)
    cheaper = not shown[0].is_county
    return [
        _headed(
            head,
            [phrases.near(one, department=department, has_day=question.days is not None) for one in shown],
            phrases=phrases,
        ),
        *phrases.cancelled([one for one in answer.cancelled if one.where == shown[0].name][:1]),
        phrases.line("near_cost", insurance_line=phrases.hospital.placeholders.get("insurance_line", ""))
        if cheaper
        else "",
        phrases.line("near_choose"),
    ]


def _both(near: Sequence[NearPlace]) -> list[NearPlace]:
    first, *others = near
    county = next((one for one in others if one.is_county), None)
    return [first, *([county] if county else others[:1])]


def _offer(answer: ClinicAnswer, phrases: Phrases) -> tuple[Offer | None, str]:
    if answer.near:
        return _offer_near(answer, phrases)
    sitting = next(iter((*answer.sittings, *(() if answer.standing else answer.instead))), None)
    if sitting is not None:
        return _offer_sitting(sitting, phrases)
    standing = next(iter((*answer.standing, *answer.standing_instead)), None)
    return _offer_open(standing, answer.question, phrases) if standing else (None, "")


def _offer_near(answer: ClinicAnswer, phrases: Phrases) -> tuple[Offer | None, str]:
    first, departments = answer.near[0], answer.question.departments
    if first.sitting is not None and (answer.question.days or not first.is_open):
        return _offer_sitting(first.sitting, phrases)
    if not departments:
        return None, ""
    place = phrases.place(first.name)
    here = Standing(
        department=departments[0], place=place, spot=first.address, hours=first.hours, line=first.line
    )
    return _offer_open(here, answer.question, phrases)


def _offer_sitting(sitting: Sitting, phrases: Phrases) -> tuple[Offer, str]:
    offer = Offer(
        department=sitting.department,
        where=sitting.where,
        doctor=sitting.doctor,
        on=sitting.on,
        starts=sitting.starts,
        sitting_id=sitting.id,
    )
    facts = phrases.facts(sitting) | {"date": phrases.date(sitting.on, plain=True)}
    return offer, phrases.line("offered", **facts)


def _offer_open(standing: Standing, question: ClinicQuestion, phrases: Phrases) -> tuple[Offer, str]:
    """The day too, where one was asked for."""
    days = question.days.on if question.days else ()
    on = days[0] if len(days) == 1 else None
    offer = Offer(department=standing.department, where=standing.place, on=on)
    return offer, phrases.line("offered_open", where=standing.place, department=standing.department)
