"""The robot of the staff's WeCom group; it reads no names and no words of patients."""

from hotline.notifications import LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.answers import json_of, post, require_taken
from telephony.settings import TelephonySettings

_TAKEN = 0
_LATER = {-1, 45009, 45033}
"""Busy, too many messages a minute, too many at once: by WeCom's list of error codes."""


class WecomRobot:
    """WeCom takes no idempotency key: a letter sent twice is read twice."""

    def __init__(self, settings: TelephonySettings) -> None:
        self._url = settings.wecom_robot_url.get_secret_value() if settings.wecom_robot_url else ""

    def send(self, letter: OutgoingLetter) -> None:
        answer = post(self._url, json={"msgtype": "text", "text": {"content": letter.text}})
        require_taken(answer.status_code)
        code = json_of(answer).get("errcode")
        if code == _TAKEN:
            return
        if code in _LATER:
            raise SendingFailed(f"errcode {code}")
        raise LetterRefused(f"errcode {code}")
