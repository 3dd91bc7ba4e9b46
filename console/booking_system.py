"""The hospital's own booking system, spoken to by HTTP as docs/booking-system.md describes."""

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from console.settings import Settings
from hotline.appointments.booking_port import Booker, BookingSystemAway, BookingSystemRefused, Slot

_REFUSALS = frozenset({"full", "unknown_slot", "hold_lapsed", "slot_over", "not_allowed"})
_OTHER = "refused"


class _Model(BaseModel):
    """What a newer system adds is not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _SlotRow(_Model):
    id: str
    on: date
    starts: str
    department: str
    doctor: str | None = None
    where: str | None = None
    left: int | None = None


class _Slots(_Model):
    slots: tuple[_SlotRow, ...]


class _Held(_Model):
    hold: str


class _Booked(_Model):
    reference: str


Answer = TypeVar("Answer", bound=_Model)


class HttpBookingSystem:
    """Is a `BookingSystem`. It never tries twice by itself: the order is tried again, with its key."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def slots(self, *, on: date, department: str) -> Sequence[Slot]:
        found = self._ask("GET", "slots", _Slots, params={"on": on.isoformat(), "department": department})
        return [Slot(**row.model_dump()) for row in found.slots]

    def hold(self, slot: str, *, key: str) -> str:
        return self._ask("POST", "holds", _Held, key=f"{key}-hold", body={"slot": slot}).hold

    def confirm(self, hold: str, *, booker: Booker, key: str) -> str:
        body = {"hold": hold, "name": booker.name, "phone": booker.phone, "ticket": booker.ticket}
        return self._ask("POST", "bookings", _Booked, key=f"{key}-book", body=body).reference

    def cancel(self, reference: str, *, key: str) -> None:
        response = self._send("POST", f"bookings/{reference}/cancel", key=f"{key}-cancel", body={})
        if response.status_code not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            _require_done(response)

    def close(self) -> None:
        self._client.close()

    def _ask(
        self,
        method: str,
        path: str,
        model: type[Answer],
        *,
        key: str | None = None,
        body: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> Answer:
        response = self._send(method, path, key=key, body=body, params=params)
        _require_done(response)
        try:
            return model.model_validate_json(response.content)
        except ValidationError as fault:
            # Its words may be a patient's: only that it was no answer is told.
            raise BookingSystemAway("an answer that is not in the protocol") from fault

    def _send(
        self,
        method: str,
        path: str,
        *,
        key: str | None,
        body: dict[str, Any] | None,
        params: dict[str, str] | None = None,
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        try:
            return self._client.request(method, path, json=body, params=params, headers=headers)
        except httpx.HTTPError as error:
            raise BookingSystemAway(type(error).__name__) from None


def open_booking_system(settings: Settings) -> HttpBookingSystem | None:
    """None where the hospital has named none."""
    if settings.booking_url is None:
        return None
    token = settings.booking_token.get_secret_value() if settings.booking_token else ""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    limit: timedelta = settings.booking_time_limit
    base = f"{settings.booking_url.rstrip('/')}/"
    return HttpBookingSystem(httpx.Client(base_url=base, headers=headers, timeout=limit.total_seconds()))


def _require_done(response: httpx.Response) -> None:
    """4xx is its word, and final; anything else may pass."""
    if response.is_success:
        return
    if response.is_client_error and response.status_code not in {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
    }:
        raise BookingSystemRefused(_reason(response))
    raise BookingSystemAway(f"status {response.status_code}")


def _reason(response: httpx.Response) -> str:
    try:
        said = response.json().get("reason")
    except (ValueError, AttributeError):
        return _OTHER
    return said if said in _REFUSALS else _OTHER
