"""What WeChat tells in its XML, as an event; a kind nobody knows yet asks for no answer."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from telephony.channels.wechat.events import (
    Event,
    FilmSent,
    Followed,
    LinkSent,
    MenuTapped,
    NothingToSay,
    PictureSent,
    PlaceSent,
    Scanned,
    TemplateTold,
    TextSaid,
    Unfollowed,
    VoiceSaid,
    WechatEvent,
)
from telephony.channels.wechat.refusing import BadBody

Fields = Mapping[str, str]
E = TypeVar("E", bound=WechatEvent)

_NAME = re.compile(r"[0-9A-Za-z_@.-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,10}")
_NUMBER = re.compile(r"[0-9]{1,20}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
_KIND = re.compile(r"[0-9A-Za-z_]{1,64}")
_SCENE = "qrscene_"
_FAILED = "failed"
_LONGEST_NAME = 128
_UNSEEN = "【收到不支持的消息类型，暂无法显示】"
"""What WeChat itself writes in place of a sticker of the caller's own: no words of his."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`account` is our own name in it, which the answer must bear."""

    event: Event
    account: str


def read_fields(body: bytes | str) -> Fields:
    """The elements right under the root. Raises BadBody."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise BadBody from None
    return {element.tag: element.text or "" for element in root}


def read_delivery(fields: Fields) -> Delivery:
    """Raises BadBody where it lacks what every delivery has."""
    openid, account = fields.get("FromUserName", ""), fields.get("ToUserName", "")
    seconds, kind = fields.get("CreateTime", "").strip(), fields.get("MsgType", "").strip()
    if not (_NAME.fullmatch(openid) and _NAME.fullmatch(account) and _SECONDS.fullmatch(seconds)):
        raise BadBody
    at = datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(seconds))
    who = _Who(openid, _key(fields), at)
    if kind == "event":
        happened = fields.get("Event", "").strip()
        return Delivery(_HAPPENED.get(happened.lower(), _nothing(happened))(who, fields), account)
    return Delivery(_SENT.get(kind, _nothing(kind))(who, fields), account)


@dataclass(frozen=True, slots=True)
class _Who:
    openid: str
    key: str
    at: datetime

    def tells(self, event: type[E], **facts: Any) -> E:
        return event(openid=self.openid, key=self.key, at=self.at, **facts)


Read = Callable[[_Who, Fields], Event]


def _key(fields: Fields) -> str:
    """Messages have a number of their own. Of anything else, a print of what makes it the same one."""
    number = fields.get("MsgId", "").strip()
    if _NUMBER.fullmatch(number):
        return number
    same = ("FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgID", "Content")
    told = "\0".join(fields.get(name, "") for name in same)
    return "e" + hashlib.sha256(told.encode(errors="replace")).hexdigest()[:32]


def _nothing(kind: str) -> Read:
    shown = kind if _KIND.fullmatch(kind) else "unknown"
    return lambda who, _: who.tells(NothingToSay, kind=shown)


def _text(who: _Who, fields: Fields) -> Event:
    said = fields.get("Content", "")
    return who.tells(TextSaid, text="" if said.strip() == _UNSEEN else said)


def _voice(who: _Who, fields: Fields) -> Event:
    return who.tells(VoiceSaid, heard=fields.get("Recognition", "").strip() or None)


def _place(who: _Who, fields: Fields) -> Event:
    latitude, longitude = fields.get("Location_X", "").strip(), fields.get("Location_Y", "").strip()
    if not (_DEGREES.fullmatch(latitude) and _DEGREES.fullmatch(longitude)):
        raise BadBody
    label = fields.get("Label", "").strip()[:_LONGEST_NAME]
    return who.tells(PlaceSent, latitude=float(latitude), longitude=float(longitude), label=label)


def _link(who: _Who, fields: Fields) -> Event:
    return who.tells(LinkSent, title=fields.get("Title", "").strip()[:_LONGEST_NAME])


def _followed(who: _Who, fields: Fields) -> Event:
    scene = fields.get("EventKey", "").strip()[:_LONGEST_NAME]
    return who.tells(Followed, scene=scene.removeprefix(_SCENE) if scene.startswith(_SCENE) else None)


def _scanned(who: _Who, fields: Fields) -> Event:
    return who.tells(Scanned, scene=fields.get("EventKey", "").strip()[:_LONGEST_NAME])


def _tapped(who: _Who, fields: Fields) -> Event:
    return who.tells(MenuTapped, name=fields.get("EventKey", "").strip()[:_LONGEST_NAME])


def _template(who: _Who, fields: Fields) -> Event:
    status = fields.get("Status", "").strip()
    failure = None if status == "success" else status.removeprefix(_FAILED).strip(" :：") or _FAILED
    return who.tells(
        TemplateTold,
        message=fields.get("MsgID", "").strip()[:_LONGEST_NAME],
        failure=failure and failure[:_LONGEST_NAME],
    )


_SENT: dict[str, Read] = {
    "text": _text,
    "voice": _voice,
    "image": lambda who, _: who.tells(PictureSent),
    "video": lambda who, _: who.tells(FilmSent),
    "shortvideo": lambda who, _: who.tells(FilmSent),
    "file": lambda who, _: who.tells(FilmSent),
    "location": _place,
    "link": _link,
}
# Not here, and so without an answer: VIEW and view_miniprogram open a page, LOCATION tells where somebody is
# who only opened the conversation (no answer is allowed), scancode_push shows its own page, and after pic_…
# and location_select the pictures or the place come as a message.
_HAPPENED: dict[str, Read] = {
    "subscribe": _followed,
    "unsubscribe": lambda who, _: who.tells(Unfollowed),
    "scan": _scanned,
    "click": _tapped,
    "scancode_waitmsg": _tapped,
    "templatesendjobfinish": _template,
}
