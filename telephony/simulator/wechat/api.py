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
from telephony.simulator.wechat.api_records import Owed, Sent, notice_of
from telephony.simulator.wechat.form import menu_refusal, notice_refusal, text_refusal
from telephony.simulator.wechat.lending import Lending

APP_ID = "wx0123456789abcdef"
APP_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - the stand-in's own
TEMPLATE = "template-of-the-stand-in"

Answer = dict[str, Any]
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}")
_NOT_LISTED = 40164
_SAME_NOTICE = timedelta(minutes=10)


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
    refusals: list[int] = field(default_factory=list)
    """The error codes we were answered with, in their order."""
    blocking: set[str] = field(default_factory=set)
    """Who refuses our notices, which WeChat tells only afterwards."""
    _people: dict[str, Allowances] = field(default_factory=dict)
    _followers: set[str] = field(default_factory=set)
    _notices: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(200163836))
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def heard_from(self, openid: str, kind: Heard = Heard.MESSAGE, *, at: datetime | None = None) -> None:
        """He wrote, tapped, followed or scanned, now unless told: what he may be written opens."""
        with self._lock:
            self._followers.add(openid)
            self._people.setdefault(openid, Allowances()).open(kind, at=at or self.clock.now())

    def left_us(self, openid: str) -> None:
        with self._lock:
            self._followers.discard(openid)
            self._people.setdefault(openid, Allowances()).close()

    def allowed(self, openid: str) -> int:
        """How many messages he may still be written now."""
        with self._lock:
            return self._people[openid].left(self.clock.now()) if openid in self._people else 0

    def sent_to(self, openid: str) -> list[Sent]:
        """All that he reads, in its order."""
        with self._lock:
            return [one for one in self.sent if one.openid == openid]

    def answer(self, path: str, *, token: str | None, body: bytes | None) -> tuple[Answer, Mishap]:
        """What WeChat answers, and what becomes of the answer on its way."""
        name = path.removeprefix("/cgi-bin/")
        with self._lock:
            self.asked.append(name)
            mishap = NO_MISHAP if name == "stable_token" or not self.mishaps else self.mishaps.popleft()
            answer = self._answered(name, token=token, body=body, mishap=mishap)
            if code := answer.get("errcode", 0):
                self.refusals.append(code)
            return answer, mishap

    def _answered(self, name: str, *, token: str | None, body: bytes | None, mishap: Mishap) -> Answer:
        if name == "stable_token":
            return self._lend(body)
        refused = mishap.refuses or self.refuses_all or self.lending.refusal(token, at=self.clock.now())
        return _refusal(refused) if refused else self._done(name, body)

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
            self.sent.append(notice_of(asked, openid=openid, at=now))
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
    why = "invalid ip 203.0.113.7, not in whitelist" if code == _NOT_LISTED else "refused by the stand-in"
    return {"errcode": code, "errmsg": f"{why} rid: 0"}
