"""Short messages over any provider that takes a phone number and a text by HTTP, described in settings."""

from collections.abc import Mapping
from typing import Any

from hotline.notifications import LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.answers import json_of, post, require_taken
from telephony.ringing import international
from telephony.settings import TelephonySettings
from telephony.templates import fill_template


class HttpSms:
    """`{key}` is the same at each attempt: a provider that looks at it delivers nothing twice."""

    def __init__(self, settings: TelephonySettings) -> None:
        self._url = settings.sms_url.get_secret_value() if settings.sms_url else ""
        self._headers = {name: value.get_secret_value() for name, value in settings.sms_headers.items()}
        self._body = settings.sms_body or {}
        self._is_form = settings.sms_as_form
        self._accepted = settings.sms_accepted
        self._busy = settings.sms_busy

    def send(self, letter: OutgoingLetter) -> None:
        if not letter.address:
            raise LetterRefused("no number")
        facts = {
            "phone": letter.address,
            "international": international(letter.address),
            "text": letter.text,
            "key": str(letter.id),
            "number": letter.ticket_number,
        }
        body = fill_template(self._body, facts)
        how = "data" if self._is_form else "json"
        answer = post(self._url, headers=self._headers, **{how: body})
        require_taken(answer.status_code)
        self._require_accepted(json_of(answer))

    def _require_accepted(self, answer: Mapping[str, Any]) -> None:
        """Many providers answer 200 to everything, and say in the body what they think."""
        if self._accepted is None:
            return
        path, _, wanted = self._accepted.partition("=")
        said = _at(answer, path)
        if said in wanted.split("|"):
            return
        reason = f"{path}={said[:64]}"
        if self._busy and said in self._busy.split("|"):
            raise SendingFailed(reason)
        raise LetterRefused(reason)


def _at(answer: Any, path: str) -> str:
    """`data.code` of nested objects, as text; empty where it is missing."""
    for name in path.split("."):
        answer = answer.get(name, "") if isinstance(answer, Mapping) else ""
    return str(answer)
