"""Every sentence of a call fits into a breath, and no digit or bracket is left in it."""

import re

import pytest
import yaml

from console.paths import ROOT
from knowledge_base import Hospital
from telephony.phone.call import Call
from telephony.phone.hearing import Command, hearing
from telephony.phone.pace import call_pace
from telephony.phone.voice import Voice
from telephony.words import Words
from tests.hotline.making import MORNING

FILE = ROOT / "telephony" / "phone" / "words.yml"
SENTENCES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["responses"]
FACTS = {
    "ahead": 12,
    "minutes": 45,
    "said": "十年高血压自己把药减了一半头晕得厉害要不要紧呢",
    "title": "疑似糖尿病酮症酸中毒或高渗状态",
    "place": "青石镇李家村三组村委会旁",
    "phone": "一三八，零零零零，八零零零",
    "digits": "一三八，零零零零，八零零零",
    "number": "二六一一二三，零零四二",
    "code": "零零四二一七",
    "due": "十一月二十四日十九点三十五分",
    "month": 11,
    "day": 24,
    "hour": 19,
    "minute": 35,
    "key": "一",
}


@pytest.fixture(scope="module")
def voice(hospital: Hospital, words: Words) -> Voice:
    return Voice(words=words, hospital=hospital, pace=call_pace())


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_sentence_fits_into_a_breath(name: str, voice: Voice) -> None:
    said = voice.word(name.removeprefix("utter_call_"), **FACTS)
    assert 0 < len(said) <= 60
    assert not re.search(r"[0-9（）()\[\]{}【】]", said)


def test_the_greeting_is_over_in_ten_seconds(voice: Voice) -> None:
    assert len(voice.word("greeting")) / call_pace().characters_a_second["normal"] <= 10


def test_a_slow_voice_says_less_at_once(voice: Voice) -> None:
    assert voice.longest(Call(name="CA1", began_at=MORNING)) == 60


def test_every_command_has_its_words() -> None:
    assert set(Command) == set(hearing().commands)
