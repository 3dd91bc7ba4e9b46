"""The stand-in listening on this machine, for a client that speaks HTTP in earnest."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast
from urllib.parse import parse_qs, urlsplit

from telephony.simulator.wechat.api import WechatStandIn

Pass = Callable[[timedelta], object]


def _at_once(_: timedelta) -> None:
    """No time passes."""


@contextmanager
def serving(api: WechatStandIn, *, pass_: Pass = _at_once) -> Iterator[str]:
    """Its address. `pass_` lets the time of a slow answer pass: a virtual clock's, or a real wait."""
    server = _Server(api, pass_=pass_)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def __init__(self, api: WechatStandIn, *, pass_: Pass) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = api
        self.pass_ = pass_


class _Handler(BaseHTTPRequestHandler):
    """Everything under /cgi-bin/."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, *_: object) -> None: ...

    def _answer(self, body: bytes | None) -> None:
        server = cast("_Server", self.server)
        asked = urlsplit(self.path)
        token = parse_qs(asked.query).get("access_token", [None])[0]
        answer, mishap = server.api.answer(asked.path, token=token, body=body)
        if mishap.slow:
            server.pass_(mishap.slow)
        if mishap.lost:
            self.close_connection = True
        elif mishap.gibberish:
            self._send(mishap.gibberish, b"<html>gateway</html>")
        else:
            self._send(200, json.dumps(answer, ensure_ascii=False).encode())

    def _send(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; encoding=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
