"""A letter to carry, and providers that speak the true protocols on this machine."""

from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from hotline.notifications import House, OutgoingLetter
from tests.telephony.notices.stand_in_http import StandInHttp

PHONE = "13800008000"


@pytest.fixture
def house() -> House:
    return House(hospital="县总医院", hotline="0000-8810120", zone=timezone(timedelta(hours=8)))


@pytest.fixture
def provider() -> Iterator[StandInHttp]:
    listening = StandInHttp()
    yield listening
    listening.close()


@pytest.fixture
def a_letter() -> Callable[..., OutgoingLetter]:
    def made(**changed: Any) -> OutgoingLetter:
        fields: dict[str, Any] = {
            "id": uuid4(),
            "ticket_number": "261123-0042",
            "address": PHONE,
            "title": "要晚一些答复您",
            "text": "【县总医院】您的工单261123-0042要晚些",
            "page": None,
            "good_for": timedelta(hours=4),
        }
        return OutgoingLetter(**fields | changed)

    return made
