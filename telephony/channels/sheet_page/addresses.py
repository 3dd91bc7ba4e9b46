"""Where a given sheet is."""

PATH = "/sheet"


def path_of_sheet(code: str) -> str:
    return f"{PATH}/{code}"


def address_of_sheet(code: str, *, house: str) -> str:
    """`house` is our public address, without a slash at its end."""
    return f"{house}{path_of_sheet(code)}"
