"""A phone line that does as told, and remembers what it was told."""

import asyncio

from telephony.phone.events import CallEvent
from telephony.phone.steps import HangUp, Listen, Spoken, Step

WITHOUT_US = Listen(prompt=(Spoken("系统忙，紧急情况请拨一二零。"),))
GREETING = Listen(prompt=(Spoken("您好，这里是健康热线。"),), hints=("高血压",))


class ToldLine:
    """`next` are the steps to come, then the greeting; `fault` is raised; `free` cleared, it is slow."""

    def __init__(self) -> None:
        self.taken: list[CallEvent] = []
        self.ended: list[CallEvent] = []
        self.whispered: list[tuple[str, str]] = []
        self.with_whom: list[tuple[str, str]] = []
        self.next: list[Step] = []
        self.fault: Exception | None = None
        self.free = asyncio.Event()
        self.free.set()

    async def take(self, event: CallEvent) -> Step:
        self.taken.append(event)
        await self.free.wait()
        if self.fault:
            raise self.fault
        return self.next.pop(0) if self.next else GREETING

    def end(self, event: CallEvent) -> None:
        self.ended.append(event)
        if self.fault:
            raise self.fault

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        self.whispered.append((call, name))
        if self.fault:
            raise self.fault
        return (Spoken("绿色通道，胸痛。接听请按一。"),)

    def joined(self, call: str, name: str) -> None:
        self.with_whom.append((call, name))
        if self.fault:
            raise self.fault

    def without_us(self) -> Listen | HangUp:
        return WITHOUT_US
