"""Alarms to test the desk with, and what a person at the desk does to them."""

from typing import Any
from uuid import UUID

from httpx2 import Response

from hotline.green_channel import Bell
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock, a_call


def ring(bell: Bell, clock: SetClock, **changed: Any) -> UUID:
    """Raises an alarm now, and waits until it is kept."""
    fields: dict[str, Any] = {"raised_at": clock.now(), "rules": ("acute_coronary",), "channel": "web_chat"}
    alarm_id = bell.raise_(a_call(**fields | changed))
    bell.flush()
    return alarm_id


def work(person: Person, name: str, alarm: UUID | str, **fields: str) -> Response:
    """Sends the form as the browser would."""
    token = token_in(person.client.get("/desk/alarms").text)
    return person.client.post(f"/desk/alarms/{alarm}/{name}", data={"form_token": token, **fields})


def sheet(person: Person, alarm: UUID | str) -> str:
    return person.client.get(f"/desk/alarms/{alarm}").text
