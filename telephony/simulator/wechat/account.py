"""WeChat's settings of one official account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`url` is the server address entered at WeChat; `aes_key` None is the plain mode.

    `may_push` is whether it has the right to customer-service messages.
    """

    app_id: str
    token: str
    url: str
    aes_key: str | None = None
    may_push: bool = True
    name: str = "gh_0123456789ab"
