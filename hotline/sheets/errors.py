"""Why a sheet is not shown, or an item not ticked."""


class SheetNotShown(Exception):  # noqa: N818 - a noun of the trade
    """Carries no code: it opens the sheet, and errors are logged."""


class NoSuchSheet(SheetNotShown):
    """Nothing was given under this code."""


class SheetExpired(SheetNotShown):
    """It was given too long ago to be followed any more."""


class NoSuchItem(Exception):  # noqa: N818 - a noun of the trade
    """No item that could be ticked has such a name."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item
