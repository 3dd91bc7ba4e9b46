"""A chat turn, message in to reply out: the hotline beside a stock Rasa FAQ bot, in one run.

`python -m benchmarks.turn` (about eight minutes, most of it the peer's training).
"""

import asyncio
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from benchmarks import stock_faq
from benchmarks.load import Ask, Figures, measure, resident_megabytes, table
from console.knowledge import read_hospital, read_knowledge
from console.preparation import Preparation
from console.processes import application_spec, rasa_spec
from console.settings import Settings, read_settings
from console.supervisor import Child, ChildSpec
from knowledge_base import Entry

TOPICS = ("hypertension", "type2_diabetes", "gout", "asthma")
"""The peer learns these alone: with all topics its training takes an hour, and a turn of it no less."""
EMERGENCIES = ("我爸胸口压得慌满头大汗", "我妈嘴歪了说话不清", "孩子噎住了喘不上气", "刚才吐了好多血")
ROUNDS = 200
CLIENTS = (1, 8)
_LONGEST_START = 240.0


def main() -> None:
    settings = read_settings()
    Preparation(settings, tell=print, progress=lambda *_: None).run()
    knowledge = read_knowledge(hospital=read_hospital(settings))
    entries = [entry for entry in knowledge.entries.values() if entry.topic_id in TOPICS]
    # The middle phrasing of each entry: known to both sides alike.
    asked = [entry.questions[len(entry.questions) // 2] for entry in entries]
    questions = (asked * (ROUNDS // len(asked) + 1))[:ROUNDS]
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *_hotline(settings, Path(folder), questions),
            *_peer(Path(folder), questions, entries=entries),
        ]
    print(table("\nA chat turn (milliseconds)", columns=COLUMNS, rows=rows))


COLUMNS = ("service", "clients", "median", "p95", "turns/s", "memory MB")


def _hotline(settings: Settings, folder: Path, questions: Sequence[str]) -> Iterator[list[str]]:
    ours = settings.model_copy(
        update={"var": folder / "var", "port": free_port(), "rasa_port": free_port(), "database_url": None}
    )
    (folder / "var").mkdir()
    for made in ("model", "index", "bot"):
        (folder / "var" / made).symlink_to(settings.var / made)
    Preparation(ours, tell=lambda _: None, progress=lambda *_: None).run(("database",))
    health = f"{ours.address}/health"
    with running(
        [application_spec(ours), rasa_spec(ours)], ready=lambda: json_at(health).get("status") == "ok"
    ) as pids:
        yield from _rows("hotline", f"{ours.address}/api/messages", questions, shape=_ours, pids=pids)
        urgent = EMERGENCIES * (ROUNDS // len(EMERGENCIES))
        figures = asyncio.run(
            _ask_all(f"{ours.address}/api/messages", urgent, clients=1, shape=_ours, name="alarm")
        )
        yield ["hotline, emergencies", "1", *_shown(figures), ""]


def _peer(folder: Path, questions: Sequence[str], *, entries: Sequence[Entry]) -> Iterator[list[str]]:
    project = folder / "stock"
    stock_faq.write_project(project, entries=entries)
    print("Training the peer ...", flush=True)
    stock_faq.train(project)
    port = free_port()
    spec = ChildSpec(
        name="stock Rasa",
        command=stock_faq.command(port),
        folder=project,
        log=folder / "stock.log",
        environment=stock_faq.ENVIRONMENT,
    )
    address = f"http://127.0.0.1:{port}"
    with running([spec], ready=lambda: _answers(address)) as pids:
        yield from _rows(
            "stock Rasa FAQ", f"{address}/webhooks/rest/webhook", questions, shape=_rest, pids=pids
        )


def _rows(
    name: str,
    url: str,
    questions: Sequence[str],
    *,
    shape: Callable[[str, str], dict[str, str]],
    pids: Sequence[int],
) -> Iterator[list[str]]:
    asyncio.run(_ask_all(url, questions[:20], clients=1, shape=shape, name="warm"))
    for clients in CLIENTS:
        figures = asyncio.run(_ask_all(url, questions, clients=clients, shape=shape, name="turn"))
        yield [name, str(clients), *_shown(figures), f"{resident_megabytes(pids):.0f}"]


async def _ask_all(
    url: str,
    questions: Sequence[str],
    *,
    clients: int,
    shape: Callable[[str, str], dict[str, str]],
    name: str,
) -> Figures:
    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:

        async def ask(conversation: str, text: str) -> None:
            (await http.post(url, json=shape(conversation, text))).raise_for_status()

        asking: Ask = ask
        return await measure(asking, questions, clients=clients, name=name)


def _ours(conversation: str, text: str) -> dict[str, str]:
    return {"conversation": conversation, "text": text}


def _rest(conversation: str, text: str) -> dict[str, str]:
    return {"sender": conversation, "message": text}


def _shown(figures: Figures) -> list[str]:
    return [f"{figures.median:.1f}", f"{figures.p95:.1f}", f"{figures.per_second:.1f}"]


@contextmanager
def running(specs: Sequence[ChildSpec], *, ready: Callable[[], bool]) -> Iterator[list[int]]:
    """Start the processes, wait until they answer, stop them afterwards."""
    with ExitStack() as stack:
        children = [Child(spec, tell=print) for spec in specs]
        for child in children:
            stack.callback(child.stop)
            child.start()
        ends = time.monotonic() + _LONGEST_START
        while not ready():
            if time.monotonic() > ends:
                raise TimeoutError(f"{specs[-1].name} did not come up; see {specs[-1].log}")
            time.sleep(0.5)
        yield [child.process.pid for child in children if child.process]


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def json_at(url: str) -> dict[str, object]:
    try:
        answer: dict[str, object] = httpx.get(url, timeout=5, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return {}
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
