"""One turn of a conversation by WeChat: what happens, and what the follower then has before him."""

from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from telephony.simulator.expected import Names, Strict
from telephony.simulator.script import Change
from telephony.simulator.wechat import deeds
from telephony.simulator.wechat.deeds import Deed, Fields
from telephony.simulator.wechat.display import Origin
from telephony.simulator.wechat.envelope import Signed

Fill = Callable[[str], str]
"""Puts in what `{…}` stands for now."""
_SENDS = {"picture": deeds.picture, "film": deeds.film, "file": deeds.file, "link": deeds.link}
_DEEDS = ("says", "speaks", "sends", "place", "taps", "follows", "scans", "unfollows")
_OURS = ("waits", "nurse", "nurse_says")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Place(Strict):
    """A place on the map."""

    latitude: float
    longitude: float
    label: str


class Turn(Strict):
    """What happens, and what the follower must have before him when all of it is done."""

    says: str | None = None
    speaks: str | None = None
    sends: Literal["picture", "film", "file", "link"] | None = None
    place: Place | None = None
    taps: str | None = None
    follows: bool | str = False
    scans: str | None = None
    unfollows: bool = False
    waits: float = Field(default=0, ge=0)
    nurse: Literal["takes", "ends"] | None = None
    nurse_says: str | None = None
    after: float = Field(default=10, ge=1)
    copies: int = Field(default=1, ge=1)
    again: bool = False
    goes_on: bool = False
    lost: int = Field(default=0, ge=0, le=2)
    signed: Signed = Signed.RIGHTLY
    slow: float = Field(default=0, ge=0)
    now: Change = Change()
    reads: Names = ()
    never: Names = ()
    texts: int | None = Field(default=None, ge=0)
    how: Annotated[tuple[Origin, ...], BeforeValidator(_listed)] = ()
    tries: int | None = Field(default=None, ge=1, le=3)
    within: float | None = None
    bot: Names = ()
    entry: Names = ()
    finds: Names = ()
    guides: Names = ()
    wonders: Names = ()

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        done = [name for name in (*_DEEDS, *_OURS) if getattr(self, name) not in {None, False}]
        if len(done) != 1:
            raise ValueError(f"one thing happens in a turn, not {len(done)}")
        return self

    @property
    def found(self) -> tuple[str, ...]:
        """The entries the search comes up with where it is not the real one."""
        return self.finds or self.entry[:1]

    @property
    def expected_texts(self) -> int | None:
        """One message, one answer; nothing is said of what nobody asked."""
        if self.texts is not None:
            return self.texts
        if self.signed is not Signed.RIGHTLY or self.unfollows:
            return 0
        return 1 if any(getattr(self, name) not in {None, False} for name in _DEEDS) else None

    def fields(self, fill: Fill) -> Fields | None:
        """The follower's deed; None where it is none of his."""
        if (said := self._message(fill)) is not None:
            return said
        if self.taps is not None:
            return deeds.event(Deed.TAP, key=self.taps)
        if self.follows:
            return deeds.follow(self.follows if isinstance(self.follows, str) else "")
        if self.scans is not None:
            return deeds.event(Deed.SCAN, key=self.scans)
        return deeds.event(Deed.UNFOLLOW) if self.unfollows else None

    def _message(self, fill: Fill) -> Fields | None:
        if self.says is not None:
            return deeds.text(fill(self.says))
        if self.speaks is not None:
            return deeds.voice(self.speaks)
        if self.sends is not None:
            return _SENDS[self.sends]()
        if self.place is not None:
            return deeds.place(**self.place.model_dump())
        return None

    @property
    def shown(self) -> str:
        """How the deed looks to whoever reads along."""
        if self.says is not None:
            return self.says
        told = self.place.label if self.place else self.speaks or self.taps or self.scans or self.sends
        name = next(name for name in _DEEDS if getattr(self, name) not in {None, False})
        return f"[{name} {told}]" if told else f"[{name}]"
