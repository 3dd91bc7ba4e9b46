"""便民措施 at the desk: who reads and writes them, what came of each, and how a need becomes a measure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi import FastAPI
from httpx2 import Response

from desk import Desk, router
from desk.measure_refusals import MEASURE_REFUSALS, explain_measure
from desk.measure_words import MeasureLine, measure_lines
from hotline.measures import Measure, MeasureRefused, MeasureState, measures_in_week
from hotline.weeks import Week
from knowledge_base.needs import KeptVectors
from tests.desk.person import Person, token_in
from tests.hotline.digest.making import at, say
from tests.hotline.measures.making import ZONE, a_measure, ask
from tests.knowledge_base.needs.test_needs import ALONE, EEG, PARKING
from tests.knowledge_base.small_encoder import SmallEncoder

TODAY = date(2026, 11, 23)
MONDAY = TODAY - timedelta(weeks=4)
"""Four whole weeks are over."""

WRITTEN = {
    "title": "停车场加二十个车位",
    "for_whom": "开车来看病的人",
    "owner": "后勤科",
    "due_on": "2026-12-10",
    "note": "从东门进",
    "keys": "停车\n车 停",
}


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def app(desk: Desk, encoder: SmallEncoder) -> FastAPI:
    app = FastAPI()
    app.include_router(router(Desk(**vars(desk) | {"vectors": KeptVectors(lambda: encoder)})))
    return app


@pytest.fixture
def xu(person: Callable[[str], Person]) -> Person:
    return person("xu")


def send(who: Person, place: str, **fields: str) -> Response:
    token = token_in(who.client.get("/desk").text)
    return who.client.post(f"/desk/measures/{place}", data={"form_token": token, **fields})


def proposed(who: Person, **changed: str) -> str:
    """Its address."""
    sent = send(who, "propose", **WRITTEN | changed)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"].removeprefix("/desk/measures/").partition("?")[0]


@pytest.fixture
def lived(desk: Desk) -> str:
    """A measure that has worked for four weeks: ten of thirty asked before, two of thirty after."""
    first = Week.of(MONDAY)
    for back in range(1, 6):
        ask(desk.database, first.before(back), eeg=10, others=20)
    for place in range(4):
        ask(desk.database, first.after(place), eeg=2, others=28)
    with desk.database.transaction() as session:
        return str(a_measure(session, on=MONDAY).id)


@pytest.mark.parametrize(
    ("username", "status"),
    [("xu", 200), ("fang", 200), ("gu", 200), ("chen", 200), ("wang", 403), ("he", 403)],
)
def test_who_speaks_with_patients_or_answers_for_it_reads_them(
    person: Callable[[str], Person], lived: str, username: str, status: int
) -> None:
    client = person(username).client
    assert client.get("/desk/measures").status_code == status
    assert client.get(f"/desk/measures/{lived}").status_code == status


@pytest.mark.parametrize("username", ["fang", "gu", "chen", "wang"])
def test_only_managers_write_them(person: Callable[[str], Person], lived: str, username: str) -> None:
    who = person(username)
    assert who.client.get("/desk/measures/new").status_code == 403
    assert send(who, "propose", **WRITTEN).status_code == 403
    assert send(who, f"{lived}/keep", seen="2").status_code == 403
    assert "提一项措施" not in who.client.get("/desk/measures").text


def test_the_ledger_says_in_a_sentence_what_came_of_it(xu: Person, lived: str) -> None:
    page = xu.client.get("/desk/measures").text
    assert lived in page
    assert "体检中心负责" in page
    assert "2026年10月26日开始" in page
    assert "前5周平均每周10次（每百次来询里33.3次），之后4周平均每周2次（每百次来询里6.7次）" in page
    assert "照以前的比例该有40次，实有8次：少了79%，不像是偶然（多半少56%到90%）。" in page
    assert "还不到时候，2026年12月20日过完再看。" in page


def test_a_measure_that_nobody_knows_is_said_to_be_none(xu: Person) -> None:
    for name in ("00000000-0000-0000-0000-000000000001", "停车"):
        found = xu.client.get(f"/desk/measures/{name}")
        assert found.status_code == 404
        assert "没有找到这项措施" in found.text
    assert send(xu, "停车/keep", seen="1").status_code == 404


def test_its_life_at_the_desk(desk: Desk, xu: Person) -> None:
    name = proposed(xu)
    assert "还没有开始。" in xu.client.get(f"/desk/measures/{name}").text
    assert send(xu, f"{name}/edit", **WRITTEN | {"owner": "保卫科", "seen": "1"}).status_code == 303
    assert send(xu, f"{name}/begin", on="2026-11-20", seen="2").status_code == 303
    assert send(xu, f"{name}/keep", note="司机说好", seen="3").status_code == 303
    page = xu.client.get(f"/desk/measures/{name}").text
    assert re.search(r"许主任</b> \S+ [\d:]+ 修改：谁负责", page), page
    assert "长期保留：司机说好" in page
    assert send(xu, f"{name}/stop", on="2026-11-23", note="车位收回", seen="4").status_code == 303
    assert [row.state for row in _all(desk)] == [MeasureState.STOPPED]
    assert f"/desk/measures/{name}/" not in xu.client.get(f"/desk/measures/{name}").text


def _all(desk: Desk) -> list[Measure]:
    with desk.database.reading() as session:
        return list(session.query(Measure))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"keys": ""}, "至少一组词"),
        ({"keys": "停"}, "“停”太短"),
        ({"keys": "电话13800001234"}, "像电话或证件号码"),
        ({"due_on": "下周"}, "日期看不懂"),
        ({"owner": " "}, "必填的内容没写"),
        ({"title": "车" * 61}, "60个字以内"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_typed_is_lost(
    desk: Desk, xu: Person, changed: dict[str, str], said: str
) -> None:
    sent = send(xu, "propose", **WRITTEN | changed)
    assert sent.status_code == 422
    assert said in sent.text
    assert "从东门进" in sent.text
    assert _all(desk) == []


def test_two_managers_do_not_overwrite_each_other(xu: Person) -> None:
    name = proposed(xu)
    assert send(xu, f"{name}/edit", **WRITTEN | {"note": "从西门进", "seen": "1"}).status_code == 303
    second = send(xu, f"{name}/edit", **WRITTEN | {"note": "从南门进", "seen": "1"})
    assert second.status_code == 409
    assert "有人改过这项措施" in second.text
    assert "从南门进" in second.text


def test_once_begun_what_counts_is_fixed(xu: Person, lived: str) -> None:
    sent = send(xu, f"{lived}/edit", **WRITTEN | {"seen": "2"})
    assert sent.status_code == 409
    assert "算哪些来询不能再改" in sent.text
    assert send(xu, f"{lived}/begin", on="2026-11-23", seen="2").status_code == 409


def test_a_form_of_nobody_changes_nothing(desk: Desk, xu: Person) -> None:
    assert xu.client.post("/desk/measures/propose", data=WRITTEN).status_code == 403
    assert _all(desk) == []


@pytest.mark.usefixtures("lived")
def test_the_words_are_tried_on_the_last_weeks_and_nothing_is_kept(desk: Desk, xu: Person) -> None:
    page = send(xu, "try", **WRITTEN | {"keys": "脑电图"}).text
    assert "过去八周里会算到这些来询。" in page
    assert "脑电图下午能不能做" in page
    assert "从东门进" in page
    assert "没有一次来询对得上" in send(xu, "try", **WRITTEN).text
    assert len(_all(desk)) == 1


@pytest.fixture
def asked(desk: Desk) -> None:
    for back in range(4):
        for place, said in enumerate([*PARKING, *EEG, *ALONE, "停车场收费多少，打13800001234告诉我"]):
            when = at(day=place % 7, hour=9) - timedelta(weeks=back)
            say(desk.database, f"web-{back}-{place}", when, said=said, channel="web_chat")


@pytest.mark.usefixtures("asked")
def test_a_need_on_the_digest_becomes_a_measure(
    desk: Desk, xu: Person, person: Callable[[str], Person]
) -> None:
    needs = xu.client.get("/desk/digest/needs", params={"week": "2026-W47"}).text
    places = re.findall(r'href="(/desk/measures/new\?[^"]+)"', needs)
    assert places
    assert "/desk/measures/new" not in person("gu").client.get("/desk/digest/needs").text
    pages = [xu.client.get(place.replace("&amp;", "&")).text for place in places]
    page = next(one for one in pages if "停车场" in one)
    assert "大家用的词：停车场" in page
    assert "从2026年第47周的小结里提出" in page
    assert "13800001234" not in page
    fields = dict(re.findall(r'type="hidden" name="(need|need_name|week)" value="([^"]*)"', page))
    proposed(xu, **fields)
    made = _all(desk)[0]
    assert (made.need_id, made.picked_week) == (fields["need"], "2026-W47")


@pytest.mark.usefixtures("asked")
def test_without_a_model_the_words_are_written_by_hand(encoder: SmallEncoder, xu: Person) -> None:
    encoder.broken = True
    found = xu.client.get("/desk/measures/new", params={"need": "need-12345678", "week": "2026-W47"})
    assert found.status_code == 200
    assert 'name="keys"' in found.text


def lines(desk: Desk, week: Week) -> tuple[MeasureLine, ...]:
    with desk.database.reading() as session:
        return measure_lines(measures_in_week(session, week=week, zone=ZONE, as_of=desk.clock.now()))


def test_a_weeks_digest_has_a_line_for_each(desk: Desk, lived: str) -> None:
    with desk.database.transaction() as session:
        a_measure(session, begun=False, title="挂号窗口加一个", owner="门诊部", due_on=date(2026, 11, 20))
        a_measure(session, on=TODAY - timedelta(days=3), title="医保码帮办台", owner="门诊部")
    overdue, judged, begun = lines(desk, Week.parse("2026-W47"))
    assert overdue == MeasureLine(
        text="便民措施“挂号窗口加一个”（门诊部）原定11月20日之前开始，还没有开始。",
        at=overdue.at,
        is_bad=True,
    )
    assert judged.text.startswith("便民措施“脑电图下午也做”（体检中心）满四周：之前5周平均每周10次")
    assert judged.at == f"/desk/measures/{lived}"
    assert begun.text == "便民措施“医保码帮办台”（门诊部）本周开始，12月20日过完看头四周有没有用。"


def test_every_refusal_has_its_sentence() -> None:
    assert set(MeasureRefused.__subclasses__()) <= set(MEASURE_REFUSALS)
    for error in MEASURE_REFUSALS:
        told = error(1) if error.__name__ == "TooLong" else error("词")
        assert explain_measure(told).sentence


@pytest.mark.parametrize("field", ["title", "owner", "for_whom", "note"])
@pytest.mark.parametrize("number", ["13800001234", "110101199003078515"])
def test_no_patients_number_comes_into_the_ledger(xu: Person, field: str, number: str) -> None:
    refused = send(xu, "propose", **WRITTEN | {field: f"请找{number}问"})
    assert refused.status_code == 422
    assert f"“{number}”像电话或证件号码，请去掉。" in refused.text
    assert send(xu, "propose", **WRITTEN | {field: "请打0000-8810999问"}).status_code == 303
