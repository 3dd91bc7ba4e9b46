"""A JSON template of the settings: its gaps are checked at the start and filled for each message."""

import re
from collections.abc import Mapping
from typing import Any

_GAP = re.compile(r"\{(\w+)\}")
NOTICE_GAPS = frozenset({"title", "text", "number", "hospital", "at"})
SMS_GAPS = frozenset({"phone", "international", "text", "key", "number"})


def fill_template(template: Any, facts: Mapping[str, str]) -> Any:
    """The same shape with the gaps of its texts filled, in one pass."""
    if isinstance(template, str):
        return _GAP.sub(lambda gap: facts[gap[1]], template)
    if isinstance(template, dict):
        return {name: fill_template(value, facts) for name, value in template.items()}
    if isinstance(template, list):
        return [fill_template(value, facts) for value in template]
    return template


def gaps_of(template: Any) -> set[str]:
    if isinstance(template, str):
        return set(_GAP.findall(template))
    if isinstance(template, dict):
        template = list(template.values())
    return set().union(*map(gaps_of, template)) if isinstance(template, list) else set()


def checked_sms_body(template: dict[str, Any] | None) -> dict[str, Any] | None:
    """Raises ValueError where a gap is unknown, or a number or a text would never be sent."""
    if template is None:
        return None
    gaps = gaps_of(template)
    if strange := gaps - SMS_GAPS:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}; there are {', '.join(sorted(SMS_GAPS))}")
    if "text" not in gaps or not gaps & {"phone", "international"}:
        raise ValueError("needs {text}, and {phone} or {international}")
    return template


def checked_template_fields(fields: dict[str, str]) -> dict[str, str]:
    """Raises ValueError where a gap is unknown."""
    if strange := gaps_of(fields) - NOTICE_GAPS:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}; there are {', '.join(sorted(NOTICE_GAPS))}")
    return fields
