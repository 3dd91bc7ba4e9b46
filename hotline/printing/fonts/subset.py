"""Cuts the font we print with out of Debian's Noto Sans CJK; needs fontTools, which the product does not.

    uv run --no-project --with fonttools python hotline/printing/fonts/subset.py

Every character of GB 2312 is kept, so that a hospital's own names print as well as our sentences.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-not-found]  # not the product's

COLLECTION = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"  # fonts-noto-cjk 1:20220127
SIMPLIFIED = 2  # the face with mainland China's forms
HERE = Path(__file__).parent
MORE = "\u3000•–—…✓℃‰·☎①②③④⑤⑥⑦⑧⑨⑩"
SAID = "䓬腘疕〇²¹›啰冇齁嗞娭毑睏跶"  # in the knowledge base and its dialects, beyond GB 2312
NAMES = (
    "镕堃喆珺昇祎玥熠燚镬畬槟瑀晞赟芃彧垚玹璟珩禕仝妤媖婳嫄峣崟弢忞恺惇懋旻旼昉昳昶晅晗暄暐曈杋枳柃栩梓棪榉檠"
)


def characters() -> str:
    return "".join(sorted({*_ascii(), *_gb2312(), *MORE, *SAID, *NAMES}))


def _ascii() -> Iterator[str]:
    yield from map(chr, range(0x20, 0x7F))


def _gb2312() -> Iterator[str]:
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            found = bytes([row, cell]).decode("gb2312", "ignore")
            if found and found.isprintable():
                yield found


def _held() -> frozenset[str]:
    """What the collection has: what it lacks may not be said to be covered."""
    with TTFont(COLLECTION, fontNumber=SIMPLIFIED) as font:
        return frozenset(map(chr, font.getBestCmap()))


def main() -> None:
    covered, held = HERE / "covered.txt", _held()
    covered.write_text("".join(one for one in characters() if one in held), encoding="utf-8")
    subset = [sys.executable, "-m", "fontTools.subset", COLLECTION, f"--font-number={SIMPLIFIED}"]
    what = [f"--text-file={covered}", f"--output-file={HERE / 'NotoSansCJKsc-Regular.otf'}"]
    how = ["--layout-features=", "--no-hinting", "--desubroutinize", "--name-IDs=0,1,2,3,4,5,6,13,14"]
    subprocess.run([*subset, *what, *how], check=True)  # noqa: S603 - our own arguments


if __name__ == "__main__":
    main()
