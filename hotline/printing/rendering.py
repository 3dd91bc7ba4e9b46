"""A PDF from a template of ours and data of anybody: no network, no system font, no data read as source."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import typst

from hotline.printing.coverage import FONTS, printable, uncovered

log = logging.getLogger(__name__)

FONT = "Noto Sans CJK SC"
_DATA = "data"


class FaultyTemplate(Exception):  # noqa: N818 - a noun of the trade
    """The template does not fit the data: a fault of ours, not of what was printed."""


def render_pdf(source: str, data: Mapping[str, Any]) -> bytes:
    """`source` is typst and finds `data` as JSON in `sys.inputs.data`; it should set its text in FONT.

    Characters the font lacks are replaced and named in the log. Blocks, for some tens of milliseconds.
    Raises FaultyTemplate.
    """
    text = json.dumps(data, ensure_ascii=False)
    if missing := uncovered(text):
        log.warning("the font lacks %s", ", ".join(sorted(f"U+{ord(one):04X}" for one in missing)))
        text = json.dumps(_printable(data), ensure_ascii=False)
    try:
        made: bytes | list[bytes] | None = typst.compile(  # type: ignore[misc]  # its stub wants the fonts' paths to be bytes as well
            source.encode(), font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={_DATA: text}
        )
    except typst.TypstError as fault:
        raise FaultyTemplate(str(fault)) from fault
    if not isinstance(made, bytes):
        raise FaultyTemplate("not one document")
    return made


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_printable(one) for one in value]
    return value
