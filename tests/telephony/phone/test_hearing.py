"""A short word to the telephone is understood anywhere; inside a question it is part of the question."""

import pytest

from console.paths import KNOWLEDGE
from knowledge_base.lexicon import Lexicon, load_lexicon
from telephony.phone.hearing import Command, hearing
from telephony.phone.hints import LONGEST_HINT, hints_of
from telephony.words import Words


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("听不清", Command.AGAIN),
        ("你再说一遍嘛。", Command.AGAIN),
        ("慢一点说", Command.SLOWER),
        ("说得太快了", Command.SLOWER),
        ("正常说", Command.NORMAL),
        ("转人工！", Command.PERSON),
        ("我要找护士", Command.PERSON),
        ("再见", Command.FINISHED),
        ("没有了，谢谢。再见", None),
        ("继续", Command.MORE),
        ("返回", Command.BACK),
        ("没有", None),
        ("好的", None),
        ("我妈说话慢一点是不是中风的后遗症", None),
        ("这个号码", None),
        ("", None),
    ],
)
def test_what_is_said_to_the_telephone(said: str, command: Command | None) -> None:
    assert hearing().command(said) is command


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("对", Command.YES),
        ("是的。", Command.YES),
        ("嗯，对", Command.YES),
        ("不对", Command.NO),
        ("不是", Command.NO),
    ],
)
def test_yes_and_no_where_they_are_asked_for(said: str, command: Command) -> None:
    assert hearing().command(said, among=(Command.YES, Command.NO)) is command


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("请留一个方便接听的电话，手机或带区号的座机都可以。", 12),
        ("请告诉我六位进度码，登记时告诉过您。", 6),
        ("为了保护您的信息，请再说一下登记时所留电话的后四位。", 4),
        ("每天盐不超过五克。", 0),
        ("已经登记好了，工单号 261123-0042，进度码 004217。", 0),
    ],
)
def test_a_sentence_that_waits_for_a_number_is_known(said: str, asks: int) -> None:
    assert hearing().digits_asked(said) == asks


def test_every_rule_is_about_something_that_is_said(words: Words) -> None:
    said = "\n".join(words.fill(name) for name in words._responses)
    known = hearing()
    rules = [written for written, _ in known.said_as]
    rules += [text for one in known.asks_number for text in one.says]
    rules += [*known.entry_marks, *known.told_with_ticket, known.without_number]
    assert [rule for rule in rules if rule not in said] == []


def test_hints_keep_to_their_limits_and_begin_with_our_own_words() -> None:
    hints = hints_of(load_lexicon(KNOWLEDGE / "lexicon"), hearing=hearing(), most=500)
    assert len(hints) == 500 == len(set(hints))
    assert all(1 < len(hint) <= LONGEST_HINT for hint in hints)
    assert {"转人工", "听不清", "慢一点"} <= set(hints[:80])
    assert hints_of(Lexicon({"高血压": ("血压高",)}), hearing=hearing(), most=500)[-2:] == (
        "高血压",
        "血压高",
    )
