"""What WeChat finds fault with in a question, by its error code; 0 where there is nothing."""

from collections.abc import Mapping
from typing import Any

_TEXT = 2048
_FIELD = 20
_TOP, _BELOW = 3, 5
_TOP_NAME, _NAME = 16, 60
_KEY, _ADDRESS = 128, 1024


def text_refusal(asked: Mapping[str, Any]) -> int:
    if asked.get("msgtype") != "text":
        return 40008
    text = asked.get("text")
    content = text.get("content") if isinstance(text, dict) else None
    if not isinstance(content, str) or not content:
        return 44004
    return 45002 if len(content.encode()) > _TEXT else 0


def notice_refusal(asked: Mapping[str, Any], *, templates: Mapping[str, tuple[str, ...]]) -> int:
    fields = templates.get(str(asked.get("template_id")))
    if fields is None:
        return 40037
    data = asked.get("data")
    if not isinstance(data, dict) or set(data) != set(fields):
        return 47003
    values = [str(one.get("value") or "") if isinstance(one, dict) else "" for one in data.values()]
    return 47003 if any(not value or len(value) > _FIELD or "\n" in value for value in values) else 0


def menu_refusal(asked: Mapping[str, Any]) -> int:
    buttons = asked.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= _TOP:
        return 40016
    for button in buttons:
        if len(button.get("name", "").encode()) not in range(1, _TOP_NAME + 1):
            return 40018
        below = button.get("sub_button", [])
        if len(below) > _BELOW:
            return 40023
        codes = [_leaf_refusal(one, is_below=True) for one in below] or [
            _leaf_refusal(button, is_below=False)
        ]
        if refused := next((code for code in codes if code), 0):
            return refused
    return 0


def _leaf_refusal(leaf: Mapping[str, Any], *, is_below: bool) -> int:
    if leaf.get("sub_button") and is_below:
        return 40022
    if is_below and len(leaf.get("name", "").encode()) not in range(1, _NAME + 1):
        return 40025
    if leaf.get("type") == "click":
        fits = 1 <= len(leaf.get("key", "").encode()) <= _KEY
        return 0 if fits else (40026 if is_below else 40019)
    if leaf.get("type") == "view":
        fits = 1 <= len(leaf.get("url", "").encode()) <= _ADDRESS
        return 0 if fits else (40027 if is_below else 40020)
    return 40024 if is_below else 40017
