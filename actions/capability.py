"""What every action has in common: its name, a thread of its own to perform in, and an honest failure."""

import logging
from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from starlette.concurrency import run_in_threadpool

from actions.tools import Tools
from actions.turn import Turn

_log = logging.getLogger(__name__)


class Capability(Action):
    """A subclass names itself as in the domain and performs one turn."""

    capability: ClassVar[str]

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def name(self) -> str:
        return self.capability

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: object,  # noqa: ARG002 - the executor counts the parameters
    ) -> list[dict[str, Any]]:
        turn = Turn(dispatcher, tracker)
        try:
            # Search computes and the ledger waits for the disk: neither may hold up other conversations.
            await run_in_threadpool(self.perform, turn)
        except Exception as fault:  # noqa: BLE001 - the conversation's edge: the caller is never left in silence
            # The fault's own words may carry the patient's: only its kind and place are logged.
            _log.error("%s failed: %s at %s", self.capability, type(fault).__name__, _place(fault))
            dispatcher.messages.clear()
            turn.say("utter_trouble", line=self._tools.hospital.placeholders["hotline"])
        return turn.events

    @abstractmethod
    def perform(self, turn: Turn) -> None:
        """Say, remember, and name what comes next."""


def _place(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
