"""The sites that may show the chat: origins and nothing else, or the start says what is wrong."""

import pytest

from telephony.origins import origins
from telephony.settings import TelephonySettings


def test_a_list_of_sites() -> None:
    listed = " https://www.hospital.cn, http://10.1.2.3:8080,https://HOSPITAL.cn:8443 ,http://[2001:db8::7] "
    assert origins(listed) == (
        "https://www.hospital.cn",
        "http://10.1.2.3:8080",
        "https://hospital.cn:8443",
        "http://[2001:db8::7]",
    )
    assert origins("") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "www.hospital.cn",
        "https://www.hospital.cn/",
        "https://www.hospital.cn/chat",
        "https://*.hospital.cn",
        "*",
        "'self'",
        "https://a.cn; script-src *",
        "https://a.cn https://b.cn",
        "https://医院.cn",
        "https://a.cn:70000",
        "https://user@a.cn",
        "ftp://a.cn",
        "https://-a.cn",
        "null",
    ],
)
def test_what_is_no_origin_is_found_at_the_start(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no origin"):
        origins(f"https://good.cn,{wrong}")
    with pytest.raises(ValueError, match="chat_embed_origins"):
        TelephonySettings(chat_embed_origins=wrong)
