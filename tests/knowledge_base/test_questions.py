"""Messages taken apart into questions, and each answered in the light of the one before."""

import pytest

from knowledge_base.entries import Entry
from knowledge_base.search.questions import QuestionWords
from knowledge_base.search.searching import Hit, SearchResult, Told
from knowledge_base.search.several import find_each

WORDS = QuestionWords.read()


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("高血压能喝酒吗能吃柚子吗", ("高血压能喝酒吗", "能吃柚子吗")),
        ("我爸吃氨氯地平脚肿了怎么办？还能喝酒吗？", ("我爸吃氨氯地平脚肿了怎么办？", "还能喝酒吗？")),
        ("二甲双胍饭前吃还是饭后吃，另外能不能喝酒", ("二甲双胍饭前吃还是饭后吃", "另外能不能喝酒")),
        ("我妈糖尿病。脚麻是什么原因？怎么护理？谢谢", ("我妈糖尿病。脚麻是什么原因？", "怎么护理？谢谢")),
        ("能吃海鲜么，还有菠菜呢", ("能吃海鲜么", "还有菠菜呢")),
    ],
)
def test_each_question_keeps_the_story_told_before_it(message: str, questions: tuple[str, ...]) -> None:
    assert WORDS.apart(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "老是头晕，是不是血压高，要不要紧",
        "高血压怎么治疗好",
        "你好，请问？",
        "怎么回事？",
        "我头疼。三天了。",
        "是什么么",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert WORDS.apart(message) == (message,)


def entry(name: str, topic: str = "hypertension") -> Entry:
    return Entry(
        id=f"{topic}.{name}",
        topic_id=topic,
        topic_name=topic,
        aspect="diet",
        questions=(name,),
        answer="答",
        spoken="答",
        seek_care="急诊",
        follow_up=False,
        sources=(),
        review_status="待临床审核",
        version="0" * 12,
        department="全科医学科",
    )


class Known:
    """Answers by a word of the question, and remembers with which topic it was asked."""

    def __init__(self, **entries: Entry) -> None:
        self.entries = entries
        self.asked: list[tuple[str, str | None]] = []

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        self.asked.append((question, topic))
        hits = tuple(Hit(found, 1.0) for word, found in self.entries.items() if word in question)[:limit]
        return SearchResult(
            answers=hits, nearest=hits, abstained=not hits, reason=None if hits else "unsure", confident=True
        )

    def read(self, _message: str) -> tuple[Told, ...]:
        return ()


def test_the_second_question_is_understood_by_the_first_answer() -> None:
    known = Known(酒=entry("alcohol"), 盐=entry("salt"))
    several = find_each(known, "高血压能喝酒吗？能吃盐吗？")
    assert [one.result.answers[0].entry.id for one in several.found] == [
        "hypertension.alcohol",
        "hypertension.salt",
    ]
    assert known.asked == [("高血压能喝酒吗？", None), ("能吃盐吗？", "hypertension")]


def test_two_are_answered_and_the_rest_is_offered() -> None:
    known = Known(酒=entry("alcohol"), 盐=entry("salt"), 茶=entry("tea"))
    several = find_each(known, "能喝酒吗？能吃盐吗？能喝茶吗？能吃糖吗？")
    assert len(several.found) == 2
    assert several.rest == ("能喝茶吗？", "能吃糖吗？")


def test_one_answer_to_two_questions_is_given_once() -> None:
    known = Known(酒=entry("alcohol"))
    several = find_each(known, "能喝白酒吗？能喝啤酒吗？")
    assert len(several.found) == 1
    assert several.missed == ()


def test_what_was_not_found_is_said() -> None:
    several = find_each(Known(酒=entry("alcohol")), "能喝酒吗？月亮有多远？")
    assert [one.question for one in several.found] == ["能喝酒吗？"]
    assert several.missed == ("月亮有多远？",)


def test_where_no_part_finds_anything_the_whole_is_asked() -> None:
    known = Known()
    several = find_each(known, "月亮有多远？星星呢？", topic="gout")
    assert known.asked[-1] == ("月亮有多远？星星呢？", "gout")
    assert several.found[0].result.abstained
