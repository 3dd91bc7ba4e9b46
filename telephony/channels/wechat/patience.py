"""How long WeChat waits, and how long we let ourselves wait, as the data file says."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("five_seconds.yml")

Wait = Callable[["asyncio.Future[Any]", timedelta], Awaitable[bool]]
"""Whether the future was done within that time; it goes on in any case."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """See five_seconds.yml for what each means."""

    in_place: timedelta
    held: timedelta
    last_try: timedelta
    tries: int
    store: timedelta
    kept: timedelta
    post_again: tuple[timedelta, ...]


@lru_cache(maxsize=1)
def patience() -> Patience:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    tries, again = told.pop("tries"), told.pop("post_again")
    times = {name: timedelta(seconds=seconds) for name, seconds in told.items()}
    return Patience(tries=tries, post_again=tuple(timedelta(seconds=one) for one in again), **times)


async def wait_for_real(what: "asyncio.Future[Any]", within: timedelta) -> bool:
    """By the running loop's own clock."""
    done, _ = await asyncio.wait({what}, timeout=within.total_seconds())
    return bool(done)
