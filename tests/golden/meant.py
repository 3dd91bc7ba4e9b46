"""What the intake meant by each of its replies, whatever a channel made of them."""

from telephony.intake import Intake
from telephony.messages import InboundMessage, Reply


class Meant:
    """Watches an intake; `last` is of the newest message since it was asked for."""

    def __init__(self, intake: Intake) -> None:
        self._replies: list[Reply] = []
        receive = intake.receive

        async def watching(message: InboundMessage) -> Reply:
            reply = await receive(message)
            self._replies.append(reply)
            return reply

        intake.receive = watching  # type: ignore[method-assign]  # it is watched, not replaced

    def last(self) -> Reply | None:
        reply = self._replies[-1] if self._replies else None
        self._replies.clear()
        return reply
