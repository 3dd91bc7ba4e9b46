"""What Word can and python-docx has no name for: heads told overleaf, lines between rows, bars, shades."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_LINE = "CCCCCC"
_AFTER_SHADE = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")


def repeat_as_head(row: _Row) -> None:
    """It stands on every page the table reaches, and is told to be its head to who listens to it."""
    keep_whole(row)
    _element(row).get_or_add_trPr().append(_mark("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """No page begins in the middle of it."""
    _element(row).get_or_add_trPr().append(_mark("w:cantSplit"))


def rule_rows(table: Table) -> None:
    """A thin line between rows, none at the sides."""
    borders = _mark("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        borders.append(_mark(side, val="single", sz="4", space="0", color=_LINE))
    properties = _element(table).tblPr
    layout = properties.find(qn("w:tblLook"))
    properties.insert(properties.index(layout), borders) if layout is not None else properties.append(borders)


def shade(cell: _Cell, colour: str) -> None:
    _element(cell).get_or_add_tcPr().append(_fill(colour))


def draw_bar(paragraph: Paragraph, *, size: int, of: Length, colour: str) -> None:
    """A paragraph's own shade as far as its right indent: no picture, no character to be read aloud."""
    paragraph.paragraph_format.right_indent = Length(of * (100 - size) // 100)
    if size:
        _element(paragraph).get_or_add_pPr().insert_element_before(_fill(colour), *_AFTER_SHADE)


def add_field(paragraph: Paragraph, name: str) -> None:
    """What Word fills in itself, such as PAGE."""
    field = _mark("w:fldSimple", instr=name)
    _element(paragraph).append(field)


def _fill(colour: str) -> Any:
    return _mark("w:shd", val="clear", color="auto", fill=colour)


def _mark(name: str, **attributes: str) -> Any:
    mark = OxmlElement(name)
    for key, value in attributes.items():
        mark.set(qn(f"w:{key}"), value)
    return mark


def _element(part: Paragraph | Table | _Cell | _Row) -> Any:
    return part._element  # noqa: SLF001 - python-docx gives what it writes no other name
