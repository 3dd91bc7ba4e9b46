"""One paper, three ways to read it: each says all of it, and none needs anything from outside."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from desk.papers import (
    Bar,
    Bars,
    Hours,
    Paper,
    Row,
    Section,
    Sentence,
    Sentences,
    Shade,
    Shades,
    Table,
    Tile,
    Tiles,
    print_paper,
    write_page,
    write_word,
)

HOURS = Hours(
    corner="点钟",
    of=tuple(
        Shades(label=f"周{day}", cells=tuple(Shade(count=hour % 3, shade=hour % 6) for hour in range(24)))
        for day in "一二"
    ),
)
FIGURES = Table(
    heads=("数字", "本周", "怎么算的"),
    of=(Row(cells=("按时反馈", "90%\n9 / 10", "在承诺的时间之内"), is_bad=True, at="/desk/digest/rows"),),
    caption="意思",
    prose=1,
)
PAPER = Paper(
    hospital="示例县总医院",
    name="健康热线 每周小结",
    title="2026年第47周",
    at="2026-11-23T07:30:00+08:00",
    made="数字截至2026年11月23日7:30。",
    sections=(
        Section(
            id="concluded",
            title="先看结论",
            blocks=(
                Sentences(
                    of=(Sentence(text="有1件没有反馈。", is_bad=True, at="/x"), Sentence(text="来询9次。")),
                    tone="first",
                ),
            ),
        ),
        Section(
            id="numbers",
            title="数字",
            blocks=(
                Tiles(
                    of=tuple(Tile(label=f"格{place}", shown=str(place), beside="共9") for place in range(5))
                ),
                Bars(heads=("哪一天", "来询"), of=(Bar(label="周一", count=8, size=100),)),
                Table(heads=("主题", "次"), of=(Row(cells=("痛风", "7")),)),
            ),
            more="细看",
            folded=(HOURS, FIGURES, Sentences(of=(Sentence(text="说明。"),), tone="soft")),
        ),
    ),
)
SAID = (
    "有1件没有反馈。",
    "来询9次。",
    "格4",
    "共9",
    "周一",
    "痛风",
    "点钟",
    "按时反馈",
    "9 / 10",
    "在承诺的时间之内",
    "说明。",
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def word_text(word: Document) -> str:
    return "".join(one.text or "" for one in word.element.body.iter(qn("w:t")))


def pdf_text() -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(print_paper(PAPER))).pages)


@pytest.fixture(scope="module")
def word() -> Document:
    return docx.Document(io.BytesIO(write_word(PAPER)))


@pytest.fixture(scope="module")
def texts(word: Document) -> dict[str, str]:
    return {"pdf": pdf_text(), "html": re.sub(r"<[^>]+>", "", write_page(PAPER)), "word": word_text(word)}


@pytest.mark.parametrize("way", ["pdf", "html", "word"])
def test_each_says_all_of_it_what_is_folded_on_a_screen_too(texts: dict[str, str], way: str) -> None:
    text = squeezed(texts[way])
    assert [
        one for one in (*SAID, PAPER.made, PAPER.title, PAPER.hospital) if squeezed(one) not in text
    ] == []
    assert text.index("有1件没有反馈。") < text.index("来询9次。") < text.index("痛风") < text.index("说明。")


def test_the_page_asks_for_nothing_and_leads_nowhere() -> None:
    assert not re.search(r"\b(?:src|href)=|url\(|@import|https?:", write_page(PAPER))


def test_what_it_is_told_is_no_markup() -> None:
    named = Paper(**vars(PAPER) | {"title": "<script>#panic()", "sections": PAPER.sections})
    assert "<script>" not in write_page(named)
    assert b"%PDF" in print_paper(named)[:8]


def test_words_headings_are_headings(word: Document) -> None:
    headings = [
        (one.style.name, one.text)
        for one in word.paragraphs
        if one.style is not None and str(one.style.name).startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "2026年第47周"),
        ("Heading 2", "先看结论"),
        ("Heading 2", "数字"),
        ("Heading 3", "意思"),
    ]


def test_every_table_of_word_has_a_head_that_is_told_overleaf(word: Document) -> None:
    assert len(word.tables) == 6
    for table in word.tables:
        first, *rows = rows_of(table._tbl)
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def rows_of(table: Any) -> Iterator[Any]:
    return iter(table.findall(qn("w:tr")))


def test_word_reads_it_as_chinese_in_a_chinese_font(word: Document) -> None:
    usual = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert usual.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = word.styles[name].element.find(f".//{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:asciiTheme")) is None


def test_word_says_what_it_is_and_numbers_its_pages(word: Document) -> None:
    facts = word.core_properties
    assert (facts.title, facts.author, facts.language) == ("2026年第47周", "示例县总医院", "zh-CN")
    assert f"{facts.created:%Y-%m-%d %H:%M}" == "2026-11-22 23:30"
    fields = word.sections[0].footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [one.get(qn("w:instr")) for one in fields] == ["PAGE", "NUMPAGES"]


def test_what_is_first_said_can_be_told_alone() -> None:
    assert [one.text for one in PAPER.first] == ["有1件没有反馈。", "来询9次。"]
