"""Whatever is tried in whatever order: a number is bound by nobody who did not read its code."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.database import Database
from hotline.identity import AskedTooOften, ask_binding, confirm_binding, find_by_address, unbind
from tests.hotline.identity.making import codes_sent, somebody
from tests.hotline.making import SetClock

PEOPLE = ("anna-0000", "bert-0000")
NUMBERS = ("13800008000", "13900009000")
DEEDS = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(PEOPLE), st.sampled_from(NUMBERS)),
    # A code is tried by its place among those sent, or at random.
    st.tuples(st.just("try"), st.sampled_from(PEOPLE), st.integers(0, 5)),
    st.tuples(st.just("guess"), st.sampled_from(PEOPLE), st.integers(0, 999_999)),
    st.tuples(st.just("unbind"), st.sampled_from(PEOPLE), st.just(None)),
    st.tuples(st.just("wait"), st.sampled_from(PEOPLE), st.integers(0, 40)),
)


@dataclass
class Model:
    """What each of them was ever sent and then typed himself."""

    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    proved: set[tuple[str, str]] = field(default_factory=set)

    def typed(self, who: str, code: str) -> None:
        number, right = self.asked.get(who, ("", ""))
        if code == right:
            self.proved.add((who, number))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=25))
def test_no_sequence_of_tries_binds_a_number_without_its_code(
    database: Database, deeds: list[tuple[str, str, object]]
) -> None:
    clock, model = SetClock(), Model()
    with database.reading() as session:  # rolled back at the end: each example begins anew
        for deed, who, what in deeds:
            identity = somebody(session, clock=clock, openid=who)
            if deed == "ask":
                try:
                    ask_binding(session, identity=identity, phone=str(what), clock=clock)
                except AskedTooOften:
                    continue
                finally:
                    session.flush()
                clock.move(seconds=1)
                model.asked[who] = codes_sent(session)[-1]
            elif deed in {"try", "guess"}:
                sent = codes_sent(session)
                code = f"{what:06d}"
                if deed == "try" and sent:
                    code = sent[int(str(what)) % len(sent)][1]
                model.typed(who, code)
                confirm_binding(session, identity=identity, code=code, clock=clock)
            elif deed == "unbind":
                unbind(session, identity=identity, clock=clock)
            else:
                clock.move(minutes=int(str(what)))
            session.flush()
            for one in PEOPLE:
                found = find_by_address(session, channel="wechat", address=one)
                if found is not None and found.phone is not None:
                    assert (one, found.phone) in model.proved
