"""Makes a message fit: what may be shortened is, at the end of a sentence, and nothing else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+|$)")
_CLAUSE = re.compile(r"[^，、：]*(?:[，、：]|$)")
_CLAUSE_ENDS = "，、："
_MORE = "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a message: it stays whole unless its end `may_be_cut`, or it can be said `shorter`."""

    text: str
    may_be_cut: bool = False
    shorter: tuple[str, ...] = ()
    """The fullest first."""
    begins_block: bool = True
    """An empty line stands before it."""


def fitted(parts: Sequence[Part], *, most_bytes: int, cut_mark: str) -> str:
    """One text of at most `most_bytes` of UTF-8; `cut_mark` stands where something was left out."""
    left = [part for part in parts if part.text]
    while size(written(left)) > most_bytes and any(part.shorter for part in left):
        left = _say_shorter(left)
    mark = f"\n{cut_mark}"
    while (over := size(written(left)) - most_bytes) > 0:
        longest = max(left, key=lambda part: (part.may_be_cut and part.text != cut_mark, size(part.text)))
        if not longest.may_be_cut or longest.text == cut_mark:
            # Nothing is left that may be cut: what stands first is what matters most.
            return beginning(written(left), most_bytes=most_bytes)
        whole = longest.text.removesuffix(mark)
        room = size(longest.text) - over - size(mark)
        kept = beginning(whole, most_bytes=min(room, size(whole) - 1))
        left[left.index(longest)] = replace(longest, text=f"{kept}{mark}" if kept else cut_mark)
    return written(left)


def written(parts: Iterable[Part]) -> str:
    text = ""
    for part in parts:
        between = "\n\n" if part.begins_block else "\n"
        text += (between if text else "") + part.text
    return text


def size(text: str) -> int:
    """Bytes of UTF-8: three for a Chinese character."""
    return len(text.encode())


def beginning(text: str, *, most_bytes: int) -> str:
    """As many whole sentences as fit; of a first one that is too long, clauses or else characters."""
    kept = _whole(_SENTENCE.findall(text), most_bytes=most_bytes)
    if kept:
        return kept
    room = most_bytes - size(_MORE)
    clauses = _whole(_CLAUSE.findall(text), most_bytes=room).rstrip(_CLAUSE_ENDS)
    letters = clauses or text.encode()[: max(room, 0)].decode(errors="ignore")
    return f"{letters}{_MORE}" if letters else ""


def _whole(pieces: Iterable[str], *, most_bytes: int) -> str:
    kept = ""
    for piece in pieces:
        if size((kept + piece).rstrip()) > most_bytes:
            break
        kept += piece
    return kept.rstrip()


def _say_shorter(parts: Sequence[Part]) -> list[Part]:
    """The longest that can be said shorter, one step."""
    longest = max((part for part in parts if part.shorter), key=lambda part: size(part.text))
    text, *rest = longest.shorter
    said = [replace(one, text=text, shorter=tuple(rest)) if one is longest else one for one in parts]
    return [part for part in said if part.text]
