"""A stand-in for api.weixin.qq.com that keeps what is said to it: sent messages, allowances, menus, tokens.

Written from WeChat's documentation of its interfaces, not with our own client.
"""

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hotline.clock import Clock
from telephony.simulator.wechat.allowances import Allowances, Heard
from telephony.simulator.wechat.api_mishaps import NO_MISHAP, Mishap
from telephony.simulator.wechat.form import menu_refusal, notice_refusal, text_refusal
from telephony.simulator.wechat.lending import Lending

APP_ID = "wx0123456789abcdef"
APP_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - the stand-in's own
TEMPLATE = "template-of-the-stand-in"

Answer = dict[str, Any]
_ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
_SAME_NOTICE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a person reads: a customer-service message, or a notice by its fields."""

    openid: str
    at: datetime
    text: str = ""
    notice: Mapping[str, str] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The event TEMPLATESENDJOBFINISH that WeChat sends after a notice; `status` is its word."""

    openid: str
    message: str
    status: str
    at: datetime


@dataclass
class WechatStandIn:
    """Safe to share between threads. `templates` are those of the account, with their fields."""

    clock: Clock
    app_id: str = APP_ID
    secret: str = APP_SECRET
    templates: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {TEMPLATE: ("thing1", "character_string2", "thing3")}
    )
    lending: Lending = field(default_factory=Lending)
    mishaps: deque[Mishap] = field(default_factory=deque)
    """One for each of the next questions that carry a token."""
    refuses_all: int = 0
    """An error code for every question: no right, not in the white list."""
    sent: list[Sent] = field(default_factory=list)
    owed: deque[Owed] = field(default_factory=deque)
    menu: Mapping[str, Any] | None = None
    asked: list[str] = field(default_factory=list)
    blocking: set[str] = field(default_factory=set)
    """Who refuses our notices, which WeChat tells only afterwards."""
    _people: dict[str, Allowances] = field(default_factory=dict)
    _followers: set[str] = field(default_factory=set)
    _notices: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(200163836))
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def heard_from(self, openid: str, kind: Heard = Heard.MESSAGE) -> None:
        """He wrote, tapped, followed or scanned: what he may be written opens."""
        with self._lock:
            self._followers.add(openid)
            self._people.setdefault(openid, Allowances()).open(kind, at=self.clock.now())

    def left_us(self, openid: str) -> None:
        with self._lock:
            self._followers.discard(openid)
            self._people.setdefault(openid, Allowances()).close()

    def allowed(self, openid: str) -> int:
        """How many messages he may still be written now."""
        with self._lock:
            return self._people[openid].left(self.clock.now()) if openid in self._people else 0

    def said_to(self, openid: str) -> list[str]:
        return [one.text for one in self.sent if one.openid == openid and one.text]

    def notices_to(self, openid: str) -> list[Mapping[str, str]]:
        return [one.notice for one in self.sent if one.openid == openid and one.notice]

    def answer(self, path: str, *, token: str | None, body: bytes | None) -> tuple[Answer, Mishap]:
        """What WeChat answers, and what becomes of the answer on its way."""
        name = path.removeprefix("/cgi-bin/")
        with self._lock:
            self.asked.append(name)
            if name == "stable_token":
                return self._lend(body), NO_MISHAP
            mishap = self.mishaps.popleft() if self.mishaps else NO_MISHAP
            refused = mishap.refuses or self.refuses_all or self.lending.refusal(token, at=self.clock.now())
            return (_refusal(refused) if refused else self._done(name, body)), mishap

    def _lend(self, body: bytes | None) -> Answer:
        asked = _read(body)
        if asked is None or asked.get("grant_type") != "client_credential":
            return _refusal(40002 if asked else 47001)
        if asked.get("appid") != self.app_id:
            return _refusal(40013)
        if asked.get("secret") != self.secret:
            return _refusal(40125)
        if self.refuses_all:
            return _refusal(self.refuses_all)
        token, seconds = self.lending.lend(force=asked.get("force_refresh") is True, at=self.clock.now())
        return {"access_token": token, "expires_in": seconds}

    def _done(self, name: str, body: bytes | None) -> Answer:
        if name == "menu/get":
            return {"menu": self.menu} if self.menu else _refusal(46003)
        if name == "menu/delete":
            self.menu = None
            return _ok()
        doing = self._posts.get(name)
        if doing is None:
            return _refusal(40066)
        asked = _read(body)
        if asked is None:
            return _refusal(47001 if body else 44002)
        return _refusal(40033) if body and _ESCAPED.search(body) else doing(asked)

    @property
    def _posts(self) -> Mapping[str, Callable[[Mapping[str, Any]], Answer]]:
        return {
            "message/custom/send": self._say,
            "message/template/send": self._tell,
            "menu/create": self._put_menu,
        }

    def _say(self, asked: Mapping[str, Any]) -> Answer:
        openid = str(asked.get("touser", ""))
        if code := text_refusal(asked):
            return _refusal(code)
        if openid not in self._people:
            return _refusal(40003)
        if code := self._people[openid].use(self.clock.now()):
            return _refusal(code)
        self.sent.append(Sent(openid=openid, at=self.clock.now(), text=asked["text"]["content"]))
        return _ok()

    def _tell(self, asked: Mapping[str, Any]) -> Answer:
        openid, now = str(asked.get("touser", "")), self.clock.now()
        if openid not in self._people:
            return _refusal(40003)
        if openid not in self._followers:
            return _refusal(43004)
        if code := notice_refusal(asked, templates=self.templates):
            return _refusal(code)
        key = (openid, str(asked.get("client_msg_id", "")))
        before, at = self._notices.get(key, ("", now - _SAME_NOTICE))
        if key[1] and at > now - _SAME_NOTICE:
            return _ok(msgid=int(before))
        message = str(next(self._numbers))
        self._notices[key] = (message, now)
        status = "failed:user block" if openid in self.blocking else "success"
        self.owed.append(Owed(openid=openid, message=message, status=status, at=now))
        if openid not in self.blocking:
            said = {name: value["value"] for name, value in asked["data"].items()}
            self.sent.append(Sent(openid=openid, at=now, notice=said, page=str(asked.get("url", ""))))
        return _ok(msgid=int(message))

    def _put_menu(self, asked: Mapping[str, Any]) -> Answer:
        if code := menu_refusal(asked):
            return _refusal(code)
        self.menu = dict(asked)
        return _ok()


def _read(body: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads((body or b"").decode())
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _ok(**more: int) -> Answer:
    return {"errcode": 0, "errmsg": "ok", **more}


def _refusal(code: int) -> Answer:
    return {"errcode": code, "errmsg": "refused by the stand-in rid: 0"}
