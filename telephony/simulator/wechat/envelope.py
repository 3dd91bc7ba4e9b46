"""A message on its way to the account: signed, sealed where that is agreed, and how the answer is read."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.deeds import written
from telephony.simulator.wechat.sealing import Unsealable, seal, signature, unseal

LONGEST = 2048
"""Bytes of one text."""
_LATE = timedelta(hours=1)


class Signed(StrEnum):
    """How it is signed; what is not rightly signed is somebody else's."""

    RIGHTLY = "rightly"
    WRONGLY = "wrongly"
    LATE = "late"
    REPLAYED = "replayed"
    """Another message under the address of the last one."""


class Unreadable(Exception):  # noqa: N818 - a noun of the trade
    """Says what WeChat would not take for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One HTTP request."""

    url: str
    body: str


def enclose(xml: str, *, account: Account, openid: str, at: datetime, signed: Signed) -> Envelope:
    """Copies of one message are signed anew each."""
    timestamp = str(int((at - _LATE if signed is Signed.LATE else at).timestamp()))
    nonce = str(secrets.randbelow(10**10))
    token = account.token if signed is not Signed.WRONGLY else secrets.token_hex(8)
    asked = {
        "signature": signature(token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": openid,
    }
    body = xml
    if account.aes_key:
        sealed = seal(xml, key=account.aes_key, app_id=account.app_id)
        asked |= {"encrypt_type": "aes", "msg_signature": signature(token, timestamp, nonce, sealed)}
        body = written({"ToUserName": account.name, "Encrypt": sealed})
    return Envelope(url=f"{account.url}?{urlencode(asked)}", body=body)


def read_answer(body: str, *, account: Account, openid: str) -> str | None:
    """What the person reads; None where nothing was to be said. Raises Unreadable."""
    if body in {"", "success"}:
        return None
    root = _parsed(body)
    if account.aes_key:
        root = _parsed(_unsealed(root, account=account))
    told = {child.tag: child.text or "" for child in root}
    if (told.get("ToUserName"), told.get("FromUserName")) != (openid, account.name):
        raise Unreadable("it is addressed to somebody else")
    if told.get("MsgType") != "text" or not told.get("CreateTime", "").isdecimal():
        raise Unreadable("it is no text with a time")
    words = told.get("Content", "")
    if not words.strip():
        raise Unreadable("it is an empty text")
    return words


def _unsealed(root: ElementTree.Element, *, account: Account) -> str:
    told = {child.tag: child.text or "" for child in root}
    sealed = told.get("Encrypt", "")
    signed = signature(account.token, told.get("TimeStamp", ""), told.get("Nonce", ""), sealed)
    if told.get("MsgSignature") != signed:
        raise Unreadable("it is not sealed, or wrongly signed")
    try:
        return unseal(sealed, key=account.aes_key or "", app_id=account.app_id)
    except Unsealable:
        raise Unreadable("it cannot be unsealed") from None


def _parsed(body: str) -> ElementTree.Element:
    try:
        root: ElementTree.Element = fromstring(body)
    except (ElementTree.ParseError, DefusedXmlException):
        raise Unreadable("it is no XML") from None
    if root.tag != "xml":
        raise Unreadable("it is no answer")
    return root
