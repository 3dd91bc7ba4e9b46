"""Why no code was sent, with the caller's id and never his number."""

from uuid import UUID


class BindingRefused(Exception):  # noqa: N818 - a noun of the trade
    """Nothing was sent."""

    def __init__(self, identity_id: UUID, reason: str) -> None:
        super().__init__(f"{identity_id}: {reason}")
        self.identity_id = identity_id


class AskedTooOften(BindingRefused):
    """This caller, this number, or everybody together had as many codes as rules.yml allows."""

    def __init__(self, identity_id: UUID) -> None:
        super().__init__(identity_id, "too many codes lately")


class NoMobile(BindingRefused):
    """No short message can be read at this number."""

    def __init__(self, identity_id: UUID) -> None:
        super().__init__(identity_id, "no number for short messages")
