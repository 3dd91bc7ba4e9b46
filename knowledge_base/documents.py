"""A YAML file read so that whatever is wrong with it is a fault with its line, never a traceback."""

from pathlib import Path
from typing import Any, TypeVar

import yaml

from knowledge_base.faults import Fault

Document = dict[str, Any]
Kind = TypeVar("Kind", dict[str, Any], list[Any])


class _Loader(yaml.CSafeLoader):
    """Safe loading that also refuses a key written twice, where YAML would quietly keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  yaml's own signature
        seen: set[Any] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen and key != "<<":
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} is written twice", key_node.start_mark
                )
            if isinstance(key, str):
                seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_document(path: Path, *, kind: type[Kind]) -> Kind | Fault:
    """The mapping or list a file holds, or the one fault that keeps it from being read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Fault(file=path.name, fault=f"not UTF-8 at byte {error.start}")
    except OSError as error:
        return Fault(file=path.name, fault=f"cannot be read: {error.strerror}")
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader with one check more
    except yaml.MarkedYAMLError as error:
        return Fault(file=path.name, fault=_located(error))
    except (yaml.YAMLError, ValueError) as error:
        return Fault(file=path.name, fault=f"not YAML: {error}")
    if not isinstance(document, kind):
        return Fault(file=path.name, fault=f"line 1: not a {'mapping' if kind is dict else 'list'}")
    return document


def _located(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = f"line {mark.line + 1}: " if mark is not None else ""
    return f"{line}{error.problem or error.context or 'not YAML'}"
