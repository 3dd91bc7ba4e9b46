"""Pictures of the desk for the documents, of invented people only: `python -m tests.desk.pictures`."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from console.timetable import hospital_week
from desk import Desk, DeskSettings, router
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.green_channel import Bell, NoRinger
from hotline.handoff import Talks
from hotline.ledger import Ledger
from knowledge_base import load_hospital
from telephony.gate import Gate
from telephony.ladder import ladder_of
from tests.browser import CHROMIUM, QUIET, WIDTHS, served
from tests.desk.browsing import sign_in
from tests.desk.knowing import ToldSearch
from tests.desk.scene import busy_morning
from tests.hotline.making import SetClock

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
LOOKS = ((1366, "light"), (390, "light"), (1366, "dark"))


def take(folder: Path) -> None:
    with TemporaryDirectory() as scratch, _desk(Path(scratch)) as (desk, clock):
        number = busy_morning(desk.database, clock)
        app = FastAPI()
        app.include_router(router(desk))
        with served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for width, scheme in LOOKS:
                size = {"width": width, "height": WIDTHS[width]}
                page = browser.new_page(viewport=size, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
                _walk(page, address, number, folder, f"{width}{'' if scheme == 'light' else '-dark'}")
            browser.close()


def _walk(page: Page, address: str, number: str, folder: Path, look: str) -> None:
    def shot(name: str) -> None:
        page.screenshot(path=folder / f"desk-{name}-{look}.png", full_page=True)

    sign_in(page, address, "su")
    shot("queue")
    page.goto(f"{address}/desk/tickets/{number}")
    shot("ticket")
    page.locator("#deeds summary", has_text="记录反馈").click()
    page.get_by_role("button", name="请来医院看").click()
    shot("feedback")
    page.get_by_role("region", name="工单").get_by_role("link").last.click()
    page.locator("#deeds summary", has_text="合并").click()
    page.get_by_label("同一个电话").first.check()
    page.get_by_role("button", name="核对两张工单").click()
    shot("merge")


@contextmanager
def _desk(folder: Path) -> Iterator[tuple[Desk, SetClock]]:
    install_keyring(Keyring(Keyring.generate_key()))
    clock, hospital = SetClock(), load_hospital(ROOT / "knowledge_base" / "hospital" / "profile.yml")
    address = f"sqlite:///{folder / 'hotline.db'}"
    migrate(address, folder=ROOT / "migrations")
    with (
        closing(Database(address)) as database,
        closing(Ledger(database=database, journal_folder=folder / "journal", clock=clock)) as ledger,
    ):
        bell = Bell(
            keeper=ledger, database=database, ladder=ladder_of(hospital), ringer=NoRinger(), clock=clock
        )
        knowledge = ToldSearch()
        yield (
            Desk(
                database=database,
                bell=bell,
                talks=Talks(database=database, keeper=ledger, carriers={}, clock=clock),
                ledger=ledger,
                hospital=hospital,
                clock=clock,
                settings=DeskSettings.model_construct(),
                gate=Gate(knowledge),
                knowledge=knowledge,
                hospital_week=hospital_week(hospital),
            ),
            clock,
        )


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
