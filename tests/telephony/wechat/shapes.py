"""Deliveries of each kind, as WeChat's documentation shows them: developers.weixin.qq.com/doc/offiaccount."""

OPENID = "oMgHVjngRipVsoxg6TuX3vz6glDg"
ACCOUNT = "gh_e136c6e50636"


def message(kind: str, inner: str, *, number: str = "24012345678901234", openid: str = OPENID) -> str:
    return _delivery(kind, f"{inner}<MsgId>{number}</MsgId>", openid=openid)


def event(name: str, inner: str = "", *, openid: str = OPENID, at: int = 1764000000) -> str:
    return _delivery("event", f"<Event><![CDATA[{name}]]></Event>{inner}", openid=openid, at=at)


def text(said: str, *, number: str = "24012345678901234", openid: str = OPENID) -> str:
    return message("text", f"<Content><![CDATA[{said}]]></Content>", number=number, openid=openid)


def key(of: str) -> str:
    return f"<EventKey><![CDATA[{of}]]></EventKey>"


def _delivery(kind: str, inner: str, *, openid: str, at: int = 1764000000) -> str:
    return (
        f"<xml>\n<ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>\n"
        f"<FromUserName><![CDATA[{openid}]]></FromUserName>\n<CreateTime>{at}</CreateTime>\n"
        f"<MsgType><![CDATA[{kind}]]></MsgType>\n{inner}\n</xml>"
    )


_MEDIA = "<MediaId><![CDATA[media_id]]></MediaId>"
_SENT_PICTURES = (
    "<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]>"
    "</PicMd5Sum></item></PicList></SendPicsInfo>"
)
_SCANNED_CODE = (
    "<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>"
    "<ScanResult><![CDATA[1]]></ScanResult></ScanCodeInfo>"
)

PICTURE = message("image", f"<PicUrl><![CDATA[http://mmbiz.qpic.cn/a]]></PicUrl>{_MEDIA}")
VOICE = message("voice", f"{_MEDIA}<Format><![CDATA[amr]]></Format>")
VOICE_HEARD = message(
    "voice",
    f"{_MEDIA}<Format><![CDATA[amr]]></Format><Recognition><![CDATA[高血压能吃柚子吗。]]></Recognition>",
)
VOICE_UNHEARD = message(
    "voice", f"{_MEDIA}<Format><![CDATA[amr]]></Format><Recognition><![CDATA[]]></Recognition>"
)
FILM = message("video", f"{_MEDIA}<ThumbMediaId><![CDATA[thumb]]></ThumbMediaId>")
SHORT_FILM = message("shortvideo", f"{_MEDIA}<ThumbMediaId><![CDATA[thumb]]></ThumbMediaId>")
PLACE = message(
    "location",
    "<Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale>"
    "<Label><![CDATA[大坪村三组]]></Label>",
)
LINK = message(
    "link",
    "<Title><![CDATA[公众平台官网链接]]></Title><Description><![CDATA[公众平台]]></Description>"
    "<Url><![CDATA[https://mp.weixin.qq.com]]></Url>",
)
STICKER = text("【收到不支持的消息类型，暂无法显示】")
SUBSCRIBE = event("subscribe", key(""))
SUBSCRIBE_BY_CODE = event("subscribe", key("qrscene_123123") + "<Ticket><![CDATA[TICKET]]></Ticket>")
UNSUBSCRIBE = event("unsubscribe", key(""))
SCAN = event("SCAN", key("ward-3") + "<Ticket><![CDATA[TICKET]]></Ticket>")
POSITION = event(
    "LOCATION",
    "<Latitude>23.137466</Latitude><Longitude>113.352425</Longitude><Precision>119.385040</Precision>",
)
CLICK = event("CLICK", key("ask_health"))
VIEW = event("VIEW", key("https://hotline.example/chat") + "<MenuId>123</MenuId>")
MINI_PROGRAM = event("view_miniprogram", key("pages/index") + "<MenuId>123</MenuId>")
SCAN_PUSH = event("scancode_push", key("6") + _SCANNED_CODE)
SCAN_WAIT = event("scancode_waitmsg", key("scan") + _SCANNED_CODE)
PICTURES = {
    name: event(name, key("6") + _SENT_PICTURES)
    for name in ("pic_sysphoto", "pic_photo_or_album", "pic_weixin")
}
PLACE_CHOSEN = event(
    "location_select",
    key("6")
    + "<SendLocationInfo><Location_X><![CDATA[23]]></Location_X><Location_Y><![CDATA[113]]></Location_Y>"
    "<Scale><![CDATA[15]]></Scale><Label><![CDATA[广州市海珠区客村艺苑路 106号]]></Label>"
    "<Poiname><![CDATA[]]></Poiname></SendLocationInfo>",
)
UNKNOWN_EVENT = event("user_scan_product", "<KeyStandard><![CDATA[ean13]]></KeyStandard>")
UNKNOWN_MESSAGE = message("miniprogrampage", "<AppId><![CDATA[AppId]]></AppId>")


def template_told(status: str, *, number: str = "200163836") -> str:
    return event("TEMPLATESENDJOBFINISH", f"<MsgID>{number}</MsgID><Status><![CDATA[{status}]]></Status>")


ALL = (
    *(text("高血压能吃柚子吗"), PICTURE, VOICE, VOICE_HEARD, VOICE_UNHEARD, FILM, SHORT_FILM, PLACE, LINK),
    *(STICKER, SUBSCRIBE, SUBSCRIBE_BY_CODE, UNSUBSCRIBE, SCAN, POSITION, CLICK, VIEW, MINI_PROGRAM),
    *(SCAN_PUSH, SCAN_WAIT, *PICTURES.values(), PLACE_CHOSEN, UNKNOWN_EVENT, UNKNOWN_MESSAGE),
    *(template_told("success"), template_told("failed:user block"), template_told("failed: system failed")),
)
