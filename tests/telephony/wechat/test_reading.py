"""Each kind of delivery becomes the event it tells of; what harms or lacks something is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

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
)
from telephony.channels.wechat.reading import read_delivery, read_fields
from telephony.channels.wechat.refusing import BadBody
from tests.telephony.wechat import shapes
from tests.telephony.wechat.shapes import ACCOUNT, OPENID


def read(xml: str | bytes) -> Event:
    return read_delivery(read_fields(xml)).event


CASES: list[tuple[str, type[Event], dict[str, Any]]] = [
    (shapes.text("高血压能吃柚子吗"), TextSaid, {"text": "高血压能吃柚子吗"}),
    (shapes.STICKER, TextSaid, {"text": ""}),
    (shapes.VOICE, VoiceSaid, {"heard": None}),
    (shapes.VOICE_UNHEARD, VoiceSaid, {"heard": None}),
    (shapes.VOICE_HEARD, VoiceSaid, {"heard": "高血压能吃柚子吗。"}),
    (shapes.PICTURE, PictureSent, {}),
    (shapes.FILM, FilmSent, {}),
    (shapes.SHORT_FILM, FilmSent, {}),
    (shapes.PLACE, PlaceSent, {"latitude": 23.134521, "longitude": 113.358803, "label": "大坪村三组"}),
    (shapes.LINK, LinkSent, {"title": "公众平台官网链接"}),
    (shapes.SUBSCRIBE, Followed, {"scene": None}),
    (shapes.SUBSCRIBE_BY_CODE, Followed, {"scene": "123123"}),
    (shapes.UNSUBSCRIBE, Unfollowed, {}),
    (shapes.SCAN, Scanned, {"scene": "ward-3"}),
    (shapes.CLICK, MenuTapped, {"name": "ask_health"}),
    (shapes.SCAN_WAIT, MenuTapped, {"name": "scan"}),
    (shapes.VIEW, NothingToSay, {"kind": "VIEW"}),
    (shapes.MINI_PROGRAM, NothingToSay, {"kind": "view_miniprogram"}),
    (shapes.POSITION, NothingToSay, {"kind": "LOCATION"}),
    (shapes.SCAN_PUSH, NothingToSay, {"kind": "scancode_push"}),
    *((xml, NothingToSay, {"kind": name}) for name, xml in shapes.PICTURES.items()),
    (shapes.PLACE_CHOSEN, NothingToSay, {"kind": "location_select"}),
    (shapes.UNKNOWN_EVENT, NothingToSay, {"kind": "user_scan_product"}),
    (shapes.UNKNOWN_MESSAGE, NothingToSay, {"kind": "miniprogrampage"}),
    (shapes.template_told("success"), TemplateTold, {"message": "200163836", "failure": None}),
    (
        shapes.template_told("failed:user block"),
        TemplateTold,
        {"message": "200163836", "failure": "user block"},
    ),
    (
        shapes.template_told("failed: system failed"),
        TemplateTold,
        {"message": "200163836", "failure": "system failed"},
    ),
]


@pytest.mark.parametrize(("xml", "kind", "told"), CASES)
def test_each_kind_is_read(xml: str, kind: type[Event], told: dict[str, Any]) -> None:
    event = read(xml)
    assert type(event) is kind
    assert {name: getattr(event, name) for name in told} == told
    assert (event.openid, event.at) == (OPENID, datetime.fromtimestamp(1764000000, UTC))


def test_every_recorded_shape_is_a_case() -> None:
    assert {xml for xml, _, _ in CASES} == set(shapes.ALL)


def test_a_message_is_known_by_its_number() -> None:
    assert read(shapes.text("药", number="7")).key == "7"
    assert read(shapes.text("药", number="8")).key == "8"


def test_an_event_is_known_by_who_did_what_when_and_its_key_shows_none_of_it() -> None:
    same = shapes.event("CLICK", shapes.key("person"))
    others = [
        shapes.event("CLICK", shapes.key("person"), at=1764000001),
        shapes.event("CLICK", shapes.key("person"), openid="oAnother"),
        shapes.event("CLICK", shapes.key("emergency")),
        shapes.event("VIEW", shapes.key("person")),
        shapes.template_told("success", number="1"),
        shapes.template_told("success", number="2"),
    ]
    keys = [read(xml).key for xml in (same, *others)]
    assert read(same).key == keys[0]
    assert len(set(keys)) == len(keys)
    assert OPENID not in keys[0]
    assert len(keys[0]) <= 64


def test_our_own_name_comes_with_it() -> None:
    assert read_delivery(read_fields(shapes.CLICK)).account == ACCOUNT


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><xml><Content>&j;</Content></xml>"
)
HARM = [
    LAUGHS,
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><xml/>',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><xml/>',
]
BROKEN = ["", "<xml>", "{}", "<xml>&x;</xml>", "\x00"]


@pytest.mark.parametrize("xml", [*HARM, *BROKEN])
def test_what_is_no_xml_or_means_harm_is_refused(xml: str) -> None:
    with pytest.raises(BadBody):
        read_fields(xml)
    with pytest.raises(BadBody):
        read_fields(xml.encode())


NAMED = [
    f"<?xml version='1.0' encoding='{name}'?><xml/>".encode() for name in ("utf-7", "idna", "none", "utf-16")
]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"<xml>\xed\xa0\x80</xml>", *NAMED])
def test_what_cannot_be_told_apart_into_characters_is_refused(body: bytes) -> None:
    with pytest.raises(BadBody):
        read_fields(body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OPENID, ""),
        (OPENID, "o" * 65),
        (OPENID, "a]]&gt;b"),
        (ACCOUNT, ""),
        ("1764000000", ""),
        ("1764000000", "soon"),
        ("1764000000", "9" * 11),
    ],
)
def test_a_delivery_that_lacks_what_each_has_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadBody):
        read(shapes.text("药").replace(old, new))


def test_a_place_that_is_nowhere_is_refused() -> None:
    with pytest.raises(BadBody):
        read(shapes.PLACE.replace("23.134521", "nan"))
