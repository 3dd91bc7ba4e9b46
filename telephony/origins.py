"""Origins of web sites, as a browser compares them: scheme, host and port, and nothing else."""

import re

_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])"
    r"(?::[1-9][0-9]{0,4})?"
)
_LARGEST_PORT = 65_535


def origins(listed: str) -> tuple[str, ...]:
    """From a list separated by commas. Raises ValueError naming the first that is none.

    They become part of a header: what fits the form holds neither a wildcard nor a semicolon.
    """
    found = tuple(one.strip().lower() for one in listed.split(",") if one.strip())
    for one in found:
        port = one.rpartition(":")[2]
        if not _ORIGIN.fullmatch(one) or (port.isdigit() and int(port) > _LARGEST_PORT):
            raise ValueError(f"{one!r} is no origin like https://www.hospital.cn, without a path or a slash")
    return found
