"""The robot of the group says what WeCom's own numbers mean."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from hotline.notifications import LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.wecom import WecomRobot
from telephony.settings import TelephonySettings
from tests.telephony.notices.stand_in_http import StandInHttp


@pytest.fixture
def robot(provider: StandInHttp) -> WecomRobot:
    url = SecretStr(provider.address + "/cgi-bin/webhook/send?key=secret")
    return WecomRobot(TelephonySettings.model_construct(wecom_robot_url=url))


def test_the_group_reads_the_text(
    provider: StandInHttp, robot: WecomRobot, a_letter: Callable[..., OutgoingLetter]
) -> None:
    provider.answer = {"errcode": 0, "errmsg": "ok"}
    robot.send(a_letter(text="【县总医院健康热线】工单已超时"))
    heard = provider.next()
    assert heard.path == "/cgi-bin/webhook/send?key=secret"
    assert heard.json == {"msgtype": "text", "text": {"content": "【县总医院健康热线】工单已超时"}}


@pytest.mark.parametrize(
    ("code", "fault"),
    [(45009, SendingFailed), (-1, SendingFailed), (93000, LetterRefused), (40058, LetterRefused)],
)
def test_wecom_answers_200_to_everything(
    provider: StandInHttp,
    robot: WecomRobot,
    a_letter: Callable[..., OutgoingLetter],
    code: int,
    fault: type[Exception],
) -> None:
    provider.answer = {"errcode": code, "errmsg": "key=secret"}
    with pytest.raises(fault) as raised:
        robot.send(a_letter())
    assert str(raised.value) == f"errcode {code}"


def test_what_is_no_answer_of_wecoms_is_no_delivery(
    provider: StandInHttp, robot: WecomRobot, a_letter: Callable[..., OutgoingLetter]
) -> None:
    with pytest.raises(LetterRefused):
        robot.send(a_letter())
    provider.status = 503
    with pytest.raises(SendingFailed, match="HTTP 503"):
        robot.send(a_letter())
