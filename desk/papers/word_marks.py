"""What Word can and python-docx has no name for: heads repeated overleaf, lines between rows, bars, shades."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_LINE = "CCCCCC"


def repeat_as_head(row: _Row) -> None:
    """It stands on every page the table reaches, and is told to be its head to who listens to it."""
    row._tr.get_or_add_trPr().append(_mark("w:tblHeader"))
    keep_whole(row)


def keep_whole(row: _Row) -> None:
    """No page begins in the middle of it."""
    row._tr.get_or_add_trPr().insert(0, _mark("w:cantSplit"))


def rule_rows(table: Table) -> None:
    """A thin line between rows, none at the sides."""
    borders = _mark("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        borders.append(_mark(side, val="single", sz="4", space="0", color=_LINE))
    table._tbl.tblPr.append(borders)


def shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_mark("w:shd", val="clear", color="auto", fill=colour))


def draw_bar(paragraph: Paragraph, *, size: int, of: Length, colour: str) -> None:
    """A paragraph's own shade as far as its right indent: no picture, no character to be read aloud."""
    paragraph.paragraph_format.right_indent = Length(of * (100 - size) // 100)
    if size:
        paragraph._p.get_or_add_pPr().insert_element_before(
            _mark("w:shd", val="clear", color="auto", fill=colour),
            *("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )


def _mark(name: str, **attributes: str) -> Any:
    mark = OxmlElement(name)
    for key, value in attributes.items():
        mark.set(qn(f"w:{key}"), value)
    return mark
