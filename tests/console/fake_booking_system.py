"""A hospital's booking system on a real port: slots, holds, bookings, and every way in which it may fail."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class FakeBookingSystem:
    """`failing` are answers given before anything is done; `loses` after it was done. Both are used up."""

    slots: list[dict[str, Any]] = field(default_factory=list)
    token: str = "a-token"
    bookings: dict[str, dict[str, Any]] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    loses: list[str] = field(default_factory=list)
    slow: float = 0.0
    url: str = ""
    _done: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def answer(
        self, method: str, target: str, *, key: str | None, token: str | None, body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]] | None:
        """None: the answer is lost on its way."""
        path = urlsplit(target).path
        self.asked.append(f"{method} {path}")
        sleep(self.slow)
        if token != f"Bearer {self.token}":
            return 401, {"reason": "not_allowed"}
        with self._lock:
            if self.failing:
                return self.failing.pop(0), {"reason": "maintenance"}
            known = self._done.get(key) if key else None
            told = known or self._do(path, query=parse_qs(urlsplit(target).query), body=body)
            if key and told[0] < 400:
                self._done[key] = told
            if path in self.loses:
                self.loses.remove(path)
                return None
            return told

    def _do(
        self, path: str, *, query: dict[str, list[str]], body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        if path == "/slots":
            return 200, {"slots": [one for one in self.slots if [one["on"]] == query["on"]]}
        if path == "/holds":
            return self._hold(body["slot"])
        if path == "/bookings":
            reference = f"B{len(self.bookings) + 1}"
            self.bookings[reference] = {"slot": self.holds[body["hold"]], "state": "booked", **body}
            return 201, {"reference": reference}
        found = re.fullmatch(r"/bookings/(\w+)/cancel", path)
        if found and found[1] in self.bookings:
            self.bookings[found[1]]["state"] = "cancelled"
            return 200, {}
        return 404, {"reason": "unknown"}

    def _hold(self, slot: str) -> tuple[int, dict[str, Any]]:
        row = next((one for one in self.slots if one["id"] == slot), None)
        if row is None:
            return 404, {"reason": "unknown_slot"}
        if row["left"] == 0:
            return 409, {"reason": "full"}
        row["left"] -= 1
        hold = f"H{len(self.holds) + 1}"
        self.holds[hold] = slot
        return 201, {"hold": hold}


@contextmanager
def running(system: FakeBookingSystem) -> Iterator[FakeBookingSystem]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            self._answer(json.loads(self.rfile.read(size) or b"{}"))

        def _answer(self, body: dict[str, Any]) -> None:
            key, token = self.headers.get("Idempotency-Key"), self.headers.get("Authorization")
            told = system.answer(self.command, self.path, key=key, token=token, body=body)
            if told is None:
                self.close_connection = True
                return
            content = json.dumps(told[1]).encode()
            self.send_response(told[0])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield system
    server.shutdown()
    server.server_close()
    thread.join()
