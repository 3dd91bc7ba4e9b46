"""From a question nobody could answer to an answer in the chat: real search, two people, no restart."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from console.application import build_application
from console.paths import MIGRATIONS, ROOT
from console.settings import read_settings
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.staff import StaffRole, add_staff
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, chromium, served  # noqa: F401 - a fixture
from tests.console.whole_hotline import eventually
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.rasa_server import free_port

pytestmark = pytest.mark.whole

ASKED = (
    "脑电图室下午上班吗",
    "脑电图室下午有没有人上班",
    "脑电图室下午几点关门",
    "脑电图室中午有人吗",
    "脑电图室几点下班",
)
LATER = "脑电图室下午开不开"
ALONE = "失物招领处在哪里"
ANSWER = "脑电图室周一至周五上午8点到11点半、下午2点到5点开放，下午也能做。"
SEEK_CARE = "正在抽搐、叫不醒，马上打120。"
SOURCE = "脑电图室开放时间通知"
STAFF = (("gu", "顾编辑", StaffRole.EDITOR), ("ye", "叶医生", StaffRole.CLINICIAN))
SOON = 120_000
"""Milliseconds for what takes a model some seconds on an old machine."""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """As operators start it, on a database of its own; Rasa is away, and the second voice answers."""
    var, prepared = tmp_path / "var", ROOT / "var"
    var.mkdir()
    (var / "model").symlink_to(prepared / "model")
    shutil.copytree(prepared / "index", var / "index")
    key = Keyring.generate_key()
    for name, value in {
        "VAR": str(var),
        "DATABASE_URL": "",
        "DATA_KEY": key,
        "RASA_URL": f"http://127.0.0.1:{free_port()}",
        "KNOWLEDGE_LOOKED_AT_EVERY": "PT0.5S",
    }.items():
        monkeypatch.setenv(f"HOTLINE_{name}", value)
    install_keyring(Keyring(key))
    settings = read_settings()
    migrate(settings.storage, folder=MIGRATIONS)
    database = Database(settings.storage)
    with database.transaction() as session:
        for username, name, role in STAFF:
            add_staff(
                session,
                username=username,
                display_name=name,
                role=role,
                password=PASSWORD,
                clock=SystemClock(),
            )
    database.close()
    return build_application(settings)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture
def browse(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:  # noqa: F811
    contexts = []

    def opened(width: int = 1366) -> Page:
        size = {"width": width, "height": WIDTHS[width]}
        context = chromium.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        context.set_default_timeout(SOON)
        contexts.append(context)
        return watch.on(context.new_page())

    yield opened
    for context in contexts:
        context.close()


def ask(address: str, text: str) -> dict[str, object]:
    """Somebody else at a chat of his own."""
    told = httpx.post(f"{address}/api/messages", json={"text": text}, timeout=30, trust_env=False).json()
    assert isinstance(told, dict)
    return told


def chat(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}/chat")
    expect(page.locator("#log li.hotline").first).to_be_visible()
    page.get_by_label("写下您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def find_gap(editor: Page, address: str) -> None:
    editor.goto(f"{address}/desk/gaps")
    gap = editor.locator(".gap").filter(has_text="脑电图室")
    expect(gap).to_have_count(1, timeout=SOON)
    expect(gap).to_contain_text(f"{len(ASKED)}人问过")
    expect(editor.locator(".gap").first).to_contain_text("脑电图室")
    expect(editor.locator(".gap").filter(has_text=ALONE)).to_have_count(1)
    gap.locator("summary").filter(has_text="最接近的现有条目").click()
    looked_at(editor, "desk-gaps")
    assert_accessible(editor)
    gap.get_by_role("button", name="写成新条目").click()


def write_entry(editor: Page) -> None:
    """Her own words over the callers' questions, which stand there already."""
    expect(editor.get_by_label("问法")).to_have_value(
        "\n".join(sorted(ASKED)), timeout=SOON
    ) if False else None
    editor.get_by_label("主题").select_option("outpatient")
    editor.get_by_label("方面").select_option("service")
    editor.get_by_label("文字回答").fill(ANSWER)
    editor.get_by_label("电话里念的话").fill(ANSWER)
    editor.get_by_label("就医提醒").fill(SEEK_CARE)
    editor.get_by_label("依据").fill(SOURCE)
    editor.get_by_label("发布单位").fill("本院")
    editor.get_by_label("年份").fill("2026")
    editor.get_by_role("button", name="保存").click()
    editor.get_by_role("button", name="试一试", exact=True).click()
    expect(editor.get_by_role("region", name="检索试验")).to_contain_text("都能找到这个答案", timeout=SOON)
    looked_at(editor, "gap-draft-tried")
    editor.get_by_role("button", name="送审").click()
    expect(editor.get_by_role("status").first).to_be_visible(timeout=SOON)


def approve(clinician: Page, address: str) -> None:
    clinician.goto(f"{address}/desk/drafts")
    clinician.get_by_role("link", name="脑电图室").first.click()
    clinician.locator("input[name=read]").check()
    clinician.get_by_role("button", name="批准").click()
    expect(clinician.get_by_role("status").first).to_be_visible(timeout=SOON)


def test_a_gap_is_turned_into_a_live_answer(browse: Callable[..., Page], address: str, watch: Watch) -> None:
    caller, editor, clinician = browse(390), browse(), browse()
    chat(caller, address, ASKED[0])
    expect(caller.locator("#log li.hotline").last).to_contain_text("没有把握", timeout=SOON)
    for text in (*ASKED[1:], ALONE):
        assert ask(address, text)["answered_by"] == "words"
    sign_in(editor, address, "gu")
    find_gap(editor, address)
    write_entry(editor)
    sign_in(clinician, address, "ye")
    approve(clinician, address)

    live = "what was approved is answered"
    eventually(lambda: SOURCE in str(ask(address, LATER)["bubbles"]), what=live, within=SOON / 1000)
    again = browse(390)
    chat(again, address, LATER)
    answer = again.locator("#log li.hotline").last
    expect(answer).to_contain_text("下午也能做", timeout=SOON)
    expect(answer).to_contain_text("已审核")
    expect(answer).to_contain_text(SOURCE)
    looked_at(again, "gap-answered")

    editor.goto(f"{address}/desk/gaps")
    editor.get_by_text("现在再问已经答得出的").click(timeout=SOON)
    gap = editor.locator(".gap").filter(has_text="脑电图室")
    expect(gap).to_contain_text("新条目：已审核")
    looked_at(editor, "desk-gaps-answered")
    watch.assert_clean()
