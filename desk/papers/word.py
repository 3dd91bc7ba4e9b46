"""A paper for Word, to be made into one's own: real headings, and heads on every page of a table."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell as Cell
from docx.table import _Row as Line
from docx.text.paragraph import Paragraph

from desk.papers.paper import Bars, Block, Hours, Paper, Section, Sentences, Table, Tiles
from desk.papers.word_marks import draw_bar, keep_whole, repeat_as_head, rule_rows, shade
from desk.papers.word_styles import BAD, FIRST, SMALL, WIDTH, prepare

_ACROSS = 4
"""Tiles side by side."""
_BAR, _COUNT, _WEEKDAY = Mm(110), Mm(20), Mm(15)
_HOUR_SIZE = Pt(7)
_BRIDGE, _BAD_PAPER = "0D5F57", "FDF0EE"
_SHADES = ("FFFFFF", "E9F2F0", "D4E5E2", "BED8D4", "A9CCC6", "93BFB8")
_RIGHT, _MIDDLE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def write_word(paper: Paper) -> bytes:
    """A .docx file."""
    word = Document()
    prepare(word, foot=f"{paper.hospital} · {paper.name} · {paper.title}")
    _entitle(word, paper)
    for place, section in enumerate(paper.sections):
        _section(word, section)
        if place == 0:
            word.add_paragraph(paper.made, style=SMALL)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def _entitle(word: Written, paper: Paper) -> None:
    facts, at = word.core_properties, datetime.fromisoformat(paper.at).astimezone(UTC).replace(tzinfo=None)
    facts.title, facts.subject, facts.comments = paper.title, paper.name, ""
    facts.author = facts.last_modified_by = paper.hospital
    facts.language, facts.created, facts.modified = "zh-CN", at, at
    word.add_paragraph(f"{paper.hospital} · {paper.name}", style=SMALL)
    word.add_heading(paper.title, level=1)


def _section(word: Written, section: Section) -> None:
    word.add_heading(section.title, level=2)
    for block in section.all_blocks:
        _write(word, block)


def _write(word: Written, block: Block) -> None:
    match block:
        case Sentences():
            _sentences(word, block)
        case Tiles():
            for first in range(0, len(block.of), _ACROSS):
                _tiles(word, Tiles(of=block.of[first : first + _ACROSS]))
        case Bars():
            _bars(word, block)
        case Hours():
            _hours(word, block)
        case Table():
            _table(word, block)


def _sentences(word: Written, block: Sentences) -> None:
    style = {"first": FIRST, "usual": None, "soft": SMALL}[block.tone]
    for one in block.of:
        said = word.add_paragraph(style=style).add_run(one.text)
        if one.is_bad:
            said.bold, said.font.color.rgb = True, BAD


def _tiles(word: Written, block: Tiles) -> None:
    grid = _grid(word, [one.label for one in block.of])
    for cell, one in zip(_added(grid), block.of, strict=True):
        shown = cell.paragraphs[0].add_run(one.shown)
        shown.bold, shown.font.size = True, Pt(17)
        if one.is_bad:
            shown.font.color.rgb = BAD
            shade(cell, _BAD_PAPER)
        if one.beside:
            cell.add_paragraph(one.beside, style=SMALL)
    _end(word, grid)


def _bars(word: Written, block: Bars) -> None:
    grid = _grid(word, [block.heads[0], "", block.heads[1]], figures={2})
    for one in block.of:
        named, drawn, counted = _added(grid)
        named.text = one.label
        draw_bar(drawn.paragraphs[0], size=one.size, of=_BAR, colour=_BRIDGE)
        counted.paragraphs[0].add_run(str(one.count)).bold = True
        counted.paragraphs[0].alignment = _RIGHT
    _end(word, grid, widths=[Length(WIDTH - _BAR - _COUNT), _BAR, _COUNT])


def _hours(word: Written, block: Hours) -> None:
    widths = [_WEEKDAY, *[Length((WIDTH - _WEEKDAY) // 24)] * 24]
    grid = _grid(word, [block.corner, *map(str, range(24))])
    for row in block.of:
        first, *cells = _added(grid)
        _small(first, row.label)
        for cell, one in zip(cells, row.cells, strict=True):
            _small(cell, str(one.count or ""))
            shade(cell, _SHADES[one.shade])
    for cell in (cell for row in grid.rows for cell in row.cells[1:]):
        said = cell.paragraphs[0]
        said.alignment = _MIDDLE
        for side in ("left_indent", "right_indent"):
            setattr(said.paragraph_format, side, Mm(-1.6))
        for run in said.runs:
            run.font.size = _HOUR_SIZE
    _end(word, grid, widths=widths)


def _table(word: Written, block: Table) -> None:
    if block.caption:
        word.add_heading(block.caption, level=3)
    last = len(block.heads) - block.prose
    grid = _grid(word, block.heads, figures=range(1, last))
    for one in block.of:
        for place, (cell, text) in enumerate(zip(_added(grid), one.cells, strict=True)):
            _told(cell, text, is_bad=one.is_bad and place < last, is_figure=0 < place < last)
    _end(word, grid)


def _told(cell: Cell, text: str, *, is_bad: bool, is_figure: bool) -> None:
    shown, *more = text.split("\n")
    first = cell.paragraphs[0]
    said = first.add_run(shown)
    if is_bad:
        said.bold, said.font.color.rgb = True, BAD
    explained = [cell.add_paragraph(one, style=SMALL) for one in more]
    if is_figure:
        for one in (first, *explained):
            one.alignment = _RIGHT


def _grid(word: Written, heads: Sequence[str], *, figures: Collection[int] = ()) -> Grid:
    """A table of its heads alone; those of `figures` stand on the right."""
    grid: Grid = word.add_table(rows=1, cols=len(heads))
    rule_rows(grid)
    repeat_as_head(grid.rows[0])
    for place, (cell, text) in enumerate(zip(grid.rows[0].cells, heads, strict=True)):
        said = _small(cell, text)
        if place in figures:
            said.alignment = _RIGHT
    return grid


def _added(grid: Grid) -> tuple[Cell, ...]:
    row: Line = grid.add_row()  # type: ignore[no-untyped-call]  # it is not typed there
    keep_whole(row)
    return row.cells


def _small(cell: Cell, text: str) -> Paragraph:
    said: Paragraph = cell.paragraphs[0]
    said.style = SMALL
    said.add_run(text)
    return said


def _end(word: Written, grid: Grid, *, widths: Sequence[Length] = ()) -> None:
    """Tables that follow each other would run into one."""
    if widths:
        grid.autofit = False
        for column, width in zip(grid.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = width
    word.add_paragraph(style=SMALL)
