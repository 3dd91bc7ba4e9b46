"""What is printed carries its font, says what it was given letter for letter, and runs nothing of it."""

import io
import logging

import pytest
from pypdf import PdfReader

from console.paths import KNOWLEDGE
from hotline.printing import FONT, STAND_IN, FaultyTemplate, printable, render_pdf, uncovered
from hotline.printing.coverage import FONTS

LINE = f'#set text(font: "{FONT}", fallback: false)\n#json(bytes(sys.inputs.data)).said'


def read(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_what_was_given_is_printed_letter_for_letter_whatever_it_looks_like() -> None:
    said = "#panic() $x$ *a* \\ [b] // 陈镕（示例）"
    assert read(render_pdf(LINE, {"said": said})) == said


def test_the_font_is_in_the_file_and_no_other_is() -> None:
    fonts = {
        str(font["/BaseFont"])
        for page in PdfReader(io.BytesIO(render_pdf(LINE, {"said": "暖心桥"}))).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }
    assert len(fonts) == 1
    assert "NotoSansCJK" in fonts.pop()


def test_a_character_the_font_lacks_is_marked_and_named_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert read(render_pdf(LINE, {"said": "张\U00030000"})) == f"张{STAND_IN}"
    assert "U+30000" in caplog.text
    assert "张" not in caplog.text


def test_all_that_we_say_can_be_printed() -> None:
    files = [*(KNOWLEDGE / "journeys").glob("*.yml"), KNOWLEDGE / "hospital" / "profile.yml"]
    assert len(files) > 15
    missing = {file.name: uncovered(file.read_text(encoding="utf-8")) for file in files}
    assert not any(missing.values()), missing


def test_every_character_of_everyday_writing_is_there() -> None:
    assert not uncovered(
        "鼻囊辚龋癣痂 褥疮 苯二氮䓬 腘窝 陈喆 ，。、；：？！“”（）《》—…·０-９ ABC abc 0123456789 ℃ ✓"
    )


def test_what_the_font_lacks_is_not_said_to_be_there() -> None:
    assert uncovered("☐⁹") == {"☐", "⁹"}


def test_lines_may_break_and_nothing_else_is_changed() -> None:
    assert printable("甲\n乙\t丙") == "甲\n乙\t丙"


def test_a_template_that_does_not_fit_its_data_is_a_fault() -> None:
    with pytest.raises(FaultyTemplate):
        render_pdf("#json(bytes(sys.inputs.data)).nowhere", {})


def test_the_fonts_licence_lies_beside_it() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
