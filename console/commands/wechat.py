"""`hotline wechat`: the official account's menu, and whether WeChat lets us do what we want to do."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from console.commands.doctor import Finding, show_findings
from console.commands.wechat_simulate import simulate
from console.lines import show_json
from console.settings import Settings, read_door, read_settings
from console.wechat_account import account_said, notices_said, operators_account, reached
from console.words import Trouble, say
from telephony.official_account.menu import FaultyMenu, is_same_menu, shipped_menu
from telephony.settings import TelephonySettings


@click.group()
def command() -> None:
    """Make the WeChat account's menu, and check what the account may do."""


@command.command()
@click.option("--show", is_flag=True, help="Print the menu that is there, in WeChat's form.")
@click.option("--delete", is_flag=True, help="Take the menu away.")
def menu(*, show: bool, delete: bool) -> None:
    """Put our menu in place of the one that is there."""
    if show and delete:
        raise click.UsageError("--show | --delete")
    with operators_account(read_settings()) as account:
        if show:
            _show(account.menu())
        elif delete:
            account.drop_menu()
            click.echo(say("wechat_menu_dropped"))
        else:
            account.put_menu(_ours())
            click.echo(say("wechat_menu_put", names=", ".join(shipped_menu().names)))


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def check(*, as_json: bool) -> None:
    """Ask WeChat whether it knows us, and look at the menu; exit 1 where a hand is needed."""
    sys.exit(show_findings(_findings(read_settings()), as_json=as_json))


command.add_command(simulate)


def _findings(settings: Settings) -> Iterator[Finding]:
    telephony = read_door(TelephonySettings)
    yield Finding("account", *account_said(telephony))
    if telephony.missing_for_account:
        return
    yield Finding("notices", *notices_said(telephony))
    token = Finding("token", *reached(telephony))
    yield token
    if token.state == "ok":
        yield _menu_finding(settings)


def _menu_finding(settings: Settings) -> Finding:
    try:
        with operators_account(settings) as account:
            there = account.menu()
    except Trouble as trouble:
        return Finding("menu", "fault", str(trouble))
    if there is None:
        return Finding("menu", "off", say("wechat_menu_none"))
    is_same = is_same_menu(there, _ours())
    return Finding(
        "menu", "ok" if is_same else "fault", say("wechat_menu_same" if is_same else "wechat_menu_other")
    )


def _ours() -> dict[str, Any]:
    """Raises `Trouble` naming the fault of the file."""
    try:
        return shipped_menu().for_wechat(public_url=read_door(TelephonySettings).public_url)
    except FaultyMenu as fault:
        raise Trouble("wechat_menu_faulty", fault=fault) from fault


def _show(there: Mapping[str, Any] | None) -> None:
    if there is None:
        click.echo(say("wechat_menu_none"))
    else:
        show_json(dict(there))
