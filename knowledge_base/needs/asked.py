"""One thing somebody asked, as the needs are found from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`week` is 0 for the week looked at, 1 for the one before; one `contact` may ask several things."""

    contact: str
    caller: str
    week: int
    text: str
    entries: tuple[str, ...] = ()
    solved: bool = False
