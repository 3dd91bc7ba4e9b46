"""What a provider would refuse, cut or read out wrongly is found before it gets there."""

import pytest

from telephony.simulator.twiml import Unreadable, faults_of, read_document
from tests.telephony.simulator.paper import say

GOOD = (
    say("您好。"),
    f'<Gather input="dtmf speech" language="cmn-Hans-CN" timeout="5" numDigits="1">{say("请说。")}</Gather>',
    '<Dial timeout="20" action="/after"><Number url="/whisper">+861</Number></Dial>',
    '<Say voice="Polly.Zhiyu-Neural" language="cmn-CN"><prosody rate="80%">慢</prosody></Say>',
    '<Record maxLength="90" playBeep="true"/><Redirect>/after</Redirect>',
    '<Say voice="Google.cmn-CN-Wavenet-A" language="cmn-CN">好</Say><Pause length="2"/><Hangup/>',
)
FAULTY = {
    '<Say voice="Google.cmn-CN-Neural2-A" language="cmn-CN">好</Say>': "voice=Google.cmn-CN-Neural2-A",
    '<Say voice="Polly.Zhiyu" language="zh-CN">好</Say>': "language=zh-CN",
    "<Say>好</Say>": "Say without voice",
    say(" "): "an empty Say",
    say("长" * 4097): "a Say of 4097 characters",
    '<Gather input="speech" language="zh-CN"/>': "Gather language=zh-CN",
    '<Gather input="speech"/>': "without a language",
    '<Gather timeout="0"/>': "Gather timeout=0",
    '<Gather timeout="2.5"/>': "Gather timeout=2.5",
    '<Gather numdigits="1"/>': "Gather has no numdigits",
    "<Gather><Dial><Number>1</Number></Dial></Gather>": "Dial inside Gather",
    "<Dial><Say>x</Say></Dial>": "Say inside Dial",
    '<Gather hints="' + ",".join(["药"] * 501) + '"/>': "501 hints",
    '<Gather hints="' + "药" * 101 + '"/>': "a hint of 101 characters",
    f"<Hangup/>{say('再见')}": "Say after Hangup",
    '<Say voice="Polly.Zhiyu-Neural" language="cmn-CN"><prosody pitch="low">好</prosody></Say>': "no pitch",
    "<Enqueue>line</Enqueue>": "Enqueue inside Response",
    '<Pause length="0"/>': "Pause length=0",
}


def faults(body: str, *, size: int = 100) -> str:
    return "; ".join(faults_of(read_document(f"<Response>{body}</Response>", url=""), size=size))


@pytest.mark.parametrize("body", GOOD)
def test_what_the_documentation_allows_is_no_fault(body: str) -> None:
    assert faults(body) == ""


@pytest.mark.parametrize(("body", "fault"), FAULTY.items(), ids=FAULTY.values())
def test_a_fault_is_found(body: str, fault: str) -> None:
    assert fault in faults(body)


def test_a_document_of_more_than_sixty_four_kilobytes_is_a_fault() -> None:
    assert faults(say("好"), size=65_537) == "a document of 65537 bytes"


@pytest.mark.parametrize("text", ["", "{}", "<Response>", "<html/>"])
def test_what_is_no_document_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_document(text, url="")
