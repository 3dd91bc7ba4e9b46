"""The account's menu as menu.yml says it, in the form in which WeChat wants it."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

_FILE = Path(__file__).with_name("menu.yml")
_MOST_TOP, _MOST_BELOW = 3, 5
_TOP_NAME, _NAME = (4, 16), (8, 60)
"""Chinese characters and bytes: WeChat shows no more of a name, and refuses longer ones (40018, 40025)."""
_OURS = ("type", "name", "key", "url")
_KEY = 128
_ADDRESS = 1024


class FaultyMenu(Exception):  # noqa: N818 - a noun of the trade
    """menu.yml asks for what WeChat does not take; says where, and what is allowed."""


class MenuItem(BaseModel):
    """Either a tap that comes back to us, or a page of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    click: str | None = None
    page: str | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if (self.click is None) is (self.page is None):
            raise ValueError(f"{self.name}: one of click and page")
        if self.page is not None and not self.page.startswith("/"):
            raise ValueError(f"{self.name}: a page begins with /")
        return self


class TopItem(BaseModel):
    """Opens what is below it; an item of its own where nothing is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    items: tuple[MenuItem, ...] = ()
    click: str | None = None
    page: str | None = None

    @property
    def leaves(self) -> tuple[MenuItem, ...]:
        return self.items or (MenuItem(name=self.name, click=self.click, page=self.page),)

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if self.items and (self.click or self.page):
            raise ValueError(f"{self.name}: either items, or click or page")
        if not self.leaves:
            raise ValueError(f"{self.name}: nothing happens")
        return self


class Menu(BaseModel):
    """See menu.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    menu: tuple[TopItem, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Those under which taps come back."""
        return tuple(leaf.click for top in self.menu for leaf in top.leaves if leaf.click)

    @property
    def has_pages(self) -> bool:
        return any(leaf.page for top in self.menu for leaf in top.leaves)

    def for_wechat(self, *, public_url: str | None) -> dict[str, Any]:
        """Raises FaultyMenu where a page has no address, or one that is too long."""
        return {"button": [_top(top, public_url=public_url) for top in self.menu]}


@cache
def shipped_menu() -> Menu:
    return load_menu(_FILE)


def load_menu(path: Path) -> Menu:
    """Raises FaultyMenu naming every fault."""
    try:
        menu = Menu.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        raise FaultyMenu("; ".join(str(one["msg"]) for one in fault.errors())) from None
    if faults := list(_faults(menu)):
        raise FaultyMenu("; ".join(faults))
    return menu


def is_same_menu(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whatever WeChat adds to what it was given: empty lists of items below, its own number."""
    return _told(one) == _told(other)


def _told(menu: Mapping[str, Any]) -> list[Any]:
    return [
        ({name: button.get(name) for name in _OURS}, _told({"button": button.get("sub_button") or []}))
        for button in menu.get("button", [])
    ]


def _faults(menu: Menu) -> Iterator[str]:
    if not 1 <= len(menu.menu) <= _MOST_TOP:
        yield f"{len(menu.menu)} items at the top: one to {_MOST_TOP}"
    for top in menu.menu:
        if len(top.items) > _MOST_BELOW:
            yield f"{top.name}: {len(top.items)} items below it: at most {_MOST_BELOW}"
        yield from _name_faults(top.name, most=_TOP_NAME)
        for leaf in top.items:
            yield from _name_faults(leaf.name, most=_NAME)
    for name in menu.names:
        if len(name.encode()) > _KEY:
            yield f"{name}: a click of more than {_KEY} bytes"
        if menu.names.count(name) > 1:
            yield f"{name}: clicked in more than one place"


def _name_faults(name: str, *, most: tuple[int, int]) -> Iterator[str]:
    characters, size = most
    if _width(name) > 2 * characters or len(name.encode()) > size:
        yield f"{name}: a name of more than {characters} Chinese characters"


def _width(text: str) -> int:
    """In half Chinese characters."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _top(top: TopItem, *, public_url: str | None) -> dict[str, Any]:
    if not top.items:
        return _leaf(top.leaves[0], public_url=public_url)
    return {"name": top.name, "sub_button": [_leaf(one, public_url=public_url) for one in top.items]}


def _leaf(item: MenuItem, *, public_url: str | None) -> dict[str, Any]:
    if item.click:
        return {"type": "click", "name": item.name, "key": item.click}
    if not public_url:
        raise FaultyMenu(f"{item.name}: a page needs HOTLINE_PUBLIC_URL")
    address = f"{public_url.rstrip('/')}{item.page}"
    if len(address.encode()) > _ADDRESS:
        raise FaultyMenu(f"{item.name}: an address of more than {_ADDRESS} bytes")
    return {"type": "view", "name": item.name, "url": address}
