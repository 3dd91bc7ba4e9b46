"""Two replicas on one PostgreSQL, many threads each: WeChat is asked for one token."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest

from hotline.access_tokens import Lent
from hotline.database import Database
from telephony.official_account.budget import Budget
from telephony.official_account.tokens import Tokens
from tests.hotline.making import SetClock

THREADS = 4


class SlowLender:
    """Lends nothing before it is `allowed`; counts how often it was asked."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.asked = 0
        self.is_asked, self.allowed = Event(), Event()

    def __call__(self, *, force: bool, budget: Budget) -> Lent:
        self.asked += 1
        self.is_asked.set()
        assert self.allowed.wait(20)
        return Lent(f"token-{self.asked}", self.clock.now() + timedelta(hours=2))


@pytest.fixture
def replicas(postgres_database: Database, migrated_postgres: str) -> Iterator[list[Database]]:
    opened = [Database(migrated_postgres) for _ in range(2)]
    yield opened
    for one in opened:
        one.close()


@pytest.mark.whole
def test_one_asks_and_all_use_what_it_was_lent(replicas: list[Database], clock: SetClock) -> None:
    lender, together, looked_again = SlowLender(clock), Barrier(2 * THREADS), Event()

    def wait(seconds: float) -> None:
        looked_again.set()
        lender.allowed.wait(seconds)

    tokens = [Tokens(lend=lender, account="wx", database=one, clock=clock, wait=wait) for one in replicas]

    def ask(place: int) -> str:
        together.wait()
        return tokens[place % 2].current(Budget(60))

    with ThreadPoolExecutor(2 * THREADS) as pool:
        asking = [pool.submit(ask, place) for place in range(2 * THREADS)]
        assert lender.is_asked.wait(20)
        assert looked_again.wait(20)
        lender.allowed.set()
        assert {one.result() for one in asking} == {"token-1"}
    clock.move(minutes=116)
    assert {one.current(Budget(60)) for one in tokens} == {"token-2"}
    assert lender.asked == 2
