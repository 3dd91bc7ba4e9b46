"""The messages the gate is held to, read once."""

from functools import cache
from pathlib import Path

import yaml

_HERE = Path(__file__).parent


@cache
def must_stop() -> tuple[tuple[str, str], ...]:
    """Pairs of expected kind and message."""
    return _pairs("must_stop.yml")


@cache
def must_pass() -> tuple[str, ...]:
    return tuple(message for _, message in _pairs("must_pass.yml"))


@cache
def urgent() -> tuple[str, ...]:
    return tuple(message for _, message in _pairs("urgent.yml"))


def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    content: dict[str, list[str]] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return tuple((kind, message) for kind, messages in content.items() for message in messages)
