"""Why a move in a live talk was refused, each with the talk's id."""

from uuid import UUID


class TalkRefused(Exception):  # noqa: N818 - a noun of the trade
    """A move the talk does not allow."""

    def __init__(self, talk_id: UUID, reason: str) -> None:
        super().__init__(f"{talk_id}: {reason}")
        self.talk_id = talk_id


class NoSuchTalk(TalkRefused):
    """No talk bears this id."""

    def __init__(self, talk_id: UUID) -> None:
        super().__init__(talk_id, "there is no such talk")


class TalkTaken(TalkRefused):
    """Somebody else holds the talk: `by`."""

    def __init__(self, talk_id: UUID, *, by: str) -> None:
        super().__init__(talk_id, f"{by} holds it")
        self.by = by


class TalkNotTaken(TalkRefused):
    """Nobody holds the talk: it must be taken first."""

    def __init__(self, talk_id: UUID) -> None:
        super().__init__(talk_id, "nobody has taken it")


class TalkOver(TalkRefused):
    """The talk was handed back, ended or given up."""

    def __init__(self, talk_id: UUID) -> None:
        super().__init__(talk_id, "it is over")
