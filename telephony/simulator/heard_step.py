"""A step as a telephone has it: what is played, and how long the line is open for an answer."""

from telephony.phone.steps import Listen, Pace, Spoken
from telephony.simulator.acting import Window
from telephony.simulator.handset import Heard
from telephony.simulator.speech import SLOW, speaking_time


def prompt_of(spoken: tuple[Spoken, ...]) -> tuple[Heard, ...]:
    return tuple(
        Heard(text=one.text, lasts=speaking_time(one.text, rate=SLOW if one.pace is Pace.SLOW else 1.0))
        for one in spoken
    )


def window_of(step: Listen) -> Window:
    return Window(
        keys=step.keys,
        finish="#" if step.keys > 1 else "",
        speech=step.speech,
        wait=step.wait,
        between=min(step.between, step.wait),
    )
