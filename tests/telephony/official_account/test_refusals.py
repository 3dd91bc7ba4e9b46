"""Whatever WeChat refuses, the engineer reads what it means and what to do."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from telephony.official_account.account import RefusalKind
from telephony.official_account.refusals import FaultyRefusals, kind_of, load_refusals, refusals

FILE = Path("telephony/official_account/refusals.yml")
ASKED_OF_US = {
    *(45015, 45047, 40001, 42001, 40014, 40013, 40125, 40164, 48001, 48004, 43004, 43019, 40003, 45002),
    *(45009, 45011, -1, 47001, 40037, 43101, 43116, 50002, 87014),
    *(40016, 40017, 40018, 40019, 40020, 40023, 40024, 40025, 40026, 40027, 40054),
}


def test_every_code_we_may_meet_is_known() -> None:
    assert set(refusals().codes) >= ASKED_OF_US
    assert {refusals().codes[code].kind for code in refusals().codes} == set(RefusalKind)


@pytest.mark.parametrize("code", [*refusals().codes, 12345])
def test_each_has_chinese_words_and_a_step_that_names_no_person(code: int) -> None:
    told = refusals().of(code)
    for sentence in (told.means, told.step):
        assert any("一" <= character <= "鿿" for character in sentence)
        assert not sentence.endswith("。")
    assert told.means != told.step
    assert urlsplit(refusals().sources[told.source]).hostname == "developers.weixin.qq.com"


def test_settings_named_in_the_steps_are_settings() -> None:
    example = Path(".env.example").read_text(encoding="utf-8")
    words = FILE.read_text(encoding="utf-8")
    named = {part.split("=")[0] for part in _settings(words)}
    # The right to push is a setting of the door's.
    assert {name for name in named if f"\n{name}=" not in example} <= {"HOTLINE_WECHAT_MAY_PUSH"}
    assert len(named) > 5


def _settings(words: str) -> list[str]:
    ascii_only = "".join(one if one.isascii() and (one.isalnum() or one == "_") else " " for one in words)
    return [word for word in ascii_only.split() if word.startswith("HOTLINE_")]


def test_an_unknown_code_is_told_as_such() -> None:
    assert kind_of(12345) is RefusalKind.OTHER
    assert refusals().of(12345) is refusals().unknown


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("kind: busy", "kind: sleepy"),
        ("step: 不用处理；等对方", "stop: 不用处理；等对方"),
        ("source: custom", "source: hearsay"),
    ],
)
def test_a_file_with_a_fault_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert good in text
    file = tmp_path / "refusals.yml"
    file.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(FaultyRefusals):
        load_refusals(file)
