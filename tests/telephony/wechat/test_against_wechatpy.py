"""Signatures, seals and answers against wechatpy, which was written by others from WeChat's own papers."""

import base64
import struct
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException
from wechatpy.utils import check_signature

from telephony.channels.wechat.reading import read_fields
from telephony.channels.wechat.refusing import Stale, Unsigned
from telephony.channels.wechat.sealing import Seal, Unsealable, key_of
from telephony.channels.wechat.signing import Signature, Signing, signature_of
from telephony.channels.wechat.writing import LONGEST_TEXT, fitted, sealed_answer, text_answer
from tests.hotline.making import MORNING

TOKEN = "a token of ours"
AES_KEY = base64.b64encode(bytes(range(32))).decode()[:43]
APP_ID = "wx5823bf96d3bd56c7"
SEAL = Seal(APP_ID, key_of(AES_KEY))
PEER = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
NOW = str(int(MORNING.timestamp()))
ANY_TEXT = st.text(max_size=300)
SPOKEN = st.text(
    st.characters(exclude_categories=["Cs"], min_codepoint=32, exclude_characters="\ufffe\uffff"),
    max_size=300,
)
NONCES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=16)
ROUNDS = settings(max_examples=150, deadline=None, derandomize=True)


@ROUNDS
@given(said=ANY_TEXT)
@example(said="")
@example(said="疼" * 4000)
def test_the_peer_opens_what_we_seal(said: str) -> None:
    sealed = SEAL.close(said)
    shown = signature_of(TOKEN, NOW, "nonce", sealed)
    xml = f"<xml><Encrypt>{sealed}</Encrypt></xml>"
    assert PEER.decrypt_message(xml, shown, NOW, "nonce") == said


@ROUNDS
@given(said=ANY_TEXT, nonce=NONCES)
@example(said="", nonce="0")
def test_we_open_what_the_peer_seals(said: str, nonce: str) -> None:
    fields = read_fields(PEER.encrypt_message(said, nonce, NOW))
    signature = Signature("", fields["TimeStamp"], fields["Nonce"], fields["MsgSignature"])
    Signing(TOKEN).check_sealed(signature, fields["Encrypt"], now=MORNING)
    assert SEAL.open(fields["Encrypt"]) == said


@ROUNDS
@given(said=SPOKEN)
@example(said="]]>")
@example(said="]]]]>><![CDATA[")
@example(said="药&<b>\t\n")
def test_the_peer_reads_the_text_that_we_answer(said: str) -> None:
    xml = text_answer(said, to="oCaller", account="gh_us", at=MORNING)
    told = parse_message(xml)
    assert (told.type, told.source, told.target) == ("text", "gh_us", "oCaller")
    assert (told.content or "") == fitted(said).strip(), "the peer strips what is blank"
    assert told.time == int(NOW)


