"""Numbers spoken in characters become digits, where they are numbers at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEN = 10


@dataclass(frozen=True, slots=True)
class Numerals:
    """The characters of numbers and the units that make a lone one a number."""

    digits: Mapping[str, int]
    powers: Mapping[str, int]
    point: str
    half: str
    run: re.Pattern[str]
    whole: re.Pattern[str]
    halves: re.Pattern[str]
    tenths: re.Pattern[str]

    @classmethod
    def of(
        cls,
        digits: Mapping[str, int],
        *,
        powers: Mapping[str, int],
        point: str,
        half: str,
        units: str,
        halved: str,
    ) -> Numerals:
        ones, tens = "".join(digits), "".join(powers)
        number = f"[{ones}{tens}]"
        # A lone character such as 一 is a number only before a unit: 四肢, 一边, 万一 stay words.
        run = re.compile(
            f"{number}+{point}[{ones}]+|[{ones}]?[{tens}]{number}*|[{ones}]{{2,4}}(?=(?:{units}))"
            f"|[{ones}](?=(?:{units}|{point}[几多]))|(?<=[0-9])[{ones}](?=(?:{units}))"
        )
        one = f"[{ones}]"
        whole = re.compile(f"{one}百(?:零{one}|{one}?十{one}?|{one})?|{one}十{one}?")
        tenths = re.compile(
            f"(?<=[0-9]{{2}})度(?:([0-9])(?![0-9.]|{units})|([{ones}{half}])(?=[,。?了多]|$))"
        )
        return cls(digits, powers, point, half, run, whole, re.compile(f"{half}(?=(?:{halved}))"), tenths)

    def to_digits(self, text: str) -> str:
        """`血压二百二` → `血压220`; `二点一` → `2.1`; `半小时` → `0.5小时`."""
        if any(character in text for character in (*self.digits, *self.powers, self.half)):
            text = self.halves.sub("0.5", self.run.sub(self._written, text))
        return self.tenths.sub(self._tenth, text)

    def _tenth(self, match: re.Match[str]) -> str:
        """三十九度五 is 39.5度."""
        tenth = match[1] or {self.half: 5, **self.digits}[match[2]]
        return f".{tenth}度"

    def _written(self, match: re.Match[str]) -> str:
        if second := self._second(match[0]):
            # 二百四一百四 is 240 over 140, 七十四十 is 70 over 40.
            return f"{self._digits(match[0][:second])},{self._digits(match[0][second:])}"
        return self._digits(match[0])

    def _second(self, characters: str) -> int | None:
        """Where another number begins: none but a whole one may follow a whole one."""
        if self.whole.fullmatch(characters):
            return None
        places = range(len(characters) - 2, 1, -1)
        whole = (
            self.whole.fullmatch(characters[:p]) and self.whole.fullmatch(characters[p:]) for p in places
        )
        return next((place for place, both in zip(places, whole, strict=True) if both), None)

    def _digits(self, number: str) -> str:
        whole, _, fraction = number.partition(self.point)
        if all(character in self.powers for character in whole) and len(whole) == 1 and whole != "十":
            return number
        written = str(self._value(whole))
        return f"{written}.{''.join(str(self.digits[c]) for c in fraction)}" if fraction else written

    def _value(self, characters: str) -> int:
        if not any(character in self.powers for character in characters):
            return self._plain(characters)
        total, digit, last_power, last_zero = 0, 0, 1, False
        for character in characters:
            if character in self.powers:
                last_power = self.powers[character]
                total += (digit or 1) * last_power
                digit = 0
            else:
                last_zero = self.digits[character] == 0
                digit = self.digits[character]
        # 二百二 means 220, 一百零二 means 102.
        ending = digit if last_zero or last_power == _TEN or "零" in characters else digit * last_power // 10
        return total + ending

    def _plain(self, characters: str) -> int:
        """三四天 is "three or four days": the larger counts. 一二零 is spelt out."""
        values = [self.digits[character] for character in characters]
        if values[1:] == [values[0] + 1]:
            return values[1]
        return int("".join(map(str, values)))
