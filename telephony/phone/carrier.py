"""A caller on the line is carried nothing: the call itself asks whether a nurse has come."""


class PhoneCarrier:
    """With it, talks of the channel "phone" exist."""

    def deliver(self, conversation_id: str) -> None:
        """What a nurse writes on the desk she says herself."""