@ROUNDS
@given(said=SPOKEN)
def test_the_peer_opens_and_reads_our_sealed_answer(said: str) -> None:
    xml = text_answer(said, to="oCaller", account="gh_us", at=MORNING)
    sealed = read_fields(sealed_answer(xml, seal=SEAL, token=TOKEN, at=MORNING))
    opened = PEER.decrypt_message(sealed, sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"])
    assert opened == xml


@ROUNDS
@given(nonce=NONCES)
def test_both_sign_alike(nonce: str) -> None:
    check_signature(TOKEN, signature_of(TOKEN, NOW, nonce), NOW, nonce)
    Signing(TOKEN).check(Signature(signature_of(NOW, nonce, TOKEN), NOW, nonce), now=MORNING)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(said=st.text())
def test_no_answer_breaks_its_own_xml_or_the_limit(said: str) -> None:
    xml = text_answer(said, to="oCaller", account="gh_us", at=MORNING)
    content = ElementTree.fromstring(xml).findtext("Content") or ""  # noqa: S314 - our own answer
    assert len(content.encode()) <= LONGEST_TEXT
    assert not set(content) & set("\r\x00\x0b\ufffe")


def test_what_is_too_long_is_cut_between_two_characters() -> None:
    cut = fitted("疼" * 1000)
    assert len(cut.encode()) <= LONGEST_TEXT
    assert cut == "疼" * 681 + "…"


def test_another_accounts_seal_is_refused_by_both() -> None:
    other = Seal("wx-another", key_of(AES_KEY)).close("药")
    with pytest.raises(Unsealable):
        SEAL.open(other)
    xml = f"<xml><Encrypt>{other}</Encrypt></xml>"
    with pytest.raises(InvalidAppIdException):
        PEER.decrypt_message(xml, signature_of(TOKEN, NOW, "n", other), NOW, "n")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(where=st.integers(0, 95), flip=st.integers(1, 255))
def test_a_seal_that_was_touched_tells_nothing_else(where: int, flip: int) -> None:
    sealed = bytearray(base64.b64decode(SEAL.close("疼" * 10)))
    sealed[where % len(sealed)] ^= flip
    try:
        opened = SEAL.open(base64.b64encode(bytes(sealed)).decode())
    except Unsealable:
        return
    # CBC alone vouches for nothing but its padding, length and name: the signature does.
    assert len(opened.encode()) == 30


def _padded(body: bytes, fill: bytes) -> str:
    writing = SEAL._cipher().encryptor()
    return base64.b64encode(writing.update(body + fill) + writing.finalize()).decode()


@pytest.mark.parametrize(
    "fill", [b"\x00" * 11, b"\x0b" * 10 + b"\x0a", b"\x0a" + b"\x0b" * 10, b"\xff" * 11, b"\x21" * 11]
)
def test_a_filling_of_another_kind_is_refused(fill: bytes) -> None:
    body = b"r" * 16 + struct.pack(">I", 3) + "药".encode() + APP_ID.encode()
    short = 64 - 11 - len(body)
    body = b"r" * 16 + struct.pack(">I", 3 + short) + "药".encode() + b"." * short + APP_ID.encode()
    assert SEAL.open(_padded(body, b"\x0b" * 11)).startswith("药")
    with pytest.raises(Unsealable):
        SEAL.open(_padded(body, fill))


@pytest.mark.parametrize("length", [0, 2, 4, 2**31, 2**32 - 1])
def test_a_length_that_is_not_its_own_is_refused(length: int) -> None:
    body = b"r" * 16 + struct.pack(">I", length) + "药".encode() + APP_ID.encode()
    fill = 64 - len(body)
    with pytest.raises(Unsealable):
        SEAL.open(_padded(body, bytes([fill]) * fill))


@pytest.mark.parametrize("sealed", ["", "药", "=", "AAAA", "A" * 44, "a" * 43, "A" * 128 + "!"])
def test_what_is_no_seal_at_all_is_refused(sealed: str) -> None:
    with pytest.raises(Unsealable):
        SEAL.open(sealed)


@pytest.mark.parametrize(("seconds", "fault"), [(301, Stale), (-31, Stale), (300, None), (-30, None)])
def test_a_signature_serves_five_minutes(seconds: int, fault: type[Exception] | None) -> None:
    signature = Signature(signature_of(TOKEN, NOW, "n"), NOW, "n")
    signing, now = Signing(TOKEN), MORNING + timedelta(seconds=seconds)
    if fault is None:
        signing.check(signature, now=now)
        return
    with pytest.raises(fault):
        signing.check(signature, now=now)


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1e9", "１７６４", "9" * 40, f"{NOW}.0", f" {NOW}"])
def test_a_time_that_is_none_is_stale_however_it_is_signed(timestamp: str) -> None:
    with pytest.raises(Stale):
        Signing(TOKEN).check(Signature(signature_of(TOKEN, timestamp, "n"), timestamp, "n"), now=MORNING)


@pytest.mark.parametrize("shown", ["", "0" * 40, "é", signature_of("another", NOW, "n")])
def test_a_signature_of_another_hand_is_none(shown: str) -> None:
    with pytest.raises(Unsigned):
        Signing(TOKEN).check(Signature(shown, NOW, "n"), now=MORNING)


def test_without_a_token_nothing_is_signed() -> None:
    with pytest.raises(Unsigned):
        Signing("").check(Signature(signature_of("", NOW, "n"), NOW, "n"), now=MORNING)
