"""What a script presumes of the number that rings."""

from hotline.calls import Switch
from telephony.simulator.expected import Strict


class Counted(Strict):
    """What earlier calls of the number taught."""

    repeats: int = 0
    timeouts: int = 0
    unclear: int = 0
    switch: Switch | None = None
