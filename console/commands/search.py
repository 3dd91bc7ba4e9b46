"""`hotline search`: what the knowledge base answers, and when it is silent."""

import click

from console.knowledge import open_search, read_hospital
from console.lines import lines_of, show_json
from console.overlay import told_knowledge
from console.settings import read_settings
from console.words import Trouble, say
from hotline.clock import SystemClock
from knowledge_base.entries import KnowledgeBase, Topic, TopicKind
from knowledge_base.search.searching import SearchResult, SearchUnavailable

_SERVICE = "服务"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--top", default=3, show_default=True, type=click.IntRange(1, 20), help="How many answers at most."
)
@click.argument("text", nargs=-1, required=True)
def command(*, as_json: bool, top: int, text: tuple[str, ...]) -> None:
    """Search TEXT, or each line of standard input with `-`."""
    settings = read_settings()
    knowledge = told_knowledge(settings, hospital=read_hospital(settings), clock=SystemClock())
    try:
        search = open_search(settings, knowledge=knowledge)
    except SearchUnavailable as fault:
        raise Trouble("search_down", reason=fault) from fault
    for line in lines_of(text):
        found = search.find(line, limit=top)
        if as_json:
            show_json(_record(line, found, knowledge=knowledge))
        else:
            _show(line, found)


def _record(line: str, found: SearchResult, *, knowledge: KnowledgeBase) -> dict[str, object]:
    answers = [
        {
            "entry": hit.entry.id,
            "topic": _heading(knowledge.heading(hit.entry)),
            "aspect": hit.entry.aspect,
            "score": round(float(hit.score), 4),
        }
        for hit in found.answers
    ]
    return {"text": line, "abstained": found.abstained, "reason": found.reason, "answers": answers}


def _heading(topic: Topic) -> str:
    return _SERVICE if topic.kind is TopicKind.SERVICE else topic.name


def _show(line: str, found: SearchResult) -> None:
    click.echo(line)
    if found.abstained:
        click.echo(f"  {say('abstained', reason=found.reason)}")
    for hit in found.answers:
        click.echo(f"  {hit.score:7.3f}  {hit.entry.id:42} {hit.entry.questions[0]}")
