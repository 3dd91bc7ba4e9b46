"""What a browser is told to keep the page from: foreign files, foreign frames, its camera, an old copy."""

from collections.abc import Mapping, Sequence

_OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
_NEVER_USED = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "display-capture")

FRESH = {
    # Asked for again each time: a page and a script of two versions do not fit each other.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_headers(embed_origins: Sequence[str]) -> Mapping[str, str]:
    """Of the chat, which the sites of the allow-list may show in a frame, and nobody else."""
    ancestors = " ".join(embed_origins) or "'none'"
    # X-Frame-Options knows no list; browsers that know frame-ancestors ignore it.
    old = {} if embed_origins else {"X-Frame-Options": "DENY"}
    return {
        "Content-Security-Policy": f"{_OWN}; frame-ancestors {ancestors}",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _NEVER_USED),
        **old,
        **FRESH,
    }
