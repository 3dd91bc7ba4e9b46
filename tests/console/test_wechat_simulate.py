"""`hotline wechat simulate` writes without WeChat, prints what is read, and says what was not kept."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands.wechat import command
from console.paths import ROOT
from console.wechat_at_hand import NoDeed, read
from console.words import Trouble
from telephony.simulator.wechat.turn import Turn
from tests.rasa_server import free_port

SCRIPTS = ROOT / "tests" / "conversations" / "wechat"
CRIES = """
name: Somebody cries for help
why: It needs neither a model nor Rasa.
given: {nurse: true}
turns:
  - says: 我爷爷叫不醒了
    slow: 60
    copies: 2
    reads: ["120"]
    how: answered
    within: 1
  - place: {latitude: 20.0850, longitude: 114.0660, label: 乔仁镇集市}
    reads: [乔仁镇集市]
  - says: 转人工
    slow: 7
    reads: ["{number}"]
    how: pushed
  - nurse: takes
  - nurse_says: 人在哪里？
    reads: [人在哪里]
    how: pushed
afterwards:
  tickets: [{kind: emergency, grade: emergency}, {kind: handoff}]
  alarms: [{}]
"""


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was made here: neither a model nor a bot."""
    for name in ("APP_ID", "APP_SECRET", "TOKEN", "AES_KEY"):
        monkeypatch.setenv(f"HOTLINE_WECHAT_{name}", "")
    monkeypatch.setenv("HOTLINE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("HOTLINE_PORT", str(free_port()))
    monkeypatch.setenv("HOTLINE_LANGUAGE", "en")


def simulate(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(command, ["simulate", *words], input=said)


def written(folder: Path, text: str) -> str:
    file = folder / "script.yml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_conversation_is_printed_as_it_is_read(tmp_path: Path) -> None:
    result = simulate(written(tmp_path, CRIES), "--without-rasa")
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if line[:2].isdigit()]
    assert lines[0].endswith("follower   我爷爷叫不醒了")
    assert "answer     请马上打 120" in lines[1]
    assert any("unasked" in line and "人在哪里" in line for line in lines)
    assert "The conversation went as written: Somebody cries for help" in result.output


def test_what_is_not_as_written_is_said_and_fails(tmp_path: Path) -> None:
    script = "name: x\nwhy: y\nturns: [{sends: picture, reads: 红烧肉}]"
    result = simulate(written(tmp_path, script), "--without-rasa")
    assert result.exit_code == 1
    assert "✗ turn 1: does not say 红烧肉" in result.output


def test_by_hand_the_terminal_is_the_follower() -> None:
    result = simulate("--interactive", "--without-rasa", said="/picture\n/dance\n我爷爷叫不醒了\n\n")
    assert result.exit_code == 0, result.output
    assert "空腹血糖 7.8" in result.output
    assert "请马上打 120" in result.output


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("头晕", Turn(says="头晕", after=1)),
        ("/voice 头晕", Turn(speaks="头晕")),
        ("/voice", Turn(speaks="")),
        ("/tap person", Turn(taps="person")),
        ("/slow 7 盐吃多少", Turn(says="盐吃多少", slow=7)),
        ("/nurse", Turn(nurse="takes")),
        ("/nurse 您好", Turn(nurse_says="您好")),
    ],
)
def test_what_is_typed_is_words_or_a_deed(line: str, turn: Turn) -> None:
    assert read(line) == turn


@pytest.mark.parametrize("line", ["/dance", "/tap", "/wait long", "/place 20", '/voice "'])
def test_what_nobody_can_do_is_none(line: str) -> None:
    with pytest.raises(NoDeed):
        read(line)


@pytest.mark.parametrize(
    ("name", "key"),
    [("database_down", "wechat_peer_only_in_tests"), ("binding_a_number", "wechat_peer_only_fast")],
)
def test_what_only_tests_can_do_is_for_the_tests(name: str, key: str) -> None:
    result = simulate(str(SCRIPTS / f"{name}.yml"), "--without-rasa")
    assert isinstance(result.exception, Trouble)
    assert result.exception.key == key


def test_a_faulty_script_names_its_fault(tmp_path: Path) -> None:
    result = simulate(written(tmp_path, "name: x"))
    assert isinstance(result.exception, Trouble)
    assert "why" in str(result.exception)


def test_a_hotline_whose_channel_is_off_is_not_written_to() -> None:
    result = simulate("--interactive", "--running")
    assert isinstance(result.exception, Trouble)
    assert result.exception.key == "wechat_off"
