"""The caller's line to a real server, which can be cut and mended at the same address."""

import socket
import threading
from time import sleep

import uvicorn
from fastapi import FastAPI

from telephony.channels.web_chat import LONGEST_FRAME, router
from tests.telephony.making import Hotline


class Line:
    """Up once mended; whoever mends it says which hotline answers."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = probe.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def mend(self, hotline: Hotline) -> None:
        app = FastAPI()
        app.include_router(router(hotline.chat))
        listening = socket.create_server(("127.0.0.1", self._port))
        config = uvicorn.Config(app, log_level="warning", ws_max_size=LONGEST_FRAME)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._thread.start()
        while not self._server.started:
            sleep(0.01)

    def cut(self) -> None:
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join()
            self._server = self._thread = None
