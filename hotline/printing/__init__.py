"""Pages on paper: a typst template and data become a PDF that carries its own font."""

from hotline.printing.coverage import STAND_IN, printable, uncovered
from hotline.printing.rendering import FONT, FaultyTemplate, render_pdf

__all__ = ["FONT", "STAND_IN", "FaultyTemplate", "printable", "render_pdf", "uncovered"]
