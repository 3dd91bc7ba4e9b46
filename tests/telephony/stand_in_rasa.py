"""A process at Rasa's address which answers with the bytes it is told to, or does not answer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/webhooks/rest/webhook"


class StandInRasa(ThreadingHTTPServer):
    """`status` and `body` are its next answer; `asked` is what came, byte by byte."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[bytes] = []
        self.status = 200
        self.body = b"[]"
        self.drops = False
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answering(BaseHTTPRequestHandler):
    server: StandInRasa

    def do_POST(self) -> None:
        assert self.path == PATH
        self.server.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        if self.server.drops:
            self._drip()
        else:
            self.wfile.write(self.server.body)

    def _drip(self) -> None:
        """A byte at a time, for ever: no single wait is long."""
        try:
            while not self.server.ended.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Nothing: what callers say is not printed."""


@contextmanager
def standing_in() -> Iterator[StandInRasa]:
    with StandInRasa() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
