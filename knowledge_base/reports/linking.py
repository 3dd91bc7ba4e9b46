"""Which value belongs to which name: what stands between them decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.reports.classes import ClassReader
from knowledge_base.reports.gaps import Gaps
from knowledge_base.reports.indicators import Indicator, Indicators
from knowledge_base.reports.language import Language
from knowledge_base.reports.pressures import PressureReader
from knowledge_base.reports.tokens import Break, Grade, Name, Number, Pressure, Titre, Token


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the indicator it is said of; `near` when nothing but fillers stands between."""

    indicator: Indicator
    value: Number | Grade | Titre | str | tuple[Number | None, Number | None]
    at: int
    to: int
    near: bool = False


class Linker:
    """Goes over a message's tokens from left to right and lets every value be used once."""

    def __init__(self, indicators: Indicators, *, language: Language) -> None:
        self._indicators = indicators
        self._gaps = Gaps(language)
        self._pressures = PressureReader(indicators, gaps=self._gaps, language=language)
        self._classes = ClassReader(language)

    def link(self, text: str, tokens: Sequence[Token]) -> list[Found]:
        tokens = self._pressures.paired(text, tokens)
        found: list[Found] = []
        used = 0  # the text up to here has been understood
        for index, token in enumerate(tokens):
            if token.at < used:
                continue
            for link in self._from(text, tokens, index, used=used):
                found.append(link)
                used = max(used, link.to)
        return found

    def _from(self, text: str, tokens: Sequence[Token], index: int, *, used: int) -> Iterator[Found]:
        token = tokens[index]
        if isinstance(token, Pressure) and (
            indicator := self._pressures.bare(text, tokens, index, since=used)
        ):
            yield Found(indicator, (token.upper, token.lower), at=token.at, to=token.to)
        if not isinstance(token, Name):
            return
        shared = list(self._shared(text, tokens, index))
        yield from shared or self._one(text, tokens, index, used=used)

    def _one(self, text: str, tokens: Sequence[Token], index: int, *, used: int) -> Iterator[Found]:
        name = tokens[index]
        assert isinstance(name, Name)  # noqa: S101  the caller looked
        if name.indicator.kind == "class":
            found = self._classes.read(text, name)
            if found and found[0] in name.indicator.grades:
                yield Found(name.indicator, found[0], at=name.at, to=found[1])
        elif name.indicator.kind == "pair":
            if pair := self._pressures.named(text, tokens, index):
                yield Found(name.indicator, pair[0], at=name.at, to=pair[1])
        else:
            yield from self._value(text, tokens, index, used=used)

    def _value(self, text: str, tokens: Sequence[Token], index: int, *, used: int) -> Iterator[Found]:
        name = tokens[index]
        assert isinstance(name, Name)  # noqa: S101  the caller looked
        near, since = True, name.to
        for at in range(index + 1, len(tokens)):
            token = tokens[at]
            gap = text[since : token.at]
            fit = self._gaps.fit(gap, strict=name.role == "short")
            if fit is None or isinstance(token, Name) or (isinstance(token, Break) and token.ends):
                break
            near, since = near and fit, token.to
            if self._suits(token, name.indicator, text=text) and not self._is_preceding(text, tokens, at):
                indicator = self._becoming(name.indicator, text[used : token.at])
                assert isinstance(token, Number | Grade | Titre)  # noqa: S101  what suits is a value
                yield Found(indicator, token, at=name.at, to=token.to, near=near)
                return
        yield from self._before(text, tokens, index, used=used)

    def _is_preceding(self, text: str, tokens: Sequence[Token], at: int) -> bool:
        """A later value counts: 从5.6升到7.2, 阳性1:320."""
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        exact = isinstance(tokens[at], Grade) and isinstance(after, Titre)
        return exact or self._gaps.is_old(text, tokens, at)

    def _before(self, text: str, tokens: Sequence[Token], index: int, *, used: int) -> Iterator[Found]:
        """8.2的糖化: the value first."""
        name, before = tokens[index], tokens[index - 1] if index else None
        if (
            not isinstance(name, Name)
            or not isinstance(before, Number)
            or before.at < used
            or name.role == "short"
        ):
            return
        if self._gaps.belongs(text[before.to : name.at]) and self._suits(before, name.indicator, text=text):
            yield Found(name.indicator, before, at=before.at, to=name.to)

    def _suits(self, token: Token, indicator: Indicator, *, text: str) -> bool:
        if isinstance(token, Grade):
            return bool(self._other(indicator).grades or indicator.grades)
        if isinstance(token, Titre):
            return indicator.titre
        if not isinstance(token, Number) or indicator.kind != "number" or token.counted:
            return False
        if self._gaps.is_limit(text, token) or self._gaps.is_step(text, token):
            return False
        other = self._other(indicator)
        known = {indicator.unit, other.unit, *(unit.unit for unit in indicator.units)}
        return token.units is None or bool(known & set(token.units))

    def _other(self, indicator: Indicator) -> Indicator:
        return self._indicators[indicator.otherwise] if indicator.otherwise else indicator

    def _becoming(self, indicator: Indicator, before: str) -> Indicator:
        for other, words in indicator.becomes.items():
            if any(word in before for word in words):
                return self._indicators[other]
        return indicator

    def _shared(self, text: str, tokens: Sequence[Token], index: int) -> Iterator[Found]:
        """谷丙、谷草分别是80和60: as many values as names, in their order."""
        names = _run(text, tokens, index, kind=Name, gaps=self._gaps)
        start = index + len(names)
        if (
            len(names) == 1
            or start >= len(tokens)
            or not self._gaps.fit(text[names[-1].to : tokens[start].at])
        ):
            return
        values = _run(text, _apart(tokens[start:]), 0, kind=Number, gaps=self._gaps)
        if len(values) == len(names):
            for name, value in zip(names, values, strict=True):
                if isinstance(name, Name) and isinstance(value, Number) and name.indicator.kind == "number":
                    yield Found(name.indicator, value, at=name.at, to=values[-1].to)


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """A pressure after two other names is two values: ALT/AST 89/65."""
    return [
        part
        for token in tokens
        for part in ((token.upper, token.lower) if isinstance(token, Pressure) else (token,))
    ]


def _run(text: str, tokens: Sequence[Token], index: int, *, kind: type[Token], gaps: Gaps) -> list[Token]:
    run: list[Token] = []
    for token in tokens[index:]:
        if not isinstance(token, kind) or (run and not gaps.lists(text[run[-1].to : token.at])):
            break
        run.append(token)
    return run
