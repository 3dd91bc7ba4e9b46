"""What is told of a ranking."""

from knowledge_base.guidance import Guidance, Recommended


def ranked(**scores: float) -> Guidance:
    told = tuple(Recommended(name=name, score=score, why="", at=None) for name, score in scores.items())
    return Guidance(departments=told, question=None, override=None, elsewhere=())


def test_a_mere_rest_of_the_ranking_is_not_told() -> None:
    assert [one.name for one in ranked(骨科=0.9, 全科医学科=0.2, 疼痛科=0.01).likely] == [
        "骨科",
        "全科医学科",
    ]


def test_what_a_rule_put_first_is_told_whatever_its_share() -> None:
    assert [one.name for one in ranked(儿科=0.02, 消化内科=0.6).likely] == ["儿科", "消化内科"]


def test_nothing_stays_nothing() -> None:
    assert ranked().likely == ()
