"""How the figures are counted, and that calibration finds weights that work."""

from pathlib import Path

from knowledge_base.calibration import calibrate, write
from knowledge_base.evaluation import Question, QuestionSet, evaluate, read_questions
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.index import build_index
from knowledge_base.search.searching import Search
from knowledge_base.search.weights import Weights
from tests.knowledge_base.small_encoder import SmallEncoder
from tests.knowledge_base.test_searching import WEIGHTS, knowledge

SETS = Path(__file__).parent / "evaluation"


def asked(text: str, *entries: str, after: str | None = None) -> Question:
    return Question(text=text, entries=frozenset(entries), topic=None, after=after)


SMALL = QuestionSet(
    answerable=(
        asked("高血压跑步行吗", "hypertension.exercise"),
        asked("痛风海鲜", "gout.diet"),
        asked("高血压盐", "hypertension.diet"),
        asked("脚趾红肿疼", "gout.pain"),
    ),
    gaps=(asked("高血压怀孕"),),
    refused=(),
    follow_ups=(asked("那饮食呢", "gout.diet", after="gout"),),
    outside=(asked("股票涨了"), asked("下雨了吗"), asked("你好呀")),
)


def built(root: Path, *, weights: Weights | None = None) -> tuple[Search, Weights]:
    encoder, known = SmallEncoder(), knowledge(root)
    index = build_index(known, lexicon=Lexicon(), encoder=encoder, kept_in=root / "v.npz")
    chosen = weights or calibrate(known, index, encoder, questions=SMALL)
    return Search(known, index, encoder, weights=chosen), chosen


def test_an_abstention_is_a_miss_and_a_wrong_answer_alone_is_counted(tmp_path: Path) -> None:
    search, _ = built(tmp_path, weights=WEIGHTS)
    wrong = QuestionSet(
        answerable=(
            asked("高血压跑步要注意什么", "gout.diet"),
            asked("高血压吃盐", "hypertension.diet"),
            asked("股票", "gout.diet"),
        ),
        gaps=(),
        refused=(),
        follow_ups=(),
        outside=(asked("股票涨了"),),
    )
    figures = evaluate(search, wrong)
    assert (figures.hit_at_1, figures.answerable_abstained) == (0.3333, 0.3333)
    assert (figures.outside_abstained, figures.wrong_alone) == (1.0, 0.25)


def test_calibration_answers_its_own_questions_and_is_repeatable(tmp_path: Path) -> None:
    search, weights = built(tmp_path)
    figures = evaluate(search, SMALL)
    assert figures.hit_at_1 == figures.outside_abstained == 1.0
    assert built(tmp_path)[1] == weights


def test_weights_survive_their_file(tmp_path: Path) -> None:
    write(WEIGHTS, path=tmp_path / "calibration.yml")
    assert Weights.read(tmp_path / "calibration.yml") == WEIGHTS


def test_the_sets_are_large_apart_and_touch_every_topic() -> None:
    dev, test = (read_questions(SETS / f"{name}.yml") for name in ("dev", "test"))
    for one in (dev, test):
        assert len(one.answerable) >= 500
        assert len(one.outside) >= 100
        assert len(one.refused) >= 60
        assert len({question.topic for question in one.answerable}) >= 66 + 3  # medicines, readings, services
    texts = [{q.text for q in (*one.answerable, *one.gaps, *one.outside)} for one in (dev, test)]
    assert texts[0] & texts[1] == set()
