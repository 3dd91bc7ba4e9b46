"""What a provider's answer means for a letter: whether it went, may go later, or never will."""

import httpx

from hotline.notifications import LetterRefused, SendingFailed

TIME_LIMIT = 10.0
_LATER = {408, 425, 429}
_SERVERS_FAULT = 500


def require_taken(status: int, *, detail: str = "") -> None:
    """Raises SendingFailed where the provider may take it later, LetterRefused where it never will."""
    if httpx.codes.is_success(status):
        return
    reason = f"HTTP {status}{', ' if detail else ''}{detail}"
    if status in _LATER or status >= _SERVERS_FAULT:
        raise SendingFailed(reason)
    raise LetterRefused(reason)


def post(address: str, **what: object) -> httpx.Response:
    """Raises SendingFailed where nobody answers; a redirect is an answer, and not followed."""
    try:
        return httpx.post(address, timeout=TIME_LIMIT, follow_redirects=False, **what)  # type: ignore[arg-type]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SendingFailed(type(error).__name__) from None


def json_of(answer: httpx.Response) -> dict[str, object]:
    """An empty one where the answer is no JSON object."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
