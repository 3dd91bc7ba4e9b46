"""Our reading of WeChat's seal and wechatpy's are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto

from telephony.simulator.wechat.api import APP_ID
from telephony.simulator.wechat.sealing import Unsealable, seal, signature, unseal
from tests.telephony.simulator.wechat.paper import AES_KEY, TOKEN

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


@given(texts)
def test_what_we_seal_the_peer_unseals(text: str) -> None:
    sealed = seal(text, key=AES_KEY, app_id=APP_ID)
    body = f"<xml><ToUserName>gh</ToUserName><Encrypt>{sealed}</Encrypt></xml>"
    signed = signature(TOKEN, "1", "2", sealed)
    told = WeChatCrypto(TOKEN, AES_KEY, APP_ID).decrypt_message(body, signed, "1", "2")
    assert (told.decode() if isinstance(told, bytes) else told) == text


@given(texts.filter(bool))
def test_what_the_peer_seals_we_unseal(text: str) -> None:
    sealed = WeChatCrypto(TOKEN, AES_KEY, APP_ID).encrypt_message(text, "2", "1")
    encrypted = sealed.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    assert unseal(encrypted, key=AES_KEY, app_id=APP_ID) == text


@pytest.mark.parametrize("sealed", ["", "no base", "QUJD"])
def test_what_is_no_seal_is_not_unsealed(sealed: str) -> None:
    with pytest.raises(Unsealable):
        unseal(sealed, key=AES_KEY, app_id=APP_ID)


def test_what_is_sealed_for_another_account_is_not_unsealed() -> None:
    with pytest.raises(Unsealable):
        unseal(seal("盐", key=AES_KEY, app_id="another"), key=AES_KEY, app_id=APP_ID)
