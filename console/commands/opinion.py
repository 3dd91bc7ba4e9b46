"""`hotline opinion`: learn the gate's second opinion, and say what it finds beside the rules."""

from collections.abc import Sequence

import click

from console.lines import show_json
from console.paths import SAFETY_CORPORA
from console.settings import read_settings
from hotline.safety import TriageGrade, screen

SETS = ("dev", "test", "mild", "answers")
_COLUMNS = {
    "emergencies_found": (TriageGrade.EMERGENCY, TriageGrade.EMERGENCY),
    "emergencies_at_least_urgent": (TriageGrade.EMERGENCY, TriageGrade.URGENT),
    "urgent_found": (TriageGrade.URGENT, TriageGrade.URGENT),
    "everyday_as_emergency": (TriageGrade.ROUTINE, TriageGrade.EMERGENCY),
    "everyday_raised": (TriageGrade.ROUTINE, TriageGrade.URGENT),
}
"""What it truly was, and the least it was raised to."""
_ROW = "{:<5} {:<12} {:>18} {:>28} {:>13} {:>22} {:>16} {:>10}"


@click.group()
def command() -> None:
    """Learn the second opinion from the committed corpora, and measure it."""


@command.command()
def learn() -> None:
    """Learn from the corpora the rules were mended on; set the limits on the development set alone."""
    from console.knowledge import read_hospital, read_knowledge, shared_encoder  # noqa: PLC0415
    from console.opinion_corpora import lessons, read_lessons  # noqa: PLC0415
    from hotline.safety import opinion_learning  # noqa: PLC0415

    settings = read_settings()
    encoder = shared_encoder(settings)()
    knowledge = read_knowledge(hospital=read_hospital(settings))
    told = lessons(SAFETY_CORPORA, knowledge=knowledge, encoder=encoder)
    beliefs = opinion_learning.learn(told, model=encoder.stamp)
    dev = read_lessons(SAFETY_CORPORA, "opinion/dev", encoder=encoder)
    calm = [one for one in dev if one.grade is TriageGrade.ROUTINE and screen(one.text).grade is one.grade]
    opinion_learning.with_cuts(beliefs, calm).write()


@command.command("eval")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a set.")
def evaluate(*, as_json: bool) -> None:
    """Print what rules alone, and rules with the opinion, make of the sets nobody mended on."""
    from console.knowledge import shared_encoder  # noqa: PLC0415
    from console.opinion_corpora import told_messages  # noqa: PLC0415
    from hotline.safety.opinion import SecondOpinion  # noqa: PLC0415

    opinion = SecondOpinion(shared_encoder(read_settings())())
    if not as_json:
        click.echo(_ROW.format("set", "by", *(name.replace("_", " ") for name in _COLUMNS), "asked"))
    for name in SETS:
        rows = [
            (told, screen(text).grade, opinion.of(text))
            for text, told in told_messages(SAFETY_CORPORA, f"opinion/{name}")
        ]
        alone = _figures([(told, rules) for told, rules, _ in rows])
        both = _figures([(told, max(rules, second.grade)) for told, rules, second in rows])
        asked = sum(second.asks and rules < TriageGrade.EMERGENCY for _, rules, second in rows)
        if as_json:
            show_json({"set": name, "rules": alone, "with_opinion": both, "asked": asked})
        else:
            click.echo(_ROW.format(name, "rules", *alone.values(), "-"))
            click.echo(_ROW.format(name, "and opinion", *both.values(), f"{asked} of {len(rows)}"))


def _figures(rows: Sequence[tuple[TriageGrade, TriageGrade]]) -> dict[str, float]:
    def share(told: TriageGrade, least: TriageGrade) -> float:
        given = [grade for truth, grade in rows if truth is told]
        return round(sum(grade >= least for grade in given) / len(given), 3)

    return {name: share(*grades) for name, grades in _COLUMNS.items()}
