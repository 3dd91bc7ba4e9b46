"""While the database is away the page says so in a plain sentence, and nothing counts as a wrong try."""

from pathlib import Path

from tests.telephony.making import Hotline
from tests.telephony.progress_page.conftest import Case, Visitor

SORRY = "进度现在查不到，不是您的问题"


def take_away(hotline: Hotline, folder: Path) -> None:
    hotline.database.close()
    for file in folder.glob("hotline.db*"):
        file.rename(file.with_suffix(file.suffix + ".away"))
    (folder / "hotline.db").mkdir()


def bring_back(folder: Path) -> None:
    (folder / "hotline.db").rmdir()
    for file in folder.glob("*.away"):
        file.rename(file.with_suffix(""))


def test_every_address_says_it_plainly(
    visitor: Visitor, case: Case, hotline: Hotline, tmp_path: Path
) -> None:
    case.finish()
    visitor.prove(case.code)
    shown = visitor.look().text
    token = shown.split('name="form_token" value="')[1].split('"')[0]
    take_away(hotline, tmp_path)
    answers = [visitor.look()]
    for path, fields in (
        ("/progress", {"code": case.code, "last_four": "8000"}),
        ("/progress/rate", {"solved": "yes", "score": "5"}),
        ("/progress/reopen", {"reason": "还是头晕"}),
    ):
        answers.append(visitor.client.post(path, data={"form_token": token, **fields}))
    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert SORRY in answer.text
        assert f'href="tel:{hotline.hospital.placeholders["hotline"]}"' in answer.text
    bring_back(tmp_path)
    assert case.number in visitor.look().text
    assert case.ticket().ratings == ()


def test_tries_while_it_is_away_are_not_counted(
    visitor: Visitor, case: Case, hotline: Hotline, tmp_path: Path
) -> None:
    take_away(hotline, tmp_path)
    for _ in range(7):
        assert visitor.prove(case.code, "0000").status_code == 503
    bring_back(tmp_path)
    assert visitor.prove(case.code).status_code == 200
