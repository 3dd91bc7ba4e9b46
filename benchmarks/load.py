"""Asks a running service questions, one client or several, and says how long each answer took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psutil

Ask = Callable[[str, str], Awaitable[None]]
"""`(conversation, text)`: returns when the answer is there."""


@dataclass(frozen=True)
class Figures:
    """Milliseconds a turn, and turns a second."""

    median: float
    p95: float
    per_second: float


async def measure(ask: Ask, questions: Sequence[str], *, clients: int, name: str) -> Figures:
    """Every question once, spread over the clients, each with a conversation of its own."""
    took: list[float] = []

    async def client(number: int) -> None:
        for position in range(number, len(questions), clients):
            began = time.perf_counter()
            await ask(f"{name}-{clients}-{number}-{position // 5:05}-bench", questions[position])
            took.append((time.perf_counter() - began) * 1e3)

    began = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(clients)))
    seconds = time.perf_counter() - began
    return Figures(statistics.median(took), statistics.quantiles(took, n=20)[-1], len(took) / seconds)


def resident_megabytes(pids: Sequence[int]) -> float:
    """What the processes and their children hold of memory that no other process shares (PSS where known)."""
    total = 0
    for pid in pids:
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_full_info().pss
    return total / 1e6


def table(title: str, *, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table, readable in a terminal and in a document."""
    lines = [
        title,
        " | ".join(["", *columns, ""]).strip(),
        " | ".join(["", *["---"] * len(columns), ""]).strip(),
    ]
    return "\n".join([*lines, *(" | ".join(["", *row, ""]).strip() for row in rows)])
