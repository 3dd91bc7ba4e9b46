"""An account of ours, WeChat's stand-in on this machine, and a clock in hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from hotline.database import Database, Keyring, install_keyring
from telephony.official_account.client import WechatApi
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, WechatStandIn
from telephony.simulator.wechat.serving import serving
from tests.hotline.making import SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    kept = Database(f"sqlite:///{shutil.copy(migrated, tmp_path / 'hotline.db')}")
    yield kept
    kept.close()


@pytest.fixture
def wechat(clock: SetClock) -> WechatStandIn:
    return WechatStandIn(clock)


@pytest.fixture
def settings(wechat: WechatStandIn) -> Iterator[TelephonySettings]:
    with serving(wechat) as address:
        yield TelephonySettings.model_construct(
            wechat_app_id=APP_ID, wechat_app_secret=SecretStr(APP_SECRET), wechat_url=address
        )


@pytest.fixture
def account(settings: TelephonySettings, database: Database, clock: SetClock) -> Iterator[WechatApi]:
    opened = open_account(settings, database=database, clock=clock)
    assert opened is not None
    yield opened
    opened.close()
