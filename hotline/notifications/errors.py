"""Why nothing was done to a letter, each with its id."""

from uuid import UUID


class LetterKept(Exception):  # noqa: N818 - a noun of the trade
    """The letter stays as it is."""

    def __init__(self, letter_id: UUID, reason: str) -> None:
        super().__init__(f"{letter_id}: {reason}")
        self.letter_id = letter_id


class NoSuchLetter(LetterKept):
    """No letter has this id."""

    def __init__(self, letter_id: UUID) -> None:
        super().__init__(letter_id, "there is no such letter")


class LetterSent(LetterKept):
    """It has gone; nothing can be done to it."""

    def __init__(self, letter_id: UUID) -> None:
        super().__init__(letter_id, "the letter was sent")


class LetterGivenUp(LetterKept):
    """`by` gave it up."""

    def __init__(self, letter_id: UUID, *, by: str) -> None:
        super().__init__(letter_id, "the letter was given up")
        self.by = by


class LetterWaiting(LetterKept):
    """It is tried again by itself."""

    def __init__(self, letter_id: UUID) -> None:
        super().__init__(letter_id, "the letter waits for its next attempt")


class LetterUnaddressed(LetterKept):
    """There is nowhere to send it."""

    def __init__(self, letter_id: UUID) -> None:
        super().__init__(letter_id, "the letter has no address")
