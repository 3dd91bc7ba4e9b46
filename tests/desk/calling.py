"""What a nurse does with the call sheet, as her browser sends it."""

import re
from typing import Any

from httpx2 import Response

from tests.desk.person import Person, token_in

SHEET = "/desk/calls/new"
PLAIN = "问高血压能不能吃咸菜"
GRAVE = "我爸胸口压得慌，满头大汗，半个小时了"
_CALL = re.compile(r'name="call" value="([0-9a-f-]{36})"')
_HIDDEN = re.compile(r'name="(seen|aside)" value="([^"]*)"')


class Call:
    """One open sheet: what its page carries goes with everything it sends."""

    def __init__(self, person: Person) -> None:
        self.person = person
        page = person.client.get(SHEET).text
        found = _CALL.search(page)
        assert found
        self.id = found[1]
        self._carried: dict[str, str] = {"call": self.id, "form_token": token_in(page)}

    def send(self, step: str, **fields: Any) -> Response:
        answer = self.person.client.post(f"{SHEET}/{step}", data={**self._carried, **fields})
        self._carried |= dict(_HIDDEN.findall(answer.text))
        return answer

    def pause(self, text: str, **fields: str) -> str:
        """The piece that is put under the words when the typing pauses."""
        answer = self.send("screen", text=text, part="yes", **fields)
        assert answer.status_code == 200
        assert "<html" not in answer.text
        return answer.text

    def keep(self, **fields: str) -> Response:
        return self.send("keep", **fields)

    def receipt(self) -> Response:
        return self.person.client.get(f"/desk/calls/{self.id}")
