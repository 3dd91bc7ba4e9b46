"""How our Word files look: Chinese fonts, styles that a reader may change in one place, the page's foot."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from desk.papers.word_marks import add_field

FIRST = "Conclusion"
SMALL = "Small Print"
BAD = RGBColor(0xA3, 0x16, 0x1D)
INK = RGBColor(0x1C, 0x1C, 0x1C)
SOFT = RGBColor(0x5A, 0x5A, 0x5A)
_SIDES = Mm(18)
WIDTH = Length(Mm(210) - 2 * _SIDES)
"""Of what is written between the margins."""
_FONT = "Microsoft YaHei"
"""On every Chinese Windows; elsewhere the office puts its own in its place."""
_CHINESE = "zh-CN"
_FONT_KINDS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")


def prepare(word: Document, *, foot: str) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = _SIDES
    page.top_margin, page.bottom_margin = Mm(16), Mm(18)
    _speak_chinese(word)
    _look(word, "Normal", size=10.5, after=3)
    _look(word, "Heading 1", size=18, after=8, bold=True)
    _look(word, "Heading 2", size=14, before=16, after=6, bold=True)
    _look(word, "Heading 3", size=10.5, before=8, after=3, bold=True)
    for name, size, after, colour in ((FIRST, 12.5, 6, INK), (SMALL, 9, 0, SOFT)):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _look(word, name, size=size, after=after, colour=colour)
    _foot(page.footer.paragraphs[0], foot)


def _look(
    word: Document,
    name: str,
    *,
    size: float,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    colour: RGBColor = INK,
) -> None:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - those named here are
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
    _write_in_our_font(style.element.get_or_add_rPr())
    lines = style.paragraph_format
    lines.space_before, lines.space_after, lines.line_spacing = Pt(before), Pt(after), 1.2


def _speak_chinese(word: Document) -> None:
    """What no style says otherwise is in our font, and is read and spelled as Chinese."""
    usual = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _write_in_our_font(usual)
    language = usual.find(qn("w:lang"))
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), _CHINESE)


def _write_in_our_font(properties: Any) -> None:
    fonts = properties.get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(theme), None)
    for kind in _FONT_KINDS:
        fonts.set(qn(kind), _FONT)


def _foot(paragraph: Paragraph, text: str) -> None:
    """What it is, and which page of how many."""
    paragraph.style = SMALL
    paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{text}\t")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES")
