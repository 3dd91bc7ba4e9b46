"""The journeys' folder as it was read, before any rule is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.documents import Document, read_document
from knowledge_base.faults import Fault

JOURNEYS = Path("journeys")
WORDS, SOURCES, SHARED = "words.yml", "sources.yml", "shared.yml"
USE = "use"


@dataclass(frozen=True, kw_only=True)
class Folder:
    """`files` are the journeys by file name; what could not be read is empty, and among the faults."""

    words: Document
    sources: tuple[Mapping[str, Any], ...]
    shared: Document
    files: Mapping[str, Document]
    faults: tuple[Fault, ...]

    @property
    def shared_items(self) -> Mapping[str, Mapping[str, Any]]:
        return {str(item.get("id")): item for item in mappings(self.shared.get("items"))}

    def items(self, content: Document, part: str) -> Iterator[Mapping[str, Any]]:
        """A journey's items of one part, those it uses of the shared ones in their places."""
        for item in mappings(content.get(part)):
            yield self.shared_items.get(str(item[USE]), item) if USE in item else item


def read_folder(folder: Path) -> Folder:
    faults: list[Fault] = []

    def read(name: str, kind: type[Any]) -> Any:
        content = read_document(folder / name, kind=kind)
        if isinstance(content, Fault):
            faults.append(content)
            return kind()
        return content

    own = sorted(path.name for path in folder.glob("*.yml"))
    files = {name: read(name, dict) for name in own if name not in {WORDS, SOURCES, SHARED}}
    return Folder(
        words=read(WORDS, dict),
        sources=mappings(read(SOURCES, list)),
        shared=read(SHARED, dict),
        files=files,
        faults=tuple(faults),
    )


def mappings(value: object) -> tuple[Mapping[str, Any], ...]:
    return tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()
