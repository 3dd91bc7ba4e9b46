"""What the stand-in for WeChat's interface keeps of what it was asked to send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a person reads; `template` where it is a notice, whose fields are in the text, one a line."""

    openid: str
    at: datetime
    text: str
    template: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The event TEMPLATESENDJOBFINISH that WeChat sends after a notice; `status` is its word."""

    openid: str
    message: str
    status: str
    at: datetime


def notice_of(asked: Mapping[str, Any], *, openid: str, at: datetime) -> Sent:
    fields = {name: str(value["value"]) for name, value in asked["data"].items()}
    page = str(asked.get("url", ""))
    text = "\n".join(fields.values())
    return Sent(openid=openid, at=at, text=text, template=True, fields=fields, page=page)
