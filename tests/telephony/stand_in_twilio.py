"""A telephone provider that speaks Twilio's protocol: the API we call, and the signed forms it sends us.

Written from Twilio's documentation of its API and of X-Twilio-Signature, not with Twilio's library.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from fastapi.testclient import TestClient

from tests.telephony.stand_in_twilio_state import Form, State, encoded

ACCOUNT = "AC" + "0" * 32
TOKEN = "token-of-a-test"


class StandInTwilio:
    """`asked` holds (what, form) of each request in order; while it is `silent` nobody is answered."""

    def __init__(self) -> None:
        self.asked: SimpleQueue[tuple[str, Form]] = SimpleQueue()
        self.state = State()
        self.silent = False
        self._closed = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def fault(self) -> int | None:
        return self.state.fault

    @fault.setter
    def fault(self, status: int | None) -> None:
        self.state.fault = status

    def close(self) -> None:
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()

    def next(self) -> tuple[str, Form]:
        return self.asked.get(timeout=5)

    def take(self, client: TestClient, call: Form, *, token: str = TOKEN) -> ElementTree.Element:
        """The called person takes the call: what we then tell the provider to do."""
        return self.post(client, call["Url"], {"To": call["To"], "CallStatus": "in-progress"}, token=token)

    def press(self, client: TestClient, twiml: ElementTree.Element, key: str) -> ElementTree.Element:
        gather = twiml.find("Gather")
        assert gather is not None, "nobody asked for a key"
        assert gather.get("numDigits") == "1"
        return self.post(client, str(gather.get("action")), {"Digits": key, "CallStatus": "in-progress"})

    def post(
        self, client: TestClient, url: str, form: Form, *, token: str = TOKEN, signature: str | None = None
    ) -> ElementTree.Element:
        sent = {"AccountSid": ACCOUNT, "CallSid": "CA" + "1" * 32, "From": "+861234", **form}
        shown = {"X-Twilio-Signature": signature or signed(url, sent, token=token)}
        answer = client.post(urlsplit(url)._replace(scheme="", netloc="").geturl(), data=sent, headers=shown)
        answer.raise_for_status()
        assert answer.headers["content-type"].startswith("application/xml")
        return ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        twilio = self

        class Handler(BaseHTTPRequestHandler):
            """Under /2010-04-01/Accounts/{sid}/ what `State` knows, each name ending in .json."""

            def do_GET(self) -> None:
                self.do_POST()

            def do_DELETE(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                what = self.path.removeprefix(f"/2010-04-01/Accounts/{ACCOUNT}/").removesuffix(".json")
                basic = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
                if self.headers["Authorization"] != f"Basic {basic}":
                    self._answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
                    return
                form = dict(parse_qsl(body))
                twilio.asked.put((what, form))
                if twilio.silent:
                    twilio._closed.wait()
                    return
                self._answer(*twilio.state.answer(self.command, what, form))

            def log_message(self, *_: object) -> None: ...

            def _answer(self, status: int, facts: dict[str, object]) -> None:
                data = encoded(facts, account=ACCOUNT)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        return Handler


def signed(url: str, form: Form, *, token: str, algorithm: Callable[..., Any] = hashlib.sha1) -> str:
    """The address, then each name and value sorted by name, HMAC under the token, base64."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), algorithm).digest()).decode()


def spoken(twiml: ElementTree.Element) -> str:
    return "".join(say.text or "" for say in twiml.iter("Say"))
