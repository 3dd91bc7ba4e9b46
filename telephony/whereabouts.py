"""Where somebody is and whom to ring, read from what a caller says after an alarm, corrections too."""

import re
from dataclasses import dataclass

from hotline.phone import find_phone_number, said_digits

_CLAUSE = re.compile(r"[，,。.；;！!？?\n]+")
_PLACE = re.compile(
    r"[村镇乡组路街巷号楼栋]|单元|小区|门口|附近|旁边|对面|家里$|地址|地点|学校|超市|工地|桥头|路口|医院门"
)
# How a hamlet's name ends: believed only where a caller puts right what was read back.
_NAMED = re.compile(r"[屯寨湾坳坝沟坪垸塘岭坡洼庄店桥庙寺厂站场院营堡河山区县市队](?:[里边那这]*)$")
_ASKS = re.compile(r"[？?]|[吗呢]$|怎么|什么|多久|要不要|能不能|哪")
_WRONG = r"(?:不对|(?:地址|地点|位置|电话|号码|说|写|记|听|搞|弄|打)?错了?|更正(?:一下)?|改一下)[了啊呀哦吧]*"
_LEAD = r"(?:(?:应该|其实|就)?是|改成|改为)"
_INSTEAD = rf"不是.{{1,20}}?[，,\s]*{_LEAD}"
_CORRECTS = re.compile(rf"^(?:(?:{_WRONG}[，,。.！!；;：:\s]*)+(?:{_INSTEAD}|{_LEAD})?|{_INSTEAD})")
_DENIES = re.compile(r"^不[是在]")
_BARE = re.compile(rf"^{_WRONG}[，,。.！!\s]*(?:{_LEAD}.{{0,12}})?$")
_LABEL = re.compile(r"^(?:我们?)?(?:的)?(?:地址|地点|位置)(?:是|在|：|:)\s*")
_NUMBER_LABEL = re.compile(r"我的?|联系|回拨|电话|手机|号码|打|这个|就?是|[：:\s+\-—–()（）]")
MAP_PLACE = re.compile(r"（地图位置：纬度-?\d+\.\d+，经度-?\d+\.\d+）")
"""How a channel that can send a point on the map writes it behind the place's name."""
_PARTS = "；"
_MOST_PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """What one message tells; `is_unclear` where something is wrong and nobody can say what."""

    place: str | None = None
    phone: str | None = None
    corrects: bool = False
    is_unclear: bool = False
    is_on_map: bool = False
    """A point sent on purpose: it answers no other question."""

    def place_after(self, known: str | None) -> str | None:
        """A landmark is added to the village told before; what puts it right takes its place."""
        if self.place is None or known is None or self.corrects:
            return self.place
        parts = known.split(_PARTS)
        if self.place in parts:
            return known
        return _PARTS.join((parts[0], *[*parts[1:], self.place][1 - _MOST_PARTS :]))


def read_whereabouts(text: str) -> Whereabouts:
    """Of a message that follows an alarm. Empty where it speaks of something else."""
    said = text.strip()
    found = _CORRECTS.match(said)
    told = said[found.end() :].strip("，,。. ") if found else said
    if found and _DENIES.match(told):
        return Whereabouts(is_unclear=True)
    phone = find_phone_number(told)
    place = _place(told, phone=phone, names=found is not None)
    is_unclear = not (phone or place) and bool(_BARE.match(said))
    return Whereabouts(
        place=place,
        phone=phone,
        corrects=bool(found and (phone or place)),
        is_unclear=is_unclear,
        is_on_map=bool(place and MAP_PLACE.search(place)),
    )


def tells_place(text: str) -> bool:
    """Whether a message that follows an alarm says where somebody is, and asks nothing."""
    return bool(_PLACE.search(text)) and not _ASKS.search(text)


def clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]


def _place(text: str, *, phone: str | None, names: bool) -> str | None:
    is_named = names and _NAMED.search(text) and not _ASKS.search(text)
    if not tells_place(text) and not is_named:
        return None
    if MAP_PLACE.search(text):
        return _LABEL.sub("", text.strip())  # its degrees are no clauses
    kept = [clause for clause in clauses(text) if not (phone and _is_number(clause, phone))]
    return _LABEL.sub("", "，".join(kept).strip()) or None


def _is_number(clause: str, phone: str) -> bool:
    """Nothing but the number, or a piece of it, and what one calls it."""
    left = said_digits(_NUMBER_LABEL.sub("", clause)).removeprefix("86")
    return left in phone
