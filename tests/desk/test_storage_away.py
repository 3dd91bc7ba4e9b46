"""When the store is away, the desk says what to do instead."""

from pathlib import Path

from tests.desk.person import Person, token_in


def test_every_page_says_what_to_do(chen: Person, number: str, database_file: Path) -> None:
    database_file.rename(database_file.with_suffix(".away"))
    for path in ("/desk?view=mine", f"/desk/tickets/{number}", "/desk/sign-in"):
        answer = chen.client.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert answer.headers["content-security-policy"]
        for words in ("系统暂时读不到资料", "记在纸上", "0000-8810999", '<meta http-equiv="refresh"'):
            assert words in answer.text
        assert f'href="{path}"' in answer.text


def test_a_deed_that_was_not_kept_gives_back_what_was_typed(
    chen: Person, number: str, database_file: Path
) -> None:
    token = token_in(chen.queue())
    database_file.rename(database_file.with_suffix(".away"))
    answer = chen.client.post(
        f"/desk/tickets/{number}/add_note", data={"form_token": token, "text": "写了很久"}
    )
    assert answer.status_code == 503
    assert "写了很久</textarea>" in answer.text
    assert "没有保存" in answer.text
    assert "refresh" not in answer.text


def test_the_desk_is_back_with_the_store(chen: Person, number: str, database_file: Path) -> None:
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    assert chen.client.get("/desk").status_code == 503
    away.rename(database_file)
    assert number in chen.queue()
