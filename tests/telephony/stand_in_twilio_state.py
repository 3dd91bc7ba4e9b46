"""What a provider that speaks Twilio's API keeps: calls, messages and recordings, each in a state."""

import json
import re
from collections import deque
from dataclasses import dataclass, field
from threading import Lock

Form = dict[str, str]
Facts = dict[str, object]
Answer = tuple[int, Facts]

OVER = {"completed", "busy", "no-answer", "failed", "canceled"}
_THINGS = re.compile(r"(Calls|Messages|Recordings)(?:/([A-Z]{2}[0-9a-f]{32}))?")
_NO_SUCH = 404, {"code": 20404, "message": "The requested resource was not found", "status": 404}


@dataclass
class State:
    """`faults` are HTTP statuses for the requests to come, in order; `fault` is one for all of them."""

    calls: dict[str, Form] = field(default_factory=dict)
    messages: dict[str, Form] = field(default_factory=dict)
    recordings: dict[str, Form] = field(default_factory=dict)
    fault: int | None = None
    faults: deque[int] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)
    _made: int = 0

    def answer(self, method: str, what: str, form: Form) -> Answer:
        """What is asked of `Calls`, `Calls/CA…`, `Recordings/RE…` and so on."""
        with self._lock:
            if (status := self.faults.popleft() if self.faults else self.fault) is not None:
                return status, {"code": 21211, "message": "to +86…", "status": status}
            found = _THINGS.fullmatch(what)
            if found is None:
                return _NO_SUCH
            kind, name = found[1], found[2]
            return self._make(kind, form) if name is None else self._touch(method, kind, name, form)

    def calls_in(self, status: str) -> list[str]:
        return [name for name, call in self.calls.items() if call["status"] == status]

    def record(self, call: str) -> str:
        """A recording of this call, as if its caller had left a message."""
        return self._add(self.recordings, "RE", {"call_sid": call, "status": "completed"})

    def _make(self, kind: str, form: Form) -> Answer:
        if not form.get("To", "").startswith("+"):
            return 400, {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}
        kept, prefix = {"Calls": (self.calls, "CA"), "Messages": (self.messages, "SM")}[kind]
        name = self._add(kept, prefix, {**form, "status": "queued"})
        return 201, {"sid": name, "status": "queued"}

    def _touch(self, method: str, kind: str, name: str, form: Form) -> Answer:
        kept = {"Calls": self.calls, "Messages": self.messages, "Recordings": self.recordings}[kind]
        if name not in kept:
            return _NO_SUCH
        if method == "DELETE":
            del kept[name]
            return 204, {}
        if method == "POST":
            if kept[name]["status"] in OVER:
                return 400, {"code": 21220, "message": "Call is not in-progress.", "status": 400}
            kept[name] |= {"status": form.get("Status", kept[name]["status"]), **form}
        return 200, {"sid": name, "status": kept[name]["status"]}

    def _add(self, kept: dict[str, Form], prefix: str, facts: Form) -> str:
        self._made += 1
        name = f"{prefix}{self._made:032x}"
        kept[name] = facts
        return name


def encoded(facts: Facts, *, account: str) -> bytes:
    return json.dumps({"account_sid": account, **facts}).encode() if facts else b""
