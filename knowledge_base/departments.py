"""Which department a caller's own words belong to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMED = 4.0  # naming a department outweighs any one complaint it treats
_ASKED = re.compile(
    "(?:什么|哪个|哪一个|啥|啥子|哪)(?:科|号(?!码)|门诊)|(?:挂|看).{0,2}(?:什么|哪个|啥)(?!子?(?:时候|时间))"
)


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department under its official and its everyday names, with the complaints it treats."""

    id: str
    name: str
    aliases: tuple[str, ...]
    where: str
    hours: str
    treats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentMatch:
    """A department, how well it fits, and the caller's words that led to it."""

    department: Department
    score: float
    matched: tuple[str, ...]


def asks_department(text: str) -> bool:
    """With whatever complaint."""
    return _ASKED.search(text) is not None


def match_departments(text: str, *, departments: Iterable[Department], limit: int) -> list[DepartmentMatch]:
    matches = [match for one in departments if (match := _match(text, department=one)) is not None]
    return sorted(matches, key=lambda match: -match.score)[:limit]


def _match(text: str, *, department: Department) -> DepartmentMatch | None:
    named = [name for name in (department.name, *department.aliases) if name in text]
    complaints = _widest([word for word in department.treats if _occurs(word, text)])
    if not named and not complaints:
        return None
    # A longer complaint says more: 活动后气短 beats 气短, 小孩发烧 beats 发烧.
    score = NAMED * bool(named) + sum(len(word) / 2 for word in complaints)
    return DepartmentMatch(department=department, score=score, matched=(*named, *complaints))


def _occurs(word: str, text: str) -> bool:
    """Whether the word stands in the text, in one piece or as its two halves in order (头有点晕 for 头晕)."""
    if word in text:
        return True
    if len(word) != 2:  # noqa: PLR2004  only two-character complaints are ever pulled apart
        return False
    first = text.find(word[0])
    return first >= 0 and 0 < text.find(word[1], first + 1) - first <= 4  # noqa: PLR2004  within one phrase


def _widest(words: list[str]) -> list[str]:
    """Without the words that are only part of another."""
    return [word for word in words if not any(word != other and word in other for other in words)]
