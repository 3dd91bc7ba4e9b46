"""A paper in sections, and three ways it leaves the desk: printed, opened in a browser, edited in Word."""

from desk.papers.page import write_page
from desk.papers.paper import (
    Bar,
    Bars,
    Block,
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
)
from desk.papers.pdf import print_paper
from desk.papers.word import write_word

__all__ = [
    "Bar",
    "Bars",
    "Block",
    "Hours",
    "Paper",
    "Row",
    "Section",
    "Sentence",
    "Sentences",
    "Shade",
    "Shades",
    "Table",
    "Tile",
    "Tiles",
    "print_paper",
    "write_page",
    "write_word",
]
