"""`hotline call` rings without a telephone, prints what is heard, and says where a script was not kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands.call import command
from console.own_hotline import SITE, own_hotline
from console.paths import ROOT
from console.phone_at_hand import read
from console.phone_call import account_of
from console.settings import read_door, read_settings
from console.words import Trouble
from hotline.clock import SystemClock
from telephony.settings import TelephonySettings
from telephony.simulator.acting import Act, HangsUp, Presses, Says, StaysSilent
from tests.rasa_server import free_port
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, StandInTwilio

SCRIPTS = ROOT / "tests" / "conversations" / "phone"
CRIES = """
name: Somebody cries for help
why: It needs neither a model nor Rasa.
turns:
  - {hears: 智能语音助手, says: 救命啊}
  - {rings: [emergency_line], hears: [一二零], hangs_up: true}
afterwards:
  tickets: [{kind: emergency, grade: emergency}]
  alarms: [{state: acknowledged}]
"""


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was made here: neither a model nor a bot."""
    for name in ("ACCOUNT_SID", "AUTH_TOKEN", "NUMBER"):
        monkeypatch.setenv(f"HOTLINE_TWILIO_{name}", "")
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", "")
    monkeypatch.setenv("HOTLINE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("HOTLINE_PORT", str(free_port()))
    monkeypatch.setenv("HOTLINE_LANGUAGE", "en")


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInTwilio]:
    provider = StandInTwilio()
    monkeypatch.setenv("HOTLINE_TWILIO_ACCOUNT_SID", ACCOUNT)
    monkeypatch.setenv("HOTLINE_TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("HOTLINE_TWILIO_NUMBER", "0000-8810120")
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", "https://hotline.example/")
    monkeypatch.setenv("HOTLINE_TWILIO_URL", provider.address)
    yield provider
    provider.close()


def call(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(command, words, input=said)


def written(folder: Path, text: str) -> str:
    file = folder / "script.yml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_call_is_printed_as_it_is_heard(tmp_path: Path) -> None:
    result = call(written(tmp_path, CRIES), "--without-rasa")
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if line[:2].isdigit()]
    assert lines[0].startswith("00:00  hotline  您好")
    assert any("caller   救命啊" in line for line in lines)
    assert any("whisper  热线急症" in line for line in lines)
    assert "The call went as written: Somebody cries for help" in result.output


def test_what_is_not_as_written_is_said_and_fails(tmp_path: Path) -> None:
    result = call(written(tmp_path, CRIES.replace("一二零", "请稍等")), "--without-rasa")
    assert result.exit_code == 1
    assert "✗ does not say 请稍等" in result.output


def test_by_hand_the_terminal_is_the_caller() -> None:
    result = call("--interactive", "--without-rasa", said="救命啊\nanswers\nhangup\n")
    assert result.exit_code == 0, result.output
    assert "请马上打一二零" in result.output
    assert "急诊科和您说过话了" in result.output


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("", StaysSilent()),
        ("hangup", HangsUp()),
        ("挂断", HangsUp()),
        ("1", Presses(keys="1")),
        ("13900000001#", Presses(keys="13900000001#")),
        ("头晕", Says(text="头晕")),
    ],
)
def test_what_is_typed_is_speech_keys_silence_or_the_end(line: str, act: Act) -> None:
    assert read(line) == act


def test_a_script_that_breaks_the_database_is_for_the_tests() -> None:
    result = call(str(SCRIPTS / "database_down.yml"), "--without-rasa")
    assert isinstance(result.exception, Trouble)
    assert result.exception.key == "call_only_in_tests"


def test_a_call_of_ours_is_for_the_tests() -> None:
    result = call(str(SCRIPTS / "ours_feedback.yml"), "--without-rasa")
    assert isinstance(result.exception, Trouble)
    assert result.exception.key == "call_of_ours_only_in_tests"


def test_a_faulty_script_names_its_fault(tmp_path: Path) -> None:
    result = call(written(tmp_path, "name: x"))
    assert isinstance(result.exception, Trouble)
    assert "script.yml: why" in str(result.exception)


@pytest.mark.parametrize("words", [(), ("--interactive", str(SCRIPTS / "silence.yml"))])
def test_one_of_script_and_keyboard_is_chosen(words: tuple[str, ...]) -> None:
    assert call(*words).exit_code == 2


def test_the_hotline_that_runs_is_rung_with_its_own_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, at = read_settings(), SystemClock().now()
    with own_hotline(settings, at=at, with_rasa=False, tell=lambda _: None) as own:
        account = account_of(own.telephony, reach=own.settings.address)
        monkeypatch.setenv("HOTLINE_PORT", str(own.settings.port))
        monkeypatch.setenv("HOTLINE_TWILIO_ACCOUNT_SID", account.sid)
        monkeypatch.setenv("HOTLINE_TWILIO_AUTH_TOKEN", account.token)
        monkeypatch.setenv("HOTLINE_TWILIO_NUMBER", account.number)
        monkeypatch.setenv("HOTLINE_PUBLIC_URL", SITE)
        result = call(written(tmp_path, CRIES), "--running")
        monkeypatch.setenv("HOTLINE_TWILIO_AUTH_TOKEN", "another")
        refused = call(written(tmp_path, CRIES), "--running")
    assert result.exit_code == 0, result.output
    assert refused.exit_code == 1
    assert "the caller heard the provider's apology" in refused.output


def test_where_no_hotline_runs_none_is_rung() -> None:
    result = call(str(SCRIPTS / "silence.yml"), "--running")
    assert isinstance(result.exception, Trouble)
    assert result.exception.key == "not_running"


def test_a_telephone_that_is_off_cannot_be_rung() -> None:
    with pytest.raises(Trouble, match="HOTLINE_TWILIO_ACCOUNT_SID"):
        account_of(read_door(TelephonySettings), reach="")


def test_a_real_telephone_is_rung_only_when_confirmed(twilio: StandInTwilio) -> None:
    call("--real", "13900000001", said="n\n")
    assert twilio.asked.empty()
    result = call("--real", "13900000001", said="y\n")
    assert result.exit_code == 0, result.output
    what, form = twilio.next()
    assert what == "Calls"
    assert form["To"] == "+8613900000001"
    assert form["Url"] == "https://hotline.example/telephony/phone"
