"""Words made ready for a voice: nothing for the eye, digits as they are heard, in pieces of a breath."""

import re
from collections.abc import Iterator, Sequence

from telephony.phone.amounts import amounts_said, digits_said

_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_MARKS = re.compile(r"[“”‘’「」《》*#`_|<>{}（）()【】\[\]]+")
_LINES = re.compile(r"\s*\n+\s*(?:[-•·]\s*)?")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)")
_UNTIL = re.compile(r"(?<=[点分])[-–—~～](?=\d)")
# A line of a few digits is one only where nothing says that it is a measured value.
_HELP = re.compile(
    r"(?<![压糖率到于过在值\d/／.．])(?<![压糖率]为)(110|119|120|122|12320|12345|12356|12393)(?![\d/／.．%％]|毫|次|克|m)"
)
_LONG = re.compile(r"(?<![\d.])(?:\+86[-\s]*)?(?:\d{3,8}(?:(?:\s*-\s*|\s+)\d{3,8})+(?!\d)|\d{6,}(?![\d.]))")
_AREA = re.compile(r"[（(](0\d{2,3})[）)]\s*(?=\d)")
_SHORTEST_NUMBER = 7
_LONGEST_AMOUNT = 4
_MOBILE_DIGITS = 11
_ENDS = "。！？；，、："
_GROUP = re.compile(r"\d+")
_CODE = re.compile(r"(?<=[码号是 ])\d{4,6}(?!\d|[年.])")
_DOUBLED = re.compile(r"([，。；：、？！])[，。；：、]+")
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_CLAUSE = re.compile(r"[^，、：]*[，、：]?")


def speakable(text: str) -> str:
    """The same for the ear."""
    bare = _ADDRESS.sub("", _bracketless(_AREA.sub(r"\1-", text)))
    lines = _LINES.sub("。", bare.strip())
    clock = _CLOCK.sub(lambda at: f"{int(at[1])}点" + (f"{int(at[2])}分" if int(at[2]) else ""), lines)
    clock = _UNTIL.sub("到", clock)
    lines_said = _HELP.sub(lambda line: digit_by_digit(line[0]), clock)
    coded = _CODE.sub(lambda code: digit_by_digit(code[0]), _LONG.sub(_grouped, lines_said))
    said = amounts_said(coded)
    return _DOUBLED.sub(r"\1", _MARKS.sub("", said)).replace(" ", "").strip("，、")


def digit_by_digit(number: str) -> str:
    """`261123-0042` as 二六一一二三，零零四二; eleven digits of a mobile in three breaths."""
    return "，".join(digits_said(part) for group in _GROUP.findall(number) for part in _breaths(group))


def joined(parts: Sequence[str], *, longest: int) -> list[str]:
    """Short parts that follow each other are said in one breath."""
    breaths: list[str] = []
    for part in parts:
        between = "" if not breaths or breaths[-1][-1] in _ENDS else "。"
        if breaths and len(breaths[-1] + between + part) <= longest:
            breaths[-1] += between + part
        else:
            breaths.append(part)
    return breaths


def pieces(text: str, *, longest: int) -> list[str]:
    """The text in parts of at most `longest` characters, cut where a voice would breathe."""
    parts: list[str] = []
    for piece in _cut(text, longest=longest):
        if parts and len(parts[-1]) + len(piece) <= longest:
            parts[-1] += piece
        else:
            parts.append(piece)
    return [part for part in (part.strip("，、 ") for part in parts) if part]


def _cut(text: str, *, longest: int) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        if len(sentence) <= longest:
            yield sentence
            continue
        for clause in _CLAUSE.findall(sentence):
            yield from (clause[at : at + longest] for at in range(0, len(clause), longest))


def _grouped(number: re.Match[str]) -> str:
    """A number that is dialled or looked up; a span of amounts is none."""
    first, *others = map(len, _GROUP.findall(number[0]))
    is_span = len(others) == 1 and max(first, *others) <= _LONGEST_AMOUNT and "-" in number[0]
    is_short = others and first + sum(others) < _SHORTEST_NUMBER
    return number[0] if is_span or is_short else digit_by_digit(number[0])


def _breaths(group: str) -> tuple[str, ...]:
    return (group[:3], group[3:7], group[7:]) if len(group) == _MOBILE_DIGITS else (group,)


def _bracketless(text: str) -> str:
    while (fewer := _BRACKETS.sub("", text)) != text:
        text = fewer
    return text
