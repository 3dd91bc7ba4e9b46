"""Our answer to a delivery as WeChat reads it: one text, or the word that asks for no more tries."""

import re
import secrets
from datetime import datetime

from telephony.channels.wechat.sealing import Seal
from telephony.channels.wechat.signing import signature_of

NOTHING = "success"
"""WeChat then shows nothing and does not ask again. An empty body would do, but looks like a fault."""
LONGEST_TEXT = 2048
"""Bytes of UTF-8 that are shown: developers.weixin.qq.com/doc/offiaccount, 被动回复用户消息."""
_UNSPEAKABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 may hold, and the half of a line's end that its readers drop."""
_CUT = "…"


def text_answer(text: str, *, to: str, account: str, at: datetime) -> str:
    """`to` and `account` are what the delivery said of itself."""
    return (
        f"<xml><ToUserName>{_cdata(to)}</ToUserName><FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{int(at.timestamp())}</CreateTime><MsgType>{_cdata('text')}</MsgType>"
        f"<Content>{_cdata(fitted(text))}</Content></xml>"
    )


def sealed_answer(xml: str, *, seal: Seal, token: str, at: datetime) -> str:
    encrypted, timestamp, nonce = seal.close(xml), str(int(at.timestamp())), secrets.token_hex(8)
    signature = signature_of(token, timestamp, nonce, encrypted)
    return (
        f"<xml><Encrypt>{_cdata(encrypted)}</Encrypt><MsgSignature>{_cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{_cdata(nonce)}</Nonce></xml>"
    )


def fitted(text: str) -> str:
    """The last resort: whoever renders keeps to the limit, and what breaks it would not be shown at all."""
    if len(text.encode(errors="replace")) <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - len(_CUT.encode())
    return text.encode(errors="replace")[:room].decode(errors="ignore") + _CUT


def _cdata(text: str) -> str:
    speakable = _UNSPEAKABLE.sub("", text)
    return f"<![CDATA[{speakable.replace(']]>', ']]]]><![CDATA[>')}]]>"
