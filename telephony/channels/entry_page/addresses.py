"""Where the page of an entry is."""

PATH = "/entry"


def path_of_entry(entry: str) -> str:
    return f"{PATH}/{entry}"


def address_of_entry(entry: str, *, house: str) -> str:
    """`house` is our public address, without a slash at its end."""
    return f"{house}{path_of_entry(entry)}"
