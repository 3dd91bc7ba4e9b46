"""A real mail server on this machine, with TLS from the start or by STARTTLS, and one user."""

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from telephony.settings import SmtpSecurity

USER, PASSWORD = "hotline", "warm-lantern-77"


@dataclass
class Letterbox:
    """Keeps what came; `refusal` is what the next recipients are answered with."""

    messages: list[EmailMessage] = field(default_factory=list)
    refusal: str | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802 - the library's name
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.messages.append(found)
        return "250 OK"


def mail_server(
    letterbox: Letterbox, *, security: SmtpSecurity, certificate: tuple[Path, Path]
) -> Controller:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    tls = {"ssl_context": context} if security is SmtpSecurity.TLS else {"tls_context": context}
    return Controller(
        letterbox,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=_is_user,
        auth_required=True,
        auth_require_tls=security is SmtpSecurity.STARTTLS,
        **tls,
    )


def _is_user(_server: Any, _session: Any, _envelope: Any, _mechanism: str, shown: Any) -> AuthResult:
    is_right = (shown.login, shown.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
