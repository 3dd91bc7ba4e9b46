"""The small language in which findings are written, compiled to regular expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# A gap never leaps over a clause, a negation or a masked stretch of text.
_INSIDE = "(?:非常|不停|不断|不住|无比|[^,。?▁不没无未非])"
_ACROSS = "(?:非常|不停|不断|不住|无比|[^。?▁不没无未非])"
_GAPS = {"…": f"{_ACROSS}{{0,14}}?", "~~": f"{_INSIDE}{{0,8}}?", "~": f"{_INSIDE}{{0,3}}?"}
_BESIDE = {"^": "(?<!{})", "$": "(?!{})"}
_TOKEN = re.compile(r"…|~~|~|([$^])\(([^()]*)\)|\(([^()]*)\)(\?)?|<(\w+)>(\?)?|([^~…()<>$^]+)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, and the sets of literals of which each must occur in the text."""

    expression: str
    needs: tuple[frozenset[str], ...]


def compile_pattern(
    source: str, *, words: Mapping[str, Sequence[str]], spell: Callable[[str], str] = str
) -> Pattern:
    """`<chest>~(压|闷)` : word class, gap of up to 3, alternatives; `~~` up to 8; `…` over commas.

    `^(糖)尿$(酸|素)` : 尿 neither after 糖 nor before 酸 or 素, where it is part of another word.
    `spell` writes the words as the normaliser writes the texts (一次 as 1次).
    Raises ValueError for syntax it does not know and KeyError for an unknown word class.
    """
    expression, needs = "", []
    for token in _tokens(source):
        if token[0] in _GAPS:
            expression += _GAPS[token[0]]
            continue
        if side := token[1]:
            expression += "".join(_BESIDE[side].format(re.escape(spell(w))) for w in _split(token[2]))
            continue
        literals, optional = _literals(token, words=words)
        literals = [spell(literal) for literal in literals]
        expression += _alternation(literals) + ("?" if optional else "")
        if not optional:
            needs.append(frozenset(literals))
    if not needs:
        raise ValueError("a pattern needs at least one word")
    return Pattern(expression, tuple(needs))


def _tokens(source: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            raise ValueError(f"cannot read {source[position:]!r}")
        yield token
        position = token.end()


def _literals(token: re.Match[str], *, words: Mapping[str, Sequence[str]]) -> tuple[list[str], bool]:
    group, maybe_group, word, maybe_word, plain = token.groups()[2:]
    optional = bool(maybe_group or maybe_word)
    if plain and set(plain) & set("?|"):
        raise ValueError(f"{plain!r} outside a group; write (…)? or (…|…)")
    literals = [plain] if plain else list(words[word]) if word else _split(group)
    return literals, optional


def _split(group: str) -> list[str]:
    literals = group.split("|")
    if "" in literals:
        raise ValueError("an empty alternative; write (…)? instead")
    return literals


def _alternation(literals: Sequence[str]) -> str:
    longest_first = sorted(literals, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"
