"""What happens in a conversation with our official account, as WeChat tells it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatEvent:
    """`openid` names the person to our account alone; `key` is equal in copies of one delivery."""

    openid: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSaid(WechatEvent):
    """What was typed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSaid(WechatEvent):
    """What was spoken; `heard` is what WeChat made of it, None where recognition is off or heard nothing."""

    heard: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSent(WechatEvent):
    """A picture, often a photographed report; it is not fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSent(WechatEvent):
    """A video, long or short, or a file; it is not fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSent(WechatEvent):
    """A place chosen on the map: degrees, and its name there."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSent(WechatEvent):
    """A page passed on."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(WechatEvent):
    """Subscribed, by scanning a code of `scene` where there is one."""

    scene: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollowed(WechatEvent):
    """Left: nothing can be sent any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned(WechatEvent):
    """A follower scanned a code of ours."""

    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuTapped(WechatEvent):
    """An item of the menu, by its name in menu.yml."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTold(WechatEvent):
    """What became of a template message; `failure` is WeChat's word for it, None where it arrived."""

    message: str
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToSay(WechatEvent):
    """Something that asks for no answer, by WeChat's name for it: a page opened from the menu."""

    kind: str


Event = (
    TextSaid
    | VoiceSaid
    | PictureSent
    | FilmSent
    | PlaceSent
    | LinkSent
    | Followed
    | Unfollowed
    | Scanned
    | MenuTapped
    | TemplateTold
    | NothingToSay
)
