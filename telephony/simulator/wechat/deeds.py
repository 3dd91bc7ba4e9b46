"""What a follower does, in the form in which WeChat tells it to an account."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count
from xml.sax.saxutils import escape

Fields = Mapping[str, str]
_TEXT = {"CreateTime", "MsgId", "MsgID", "Location_X", "Location_Y", "Scale"}
"""Elements that WeChat writes without CDATA."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_NUMBER = 24_900_000_000_000_001


class Deed(StrEnum):
    """The kinds of messages and events, by WeChat's own names."""

    TEXT = "text"
    VOICE = "voice"
    PICTURE = "image"
    FILM = "video"
    FILE = "file"
    LINK = "link"
    PLACE = "location"
    TAP = "CLICK"
    FOLLOW = "subscribe"
    UNFOLLOW = "unsubscribe"
    SCAN = "SCAN"


EVENTS = frozenset({Deed.TAP, Deed.FOLLOW, Deed.UNFOLLOW, Deed.SCAN})


def text(words: str) -> Fields:
    return {"MsgType": Deed.TEXT, "Content": words}


def voice(heard: str) -> Fields:
    """`heard` is empty where WeChat made nothing of it."""
    return {"MsgType": Deed.VOICE, "MediaId": "media", "Format": "amr", "Recognition": heard}


def picture() -> Fields:
    return {"MsgType": Deed.PICTURE, "PicUrl": "http://mmbiz.example/picture", "MediaId": "media"}


def film() -> Fields:
    return {"MsgType": Deed.FILM, "MediaId": "media", "ThumbMediaId": "thumb"}


def file() -> Fields:
    return {"MsgType": Deed.FILE, "Title": "化验单.pdf", "Description": "", "FileKey": "key"}


def link() -> Fields:
    return {"MsgType": Deed.LINK, "Title": "神药", "Description": "包治百病", "Url": "http://page.example/"}


def place(*, latitude: float, longitude: float, label: str) -> Fields:
    return {
        "MsgType": Deed.PLACE,
        "Location_X": f"{latitude:.6f}",
        "Location_Y": f"{longitude:.6f}",
        "Scale": "15",
        "Label": label,
    }


def event(deed: Deed, *, key: str = "") -> Fields:
    return {"MsgType": "event", "Event": deed, "EventKey": key}


def notice_told(message: str, *, status: str) -> Fields:
    """What became of a template message: no deed of the follower's, but told in the same form."""
    return {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": message, "Status": status}


def follow(scene: str = "") -> Fields:
    return event(Deed.FOLLOW, key=f"qrscene_{scene}" if scene else "")


@dataclass
class Follower:
    """One person, whose messages WeChat numbers."""

    openid: str = "oPeer-follower_1"
    _numbers: "count[int]" = field(default_factory=lambda: count(_FIRST_NUMBER))

    def does(self, fields: Fields, *, account: str, at: datetime) -> str:
        """The whole message in XML; events bear no number."""
        whole = {
            "ToUserName": account,
            "FromUserName": self.openid,
            "CreateTime": str(int(at.timestamp())),
            **fields,
        }
        if fields["MsgType"] != "event":
            whole["MsgId"] = str(next(self._numbers))
        return written(whole)


def written(fields: Fields) -> str:
    """As WeChat writes it."""
    return "<xml>" + "".join(_element(name, value) for name, value in fields.items()) + "</xml>"


def _element(name: str, value: str) -> str:
    if name in _TEXT:
        return f"<{name}>{escape(value)}</{name}>"
    safe = _NOT_IN_XML.sub("", value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{safe}]]></{name}>"
