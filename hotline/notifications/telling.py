"""A letter in words, as this hospital says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.notifications.letter import Letter
from hotline.notifications.vocabulary import Means
from hotline.notifications.wording import Notices, fill, shipped_notices

_INSTANT = "_at"


@dataclass(frozen=True, kw_only=True)
class House:
    """What every letter may say of the hospital; `address` where staff open the desk from outside."""

    hospital: str
    hotline: str
    zone: tzinfo
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """`page` is the desk's own page of the matter, within the house."""

    title: str
    text: str
    page: str | None


def tell(letter: Letter, *, house: House) -> Told:
    """In the words of its kind and means; a fact that was not given is told as the kind provides."""
    notices = shipped_notices()
    notice = notices.kinds[letter.kind]
    words = notice.caller if letter.is_to_caller else notice.staff
    given = {name: value for name, value in letter.facts.items() if value}
    facts = dict(notice.facts) | _readable(given, house=house, notices=notices)
    facts |= {"number": letter.ticket_number, "hospital": house.hospital, "hotline": house.hotline}
    page = None if letter.is_to_caller else fill(notice.page, facts)
    title = fill(words["title"], facts)
    if letter.means is Means.SMS:
        return Told(title=title, text=fill(words["sms"], facts), page=page)
    text = fill(words.get(letter.means.value, words["text"]), facts)
    opened = notices.caller_page if letter.is_to_caller else page
    return Told(title=title, text=_framed(letter.means, title, text, opened, house=house), page=page)


def _framed(means: Means, title: str, text: str, page: str | None, *, house: House) -> str:
    frames = shipped_notices().frames
    if means.value not in frames:
        return text
    link = fill(frames["link"], {"address": f"{house.address}{page}"}) if house.address and page else ""
    return fill(frames[means.value], {"hospital": house.hospital, "title": title, "text": text, "link": link})


def _readable(given: Mapping[str, str], *, house: House, notices: Notices) -> dict[str, str]:
    return {
        name: _moment(value, house=house, notices=notices) if name.endswith(_INSTANT) else value
        for name, value in given.items()
    }


def _moment(value: str, *, house: House, notices: Notices) -> str:
    """As it came where it is no instant: nobody stays untold for a date in an unknown form."""
    try:
        local = datetime.fromisoformat(value).astimezone(house.zone)
    except ValueError:
        return value
    facts = {"month": str(local.month), "day": str(local.day), "time": f"{local.hour}:{local:%M}"}
    return fill(notices.moment, facts)
