"""The keys are data, shown on every page, and each leads to something."""

import re
from pathlib import Path

import pytest

import desk
from desk.words import Words
from tests.desk.person import Person

KEYS = [row["key"] for row in Words.load().rows("keys")]


@pytest.mark.parametrize("path", ["/desk", "/desk/alarms", "/desk/calls/new", "/desk/knowledge"])
def test_every_page_lists_the_keys(chen: Person, path: str) -> None:
    page = chen.client.get(path).text
    assert re.findall(r"<dt><kbd>([^<]+)</kbd>", page) == KEYS
    assert "/desk/page/keys.js" in page


def test_every_letter_leads_to_something(chen: Person, number: str) -> None:
    pages = chen.queue() + chen.ticket(number)
    for key in KEYS:
        if re.fullmatch("[a-z/]", key) and key not in "jk":
            assert f'data-key="{key}"' in pages, key
    assert "data-row" in pages


def test_the_sign_in_page_has_no_keys(chen: Person) -> None:
    chen.client.cookies.clear()
    assert "keys.js" not in chen.client.get("/desk/sign-in").text


def test_no_script_stands_in_a_page() -> None:
    for template in Path(desk.__file__).with_name("templates").glob("*.html"):
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", template.read_text(encoding="utf-8"))
