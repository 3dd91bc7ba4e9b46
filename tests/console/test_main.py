"""The command's edge: what an operator reads when something is wrong."""

import errno

import click
import pytest

from console import __main__ as console


def test_a_disk_that_fills_up_is_told_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(console, "hotline", fill)
    with pytest.raises(SystemExit) as ended:
        console.main()
    assert ended.value.code == 1
    assert "GB" in capsys.readouterr().err


def test_every_command_loads_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    group = console.LazyGroup("hotline")
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.help, name
