"""Blood pressure: two numbers that belong together, however they are joined."""

import re
from collections.abc import Sequence

from knowledge_base.reports.gaps import Gaps, alternatives
from knowledge_base.reports.indicators import Indicator, Indicators
from knowledge_base.reports.language import Language
from knowledge_base.reports.tokens import Break, Name, Number, Pressure, Token

Pair = tuple[Number | None, Number | None]
_SLASH = "/"
_APART = 15  # upper and lower pressure lie at least so far apart; closer numbers are a span


class PressureReader:
    """Finds the pair after its name, after the names of its halves, or bare as 160/95."""

    def __init__(self, indicators: Indicators, *, gaps: Gaps, language: Language) -> None:
        self._indicator = next((one for one in indicators if one.kind == "pair"), None)
        self._gaps = gaps
        self._between = re.compile(rf"(?:{alternatives(language.words('between_pressures'))}|\s)*")

    def named(self, text: str, tokens: Sequence[Token], index: int) -> tuple[Pair, int] | None:
        name = tokens[index]
        assert isinstance(name, Name)  # noqa: S101  the caller looked
        number = self._number(text, tokens, index, part=1 if name.role == "second" else 0)
        if number is None:
            return None
        at, value = number
        if isinstance(value, Pressure):
            return (value.upper, value.lower), value.to
        if name.role in {"first", "second"}:
            return self._halves(text, tokens, at, role=name.role)
        if lower := self._lower(text, tokens, at):
            return (value, lower), lower.to
        return ((value, None), value.to) if self._is_near(text, name, value) else None

    def paired(self, text: str, tokens: Sequence[Token]) -> list[Token]:
        """Tokens with each 160/95 as one."""
        found: list[Token] = []
        for token in tokens:
            upper = found[-1] if found else None
            if (
                isinstance(upper, Number)
                and isinstance(token, Number)
                and text[upper.to : token.at] == _SLASH
                and self._is_pair(text, upper, token)
            ):
                found[-1] = Pressure(upper.at, token.to, upper, token)
            else:
                found.append(token)
        return found

    def bare(self, text: str, tokens: Sequence[Token], index: int, *, since: int) -> Indicator | None:
        """Whose value 160/95 is without a name: a pressure's, unless a limit or a target is asked about."""
        at = tokens[index].at
        sentence = max(
            (token.to for token in tokens[:index] if isinstance(token, Break) and token.ends), default=0
        )
        return None if self._gaps.is_broken(text[max(since, sentence) : at]) else self._indicator

    def _halves(self, text: str, tokens: Sequence[Token], at: int, *, role: str) -> tuple[Pair, int]:
        """高压160低压95, and the other way round."""
        value, other = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        assert isinstance(value, Number)  # noqa: S101  found as one
        second = role == "second"
        partner: Number | None = None
        if isinstance(other, Name) and other.role == ("first" if second else "second"):
            found = self._number(text, tokens, at + 1, part=0 if second else 1)
            if (
                found
                and isinstance(found[1], Number)
                and self._gaps.fit(text[value.to : other.at]) is not None
            ):
                partner = found[1]
        elif not second:
            partner = self._lower(text, tokens, at)
        pair = (partner, value) if second else (value, partner)
        return pair, max(value.to, partner.to if partner else 0)

    def _number(
        self, text: str, tokens: Sequence[Token], index: int, *, part: int
    ) -> tuple[int, Number | Pressure] | None:
        since = tokens[index].to
        for at in range(index + 1, len(tokens)):
            token = tokens[at]
            gap = self._gaps.fit(text[since : token.at])
            if gap is None or isinstance(token, Name) or (isinstance(token, Break) and token.ends):
                return None
            since = token.to
            if isinstance(token, Pressure):
                return at, token
            if self._is_value(text, token, part=part) and not self._is_passed(text, tokens, at):
                assert isinstance(token, Number)  # noqa: S101  what is a value is one
                return at, token
        return None

    def _lower(self, text: str, tokens: Sequence[Token], at: int) -> Number | None:
        upper, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if isinstance(after, Name) and after.role == "second":
            found = self._number(text, tokens, at + 1, part=1)
            return found[1] if found and isinstance(found[1], Number) else None
        if not isinstance(upper, Number) or not isinstance(after, Number):
            return None
        joined = self._between.fullmatch(text[upper.to : after.at])
        return after if joined and self._is_pair(text, upper, after) else None

    def _is_passed(self, text: str, tokens: Sequence[Token], at: int) -> bool:
        """The first number of 从180降到150 or of 150到160, but not of 一百五到九十五."""
        if self._gaps.is_moved(text, tokens, at):
            return True
        upper, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if not isinstance(upper, Number) or not isinstance(after, Number):
            return False
        return self._gaps.is_old(text, tokens, at) and not self._is_pair(text, upper, after)

    def _is_pair(self, text: str, upper: Number, lower: Number) -> bool:
        apart = upper.value - lower.value >= (_APART if upper.value > _APART * 4 else 1)
        return apart and self._is_value(text, upper, part=0) and self._is_value(text, lower, part=1)

    def _is_value(self, text: str, token: Token, *, part: int) -> bool:
        if not isinstance(token, Number) or token.counted or self._indicator is None:
            return False
        if token.units is not None and self._indicator.unit not in token.units:
            return False
        band = self._indicator.plausible[part]
        return band.holds(token.value) and not self._gaps.is_limit(text, token)

    def _is_near(self, text: str, name: Name, value: Number) -> bool:
        return self._gaps.fit(text[name.to : value.at]) is True
