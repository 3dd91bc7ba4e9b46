"""Of a message its asker's sort is kept, and a fault in reading it costs nobody his answer."""

from typing import Never

import pytest
from sqlalchemy import select

from hotline.conversations import AgeBand, Asker, Direction, Message, Missed
from knowledge_base.asker import AskedFor, AskerReader
from telephony.askers import Askers
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from tests.telephony.making import Hotline, a_message


class Broken(AskerReader):
    """A reader that fails whatever it is given."""

    def __init__(self) -> None:
        pass

    def read(self, text: str, *, tells_place: bool = False) -> Never:
        raise RuntimeError(text, tells_place)


class Told(AskerReader):
    """A reader that is sure of the years it was given."""

    def __init__(self, *years: int) -> None:
        self._years = (years[0], years[1])

    def read(self, text: str, *, tells_place: bool = False) -> AskedFor:
        return AskedFor(years=self._years, for_other=True, township="石坂乡")


def kept(hotline: Hotline, message_id: str = "m-1") -> Message:
    hotline.ledger.flush()
    hotline.ledger.replay()  # of what the database was too busy for, opening a ticket
    with hotline.database.reading() as session:
        said = select(Message).where(Message.direction == Direction.IN, Message.message_id == message_id)
        return session.scalars(said).one()


@pytest.mark.parametrize(
    ("years", "band"),
    [((82, 82), AgeBand.OLDEST), ((66, 69), AgeBand.OLD), ((60, 69), None), ((0, 13), AgeBand.CHILD)],
)
def test_a_band_is_told_where_every_age_is_of_it(years: tuple[int, int], band: AgeBand | None) -> None:
    asker = Askers(Told(*years)).read("")
    assert asker == Asker(age_band=band, for_other=True, township="石坂乡")


def test_a_fault_in_reading_tells_nothing() -> None:
    assert Askers(Broken()).read("我妈82了") == Asker()


async def test_sort_and_outcome_stand_with_the_callers_message(hotline: Hotline) -> None:
    said = "我妈八十二了，停车场几点关"
    hotline.bot.answers[said] = BotAnswer(
        (Bubble("换个说法再问"),), missed=Missed.ABSTAINED, guided_to=("骨科",)
    )
    await hotline.intake.receive(a_message(said))
    row = kept(hotline)
    assert (row.missed, row.guided_to) == (Missed.ABSTAINED, ["骨科"])
    assert (row.age_band, row.for_other, row.township) == (AgeBand.OLDEST, True, None)


async def test_small_talk_is_never_missed(hotline: Hotline) -> None:
    hotline.bot.answers["好的谢谢"] = BotAnswer((Bubble("换个说法再问"),), missed=Missed.ABSTAINED)
    await hotline.intake.receive(a_message("好的谢谢"))
    assert kept(hotline).missed is None


async def test_an_emergency_misses_nothing_and_knows_whom_it_is_about(hotline: Hotline) -> None:
    said = "我爸七十六了，胸口疼得厉害，喘不上气，出冷汗"
    await hotline.intake.receive(a_message(said))
    row = kept(hotline)
    assert (row.missed, row.guided_to) == (None, None)
    assert (row.age_band, row.for_other) == (AgeBand.OLD, True)


async def test_once_consent_is_withdrawn_no_sort_is_kept(hotline: Hotline) -> None:
    await hotline.intake.receive(a_message("撤回同意", message_id="m-1"))
    await hotline.intake.receive(a_message("我妈八十二了，痛风能喝酒吗", message_id="m-2"))
    row = kept(hotline, "m-2")
    assert (row.text, row.age_band, row.for_other, row.township) == ("", None, None, None)
