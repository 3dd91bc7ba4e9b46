"""Which of the hospital's places is nearest to a point on the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

_EARTH = 6371.0
"""Kilometres from its middle."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """Degrees as Chinese maps show them (GCJ-02): those of WeChat, Tencent and Gaode, not of GPS."""

    latitude: float
    longitude: float

    @property
    def is_on_earth(self) -> bool:
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180  # noqa: PLR2004 - the poles, and round

    def kilometres_to(self, other: "Point") -> float:
        """As the crow flies; no road is shorter."""
        here, there = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        bow = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
        return 2 * _EARTH * asin(sqrt(min(1.0, bow)))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one can go: the hospital itself, or a branch."""

    name: str
    address: str
    hours: str
    line: str
    at: Point


def nearest(places: Iterable[Place], *, to: Point) -> tuple[Place, float] | None:
    """The nearest and its kilometres; None where no place is known."""
    near = min(places, key=lambda place: place.at.kilometres_to(to), default=None)
    return (near, near.at.kilometres_to(to)) if near else None
