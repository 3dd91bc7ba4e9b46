"""The token of one process: asked for in turn, kept where the store is away, and never hammered for."""

from datetime import timedelta
from pathlib import Path

import pytest

from hotline.access_tokens import Lent, take_turn
from hotline.database import Database
from telephony.official_account.account import AccountRefused, AccountUnreachable, RefusalKind
from telephony.official_account.budget import Budget
from telephony.official_account.tokens import Tokens
from tests.hotline.making import SetClock


class Lender:
    """Lends what it is told, or raises it; `asked` holds for each time whether it was by force."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.asked: list[bool] = []
        self.next: list[str | Exception] = []

    def __call__(self, *, force: bool, budget: Budget) -> Lent:
        self.asked.append(force)
        told = self.next.pop(0) if self.next else f"token-{len(self.asked)}"
        if isinstance(told, Exception):
            raise told
        return Lent(told, self.clock.now() + timedelta(hours=2))


@pytest.fixture
def lender(clock: SetClock) -> Lender:
    return Lender(clock)


def tokens_of(database: Database, lender: Lender, waited: list[float] | None = None) -> Tokens:
    waits = waited if waited is not None else []
    return Tokens(lend=lender, account="wx", database=database, clock=lender.clock, wait=waits.append)


@pytest.fixture
def tokens(database: Database, lender: Lender) -> Tokens:
    return tokens_of(database, lender)


@pytest.fixture
def alone(tmp_path: Path, lender: Lender) -> Tokens:
    """The store is away."""
    return tokens_of(Database(f"sqlite:///{tmp_path / 'nowhere' / 'hotline.db'}"), lender)


REFUSED = AccountRefused(40164, RefusalKind.BAD_CREDENTIALS)
SILENT = AccountUnreachable("ReadTimeout")


def test_a_restart_asks_for_no_other(database: Database, tokens: Tokens, lender: Lender) -> None:
    first = tokens.current(Budget())
    assert tokens_of(database, lender).current(Budget()) == first
    assert lender.asked == [False]


def test_until_five_minutes_before_its_end_it_is_asked_for_once(
    tokens: Tokens, lender: Lender, clock: SetClock
) -> None:
    for _ in range(23):
        assert tokens.current(Budget()) == "token-1"
        clock.move(minutes=5)
    assert tokens.current(Budget()) == "token-2"
    assert lender.asked == [False, False]


def test_while_another_replica_asks_the_old_one_is_used(
    database: Database, tokens: Tokens, lender: Lender, clock: SetClock
) -> None:
    tokens.current(Budget())
    clock.move(minutes=116)
    with database.transaction() as session:
        assert take_turn(session, account="wx", clock=clock).until
    assert tokens.current(Budget()) == "token-1"
    assert lender.asked == [False]


def test_with_no_old_one_it_waits_for_the_other_as_long_as_there_is_time(
    database: Database, lender: Lender, clock: SetClock
) -> None:
    waited: list[float] = []
    with database.transaction() as session:
        take_turn(session, account="wx", clock=clock)
    ticks = iter([0.0, 4.0, 9.95, 10.0])
    with pytest.raises(AccountUnreachable) as raised:
        tokens_of(database, lender, waited).current(Budget(ticks=lambda: next(ticks)))
    assert raised.value.was_not_done
    assert waited == [0.1, pytest.approx(0.05)]


def test_the_old_one_is_used_where_no_new_one_is_had(tokens: Tokens, lender: Lender, clock: SetClock) -> None:
    tokens.current(Budget())
    clock.move(minutes=116)
    for fault in (REFUSED, SILENT):
        lender.next = [fault]
        assert tokens.current(Budget()) == "token-1"
    clock.move(minutes=4)
    lender.next = [REFUSED]
    with pytest.raises(AccountRefused, match="40164"):
        tokens.current(Budget())
    assert tokens.current(Budget()) == "token-5"


def test_without_a_token_nothing_was_done(tokens: Tokens, lender: Lender) -> None:
    lender.next = [SILENT]
    with pytest.raises(AccountUnreachable) as raised:
        tokens.current(Budget())
    assert raised.value.was_not_done
    assert tokens.current(Budget()) == "token-2"


def test_a_spoiled_one_another_replica_replaced_is_not_asked_for(
    database: Database, tokens: Tokens, lender: Lender
) -> None:
    spoiled = tokens.current(Budget())
    assert tokens_of(database, lender).instead_of(spoiled, Budget()) == "token-2"
    assert tokens.instead_of(spoiled, Budget()) == "token-2"
    assert tokens.current(Budget()) == "token-2"
    assert lender.asked == [False, False]


def test_force_is_used_where_the_spoiled_one_is_lent_again_and_not_at_once_again(
    tokens: Tokens, lender: Lender
) -> None:
    spoiled = tokens.current(Budget())
    lender.next = [spoiled, "forced"]
    assert tokens.instead_of(spoiled, Budget()) == "forced"
    lender.next = ["forced"]
    with pytest.raises(AccountRefused, match="40001"):
        tokens.instead_of("forced", Budget())
    assert lender.asked == [False, False, True, False]


def test_with_the_store_away_the_process_keeps_its_own(
    alone: Tokens, lender: Lender, clock: SetClock
) -> None:
    assert [alone.current(Budget()) for _ in range(3)] == ["token-1"] * 3
    clock.move(minutes=116)
    assert [alone.current(Budget()) for _ in range(3)] == ["token-2"] * 3
    assert lender.asked == [False, False]


def test_with_the_store_away_it_asks_at_most_once_a_minute(
    alone: Tokens, lender: Lender, clock: SetClock
) -> None:
    lender.next = [SILENT, SILENT, SILENT]
    for _ in range(120):
        with pytest.raises(AccountUnreachable) as raised:
            alone.current(Budget())
        assert raised.value.was_not_done
        clock.move(seconds=1)
    assert len(lender.asked) == 2


def test_with_the_store_away_the_old_one_is_used_to_its_end(
    alone: Tokens, lender: Lender, clock: SetClock
) -> None:
    alone.current(Budget())
    clock.move(minutes=116)
    lender.next = [SILENT] * 10
    for _ in range(4):
        assert alone.current(Budget()) == "token-1"
        clock.move(minutes=1)
    with pytest.raises(AccountUnreachable):
        alone.current(Budget())


def test_what_the_store_did_not_take_is_used_all_the_same(
    database: Database, lender: Lender, tokens: Tokens, tmp_path: Path
) -> None:
    class Vanishing(Lender):
        def __call__(self, *, force: bool, budget: Budget) -> Lent:
            (tmp_path / "hotline.db").rename(tmp_path / "gone.db")
            return super().__call__(force=force, budget=budget)

    assert tokens_of(database, Vanishing(lender.clock)).current(Budget()) == "token-1"


def test_it_is_shown_nowhere(tokens: Tokens) -> None:
    assert tokens.current(Budget()) not in repr(tokens)
