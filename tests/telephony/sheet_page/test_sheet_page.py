"""Whoever holds the code sees his sheet, ticks it and prints it; nobody else learns that it is there."""

import io
import re
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pypdf import PdfReader

from hotline.sheets import LASTS, new_code
from knowledge_base.journeys import Journeys
from telephony.channels.sheet_page import SheetPage, router
from tests.telephony.making import Hotline
from tests.telephony.sheet_page.conftest import Give

_SAME_SITE = {"sec-fetch-site": "same-origin"}


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def test_a_sheet_shows_its_three_parts_places_sources_and_our_numbers(
    reader: TestClient, give: Give, journeys: Journeys
) -> None:
    page = reader.get(f"/sheet/{give('ct_contrast', 'metformin')}")
    assert page.status_code == 200
    for text in (
        *("来之前", "当天", "做完以后", "增强CT", "按您的情况：吃二甲双胍", "待临床审核", "碘对比剂使用指南"),
        *("先问医生，不要自己停药", "地点：医技楼一楼影像登记处", "0000-8810120", 'href="tel:120"'),
    ):
        assert text in page.text
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["cache-control"] == "no-store"


def test_an_item_is_ticked_and_unticked_without_a_script(reader: TestClient, give: Give) -> None:
    code = give()
    ticked = reader.post(f"/sheet/{code}/tick", data={"item": "papers"}, headers=_SAME_SITE)
    assert ticked.status_code == 200
    assert "做好1件" in ticked.text
    assert '<li id="papers" class="done">' in ticked.text
    undone = reader.post(f"/sheet/{code}/untick", data={"item": "papers"}, headers=_SAME_SITE)
    assert "做好0件" in undone.text


def test_another_site_ticks_nothing(reader: TestClient, give: Give) -> None:
    code = give()
    foreign = reader.post(
        f"/sheet/{code}/tick", data={"item": "papers"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert foreign.status_code == 403
    assert "做好0件" in reader.get(f"/sheet/{code}").text


@pytest.mark.parametrize("work", ["tick", "burn"])
def test_what_is_not_on_the_sheet_is_not_ticked(reader: TestClient, give: Give, work: str) -> None:
    answer = reader.post(f"/sheet/{give()}/{work}", data={"item": "no_such"}, headers=_SAME_SITE)
    assert answer.status_code == 409
    assert "清单更新过了" in answer.text


@pytest.mark.parametrize("suffix", ["", ".pdf"])
def test_an_unknown_code_is_said_plainly(reader: TestClient, suffix: str) -> None:
    page = reader.get(f"/sheet/{new_code()}{suffix}")
    assert page.status_code == 404
    assert "没有找到这张清单" in page.text
    assert "0000-8810120" in page.text


def test_an_expired_sheet_is_said_plainly(reader: TestClient, give: Give, hotline: Hotline) -> None:
    code = give()
    hotline.clock.move(days=LASTS.days)
    page = reader.get(f"/sheet/{code}")
    assert page.status_code == 410
    assert "过期" in page.text


def test_a_journey_taken_out_of_the_knowledge_base_is_said_plainly(
    hotline: Hotline, give: Give, journeys: Journeys
) -> None:
    left = {name: one for name, one in journeys.all.items() if name != "mri"}
    app = FastAPI()
    page = SheetPage(
        database=hotline.database,
        journeys=replace(journeys, all=left),
        hospital=hotline.hospital,
        clock=hotline.clock,
    )
    app.include_router(router(page))
    answer = TestClient(app).get(f"/sheet/{give('mri')}")
    assert answer.status_code == 410
    assert "收回" in answer.text


def test_a_code_typed_from_paper_finds_its_sheet(reader: TestClient, give: Give) -> None:
    code = give()
    typed = f" {code[:4].upper()} {code[4:8]}-{code[8:]}"
    assert "增强CT" in reader.get("/sheet", params={"code": typed}).text
    assert "十二位编号" in reader.get("/sheet").text


def test_on_paper_stands_the_same_with_what_was_done(
    reader: TestClient, give: Give, journeys: Journeys
) -> None:
    code = give("gastroscopy", "old", "anticoagulant")
    reader.post(f"/sheet/{code}/tick", data={"item": "papers"}, headers=_SAME_SITE)
    answer = reader.get(f"/sheet/{code}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    printed = text_of(answer.content)
    sheet = journeys.sheet("gastroscopy", traits=("old", "anticoagulant"))
    for item in sheet.items.values():
        assert re.sub(r"\s", "", item.text) in printed
    assert printed.count("✓") == 1
    for text in ("胃镜", "老人、吃阿司匹林或抗凝药", "待临床审核", "0000-8810120"):
        assert text in printed


@pytest.mark.parametrize("fit", ["nobody", "everybody"])
def test_every_journey_prints_on_three_pages_at_most(
    reader: TestClient, give: Give, journeys: Journeys, fit: str
) -> None:
    for name, journey in journeys.all.items():
        code = give(name, *(journey.traits if fit == "everybody" else ()))
        pages = PdfReader(io.BytesIO(reader.get(f"/sheet/{code}.pdf").content)).pages
        assert 1 <= len(pages) <= (2 if fit == "nobody" else 3), name
