"""`hotline guide`: which department, for what was told in plain words."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from console.lines import lines_of, show_json
from console.settings import read_settings

if TYPE_CHECKING:
    from knowledge_base.guidance import Guidance
    from knowledge_base.guidance.evaluation import Judged

_WIDTH = 12
_SETS = ("development", "test")


class _LinesOrWords(click.Group):
    """`learn` and `eval` are commands of their own; anything else is a description."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("--")]
        if words and words[0] not in self.commands:
            args = [*(word for word in args if word.startswith("--")), "tell", *words]
            if "--json" in args:
                args = ["tell", "--json", *words]
        return super().parse_args(ctx, args)


@click.group(cls=_LinesOrWords)
def command() -> None:
    """Say which department: `hotline guide [--json] -` reads one description a line."""


@command.command(hidden=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("text", nargs=-1, required=True)
def tell(*, as_json: bool, text: tuple[str, ...]) -> None:
    """Guide TEXT, or each line of standard input with `-`."""
    from console.guidance import operators_guide  # noqa: PLC0415 - `--help` need not wait for it
    from knowledge_base.guidance import Described  # noqa: PLC0415

    guide = operators_guide(read_settings())
    for line in lines_of(text):
        told = guide.recommend(Described(text=line))
        if as_json:
            show_json(_record(line, told))
        else:
            _show(line, told)


def _record(line: str, told: "Guidance") -> dict[str, Any]:
    question = asdict(told.question) if told.question else None
    return {
        "text": line,
        "departments": [asdict(one) for one in told.departments],
        "question": question,
        "override": told.override,
        "elsewhere": [asdict(one) for one in told.elsewhere],
    }


def _show(line: str, told: "Guidance") -> None:
    click.echo(line)
    for one in told.departments:
        click.echo(f"  {one.score:.2f}  {one.name}  {one.why}")
    for other in told.elsewhere:
        click.echo(f"  {'':4}  {other.department}  {other.place or '-'}")
    if told.question:
        labels = " / ".join(choice.label for choice in told.question.choices)
        click.echo(f"  ?     {told.question.text}\n        {labels}")


@command.command()
def learn() -> None:
    """Learn from the examples; numbers are chosen on the development set, the test set is not looked at."""
    from console.guidance import learn_guidance  # noqa: PLC0415

    learn_guidance(read_settings())


@command.command("eval")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a set.")
@click.argument("real", required=False, type=click.Path(path_type=Path, exists=True))
def evaluate(*, as_json: bool, real: Path | None) -> None:
    """Measure on the committed sets, or on REAL questions whose `dept` somebody else wrote down."""
    from console.guidance import operators_guide  # noqa: PLC0415
    from knowledge_base.guidance import evaluation, examples  # noqa: PLC0415

    guide = operators_guide(read_settings())
    if real is not None:
        sets = {real.name: list(evaluation.read_real(real))}
    else:
        sets = {name: examples.read_cases(examples.EVALUATION / f"{name}.yml") for name in _SETS}
    for name, cases in sets.items():
        _show_figures(name, evaluation.judge(cases, recommend=guide.recommend), as_json=as_json)


def _show_figures(name: str, rows: Sequence["Judged"], *, as_json: bool) -> None:
    from knowledge_base.guidance.evaluation import confusions, figures  # noqa: PLC0415

    found, mistaken = asdict(figures(rows)), confusions(rows)
    if as_json:
        show_json({"set": name, **found, "confusions": mistaken})
        return
    click.echo(name)
    for key, value in found.items():
        click.echo(f"  {key:{_WIDTH}}  {value}")
    for right, told, count in mistaken:
        click.echo(f"  {count:4}  {right} → {told}")
