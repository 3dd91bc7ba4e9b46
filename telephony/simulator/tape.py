"""What was heard on a call, by whom and when, and what was wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Voice(StrEnum):
    """Who is heard. `whisper` is the hotline in the ear of whoever was rung; `note` makes no sound."""

    HOTLINE = "hotline"
    CALLER = "caller"
    LINE = "line"
    WHISPER = "whisper"
    TONE = "tone"
    SILENCE = "silence"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """`at` is counted from the beginning of the call; `cut` is a sentence somebody cut short."""

    at: timedelta
    lasted: timedelta
    voice: Voice
    text: str = ""
    cut: bool = False

    @property
    def ends(self) -> timedelta:
        return self.at + self.lasted


@dataclass
class Tape:
    """Of one call. `listener` is told every sound as it begins."""

    began_at: datetime
    listener: Callable[[Sound], None] = lambda _: None
    sounds: list[Sound] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def put(self, sound: Sound) -> None:
        self.sounds.append(sound)
        self.listener(sound)

    def blame(self, fault: str) -> None:
        """Each fault once, however often it comes."""
        if fault not in self.faults:
            self.faults.append(fault)

    def said(self, voice: Voice, *, since: int = 0) -> Iterator[str]:
        """The texts of one voice from the sound numbered `since` on."""
        return (sound.text for sound in self.sounds[since:] if sound.voice is voice)
