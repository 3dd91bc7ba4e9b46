"""`python serve.py ARGUMENTS` is `rasa ARGUMENTS`, with what never changes worked out once, not every turn.

Rasa 3.6 hands the (constant) schema of an action's reply to jsonschema on each call, which checks the schema
itself again before it checks the reply: more than half of a turn. The reply is still checked, every time.
"""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

VAR = Path(__file__).resolve().parent.parent / "var" / "bot"


def settle_environment() -> None:
    """Rasa reads these when it is imported: nothing leaves the machine, nothing is written outside var/."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(VAR / "cache"))
    os.environ.setdefault("MPLCONFIGDIR", str(VAR / "matplotlib"))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    VAR.mkdir(parents=True, exist_ok=True)


def keep_jieba_in_var() -> None:
    import jieba  # noqa: PLC0415

    jieba.dt.tmp_dir = str(VAR)


def check_action_schema_once() -> None:
    import jsonschema  # noqa: PLC0415
    from rasa.core.actions.action import RemoteAction  # noqa: PLC0415

    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate_action_result  # noqa: SLF001  (Rasa offers no hook)


def find_event_kinds_once() -> None:
    """Rasa walks all subclasses of Event for each event it reads, a conversation's worth in every turn."""
    from rasa.shared.core.events import Event  # noqa: PLC0415

    Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))


def main() -> None:
    settle_environment()
    keep_jieba_in_var()
    check_action_schema_once()
    find_event_kinds_once()
    from rasa.__main__ import main as rasa  # noqa: PLC0415

    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
