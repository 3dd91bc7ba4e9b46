"""A reply as the caller has it before him, and what was meant by it."""

from dataclasses import dataclass
from typing import Any

from telephony.messages import Reply
from tests.golden.conversation import NO_ENTRY


@dataclass(frozen=True, kw_only=True)
class Heard:
    """`text` is as the channel shows or speaks it; what it is right to leave out there is `left_out`."""

    text: str
    answered_by: str
    grade: str = "routine"
    entry: str = NO_ENTRY
    ticket: dict[str, str] | None = None
    choices: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def says(self, words: str) -> bool:
        return words in self.text

    def suffices(self, words: str) -> bool:
        """Whether the words are said, or what they are about is not for this channel now."""
        return self.says(words) or any(one in words or words in one for one in self.left_out)

    @classmethod
    def of_chat(cls, reply: dict[str, Any]) -> "Heard":
        """From what the chat page is sent."""
        if reply["type"] == "refused":
            return cls(text=reply["text"], answered_by="door")
        return cls(
            text="\n".join(bubble["text"] for bubble in reply["bubbles"]),
            answered_by=reply["answered_by"],
            grade=reply["grade"],
            entry=(reply["entry"] or {}).get("id", NO_ENTRY),
            ticket=reply["ticket"],
            choices=tuple(choice["title"] for choice in reply["choices"]),
        )

    @classmethod
    def of_reply(cls, reply: Reply, *, text: str, left_out: tuple[str, ...] = ()) -> "Heard":
        """What the intake meant, and the text that the channel made of it."""
        note = reply.ticket
        return cls(
            text=text,
            answered_by=reply.answered_by.value,
            grade=reply.grade.value,
            entry=reply.citations[0].entry if reply.citations else NO_ENTRY,
            ticket={"number": note.number, "code": note.code} if note else None,
            choices=tuple(choice.title for choice in reply.choices),
            left_out=left_out,
        )
