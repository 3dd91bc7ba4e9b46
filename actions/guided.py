"""Guidance between two messages: what was told so far, the question put, and the departments in words."""

from actions.tools import Guides
from actions.turn import Button, Turn
from actions.wording import wording
from hotline.conversations import Missed
from knowledge_base.guidance import Described, Elsewhere, Guidance, GuideChoice, GuideQuestion, Recommended
from knowledge_base.profile import Hospital

OPEN = "open"
"""Asked where nothing was told yet: its answer is the description."""
ANSWERED = "answered"
_NOTHING = Guidance(departments=(), question=None, override=None, elsewhere=())
_FORGOTTEN = ("guidance_text", "guidance_answers", "guidance_question", "guidance_answer")


def told_so_far(turn: Turn) -> Described:
    answers = turn.slot("guidance_answers") or ()
    return Described(
        text=str(turn.slot("guidance_text") or turn.said), answers=tuple((one[0], one[1]) for one in answers)
    )


def guidance_for(described: Described, *, guide: Guides) -> Guidance:
    """Who only asked for the department has described nothing, whatever a ranking makes of the words."""
    if all(wording().only_asks_department(line) for line in described.text.splitlines()):
        return _NOTHING
    return guide.recommend(described)


def tells_nothing(guidance: Guidance) -> bool:
    return not (guidance.departments or guidance.question or guidance.elsewhere)


def forget(turn: Turn) -> None:
    turn.remember(**dict.fromkeys(_FORGOTTEN))


def put(turn: Turn, question: GuideQuestion | None, *, number: int) -> None:
    """Remember the question, `number` being which of them it is; None is the open one."""
    choices = [[choice.id, choice.label] for choice in question.choices] if question else []
    asked = {"id": question.id if question else OPEN, "text": question.text if question else ""}
    turn.remember(guidance_question={**asked, "choices": choices, "number": number})


def say_question(turn: Turn) -> None:
    """What to answer stands in `utter_ask_guidance_answer`, which the form says next."""
    asked = turn.slot("guidance_question")
    if asked["id"] == OPEN:
        turn.say("utter_guidance_open")
        return
    buttons = [{"title": label, "payload": label} for _, label in asked["choices"]]
    turn.say("utter_guidance_question", question=asked["text"], buttons=buttons)


def question_asked(turn: Turn) -> GuideQuestion | None:
    """None is the open one."""
    asked = turn.slot("guidance_question")
    if asked["id"] == OPEN:
        return None
    choices = tuple(GuideChoice(id=key, label=label) for key, label in asked["choices"])
    return GuideQuestion(id=asked["id"], text=asked["text"], choices=choices)


def tell_departments(turn: Turn, guidance: Guidance, *, hospital: Hospital) -> None:
    """What cannot wait is not offered for booking; whatever else is told may be booked at once."""
    words = wording()
    told = guidance.departments
    names = [one.name for one in told]
    lines = [_line(one, position=at, hospital=hospital) for at, one in enumerate(told, 1)]
    turn.note(guided_to=hospital.departments_of_ours(names))
    if guidance.elsewhere:
        _tell_elsewhere(turn, guidance.elsewhere)
    if not names:
        if not guidance.elsewhere:
            turn.say("utter_departments_unsure")
        turn.remember(offer="nurse" if guidance.elsewhere else "booking", guided=None)
    elif words.takes_at_once(names[0]):
        turn.say("utter_departments_at_once", departments="\n".join(lines))
        turn.remember(offer=None, guided=None)
    else:
        turn.say("utter_departments", departments="\n".join(lines), buttons=_buttons(names))
        turn.remember(offer="booking", guided=names, department=None)


def _tell_elsewhere(turn: Turn, elsewhere: tuple[Elsewhere, ...]) -> None:
    """Where the group has it, else that none of it has."""
    places = [
        wording().line("elsewhere", department=one.department, place=one.place)
        for one in elsewhere
        if one.place
    ]
    if places:
        turn.say("utter_departments_elsewhere", departments="\n".join(places))
    else:
        turn.say("utter_departments_lacking", department=elsewhere[0].department)


def tell_departments_in_form(turn: Turn, guidance: Guidance, *, hospital: Hospital) -> None:
    """Another form is under way: nothing is offered beside it."""
    told = guidance.departments
    guided_to = hospital.departments_of_ours(one.name for one in told)
    turn.note(missed=None if told else Missed.ABSTAINED, guided_to=guided_to)
    lines = [_line(one, position=at, hospital=hospital) for at, one in enumerate(told, 1)]
    if lines:
        turn.say("utter_departments_in_form", departments="\n".join(lines))
    else:
        turn.say("utter_noted_for_nurse")


def _line(one: Recommended, *, position: int, hospital: Hospital) -> str:
    own = next((department for department in hospital.departments if department.name == one.name), None)
    if own is None or one.at not in (None, hospital.name, hospital.short_name):
        return wording().line(
            "department_at", position=position, name=one.name, where=one.at or "", why=one.why
        )
    where, hours = own.where, own.hours
    return wording().line(
        "department", position=position, name=one.name, where=where, hours=hours, why=one.why
    )


def _buttons(names: list[str]) -> list[Button]:
    words = wording()
    booked = [
        {"title": words.line("book", name=name), "payload": words.line("book_payload", name=name)}
        for name in names
    ]
    return [*booked, {"title": words.line("book_none"), "payload": words.line("book_none_payload")}]
