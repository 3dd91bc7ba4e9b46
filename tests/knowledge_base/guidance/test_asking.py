"""At most two short questions, each of which separates; answers in free words."""

from knowledge_base.guidance import Described, Guide, GuideQuestion
from knowledge_base.guidance.catalogue import Catalogue


def asked(guide: Guide, described: Described) -> GuideQuestion:
    question = guide.recommend(described).question
    assert question is not None
    return question


def test_an_unclear_complaint_is_asked_about(guide: Guide) -> None:
    assert asked(guide, Described(text="肚子疼", age=40, sex="male")).id == "belly_where"


def test_an_answer_moves_the_departments(guide: Guide) -> None:
    told = guide.recommend(Described(text="肚子疼", age=40, sex="male", answers=(("belly_where", "right"),)))
    assert told.departments[0].name == "普通外科"


def test_nothing_is_asked_a_third_time(guide: Guide) -> None:
    answers = (("belly_where", "navel"), ("belly_woman", "man"))
    assert guide.recommend(Described(text="肚子疼", answers=answers)).question is None


def test_the_same_is_never_asked_twice(guide: Guide) -> None:
    told = guide.recommend(Described(text="肚子疼", age=40, answers=(("belly_where", "navel"),)))
    assert told.question is None or told.question.id != "belly_where"


def test_a_man_is_not_asked_what_only_women_can_answer(guide: Guide, catalogue: Catalogue) -> None:
    question = catalogue.questions["belly_woman"]
    assert not question.suits(Described(text="肚子疼", sex="male"), heard=frozenset({"belly_pain"}))


def test_an_answer_of_who_it_is_changes_who_may_see_them(guide: Guide) -> None:
    told = guide.recommend(Described(text="拉肚子", answers=(("who", "child"),)))
    assert told.departments[0].name == "儿科"


def test_answers_are_read_in_free_words(guide: Guide, catalogue: Catalogue) -> None:
    question = catalogue.questions["belly_where"].shown()
    said = {
        "右边这里": "right",
        "2": "right",
        "第一个": "upper",
        "肚脐周围": "navel",
        "说不清": None,
        "9": None,
    }
    assert {words: guide.read_answer(question, words) for words in said} == said
