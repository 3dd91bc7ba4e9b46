"""The names the bot recognises, written as Rasa's look-up tables so that no list is kept twice."""

from collections.abc import Iterable, Mapping

import yaml

from knowledge_base.entries import KnowledgeBase
from knowledge_base.lexicon import Lexicon
from knowledge_base.profile import Hospital

RASA_FORMAT = "3.1"


def lookup_yaml(knowledge: KnowledgeBase, hospital: Hospital, *, lexicon: Lexicon | None = None) -> str:
    """Tables topic, department and branch; medicine too where the lexicon marks its medicines."""
    tables = {
        "topic": [name for topic in knowledge.topics for name in topic.names],
        "department": [name for one in hospital.departments for name in (one.name, *one.aliases)],
        "branch": [name for one in hospital.branches for name in (one.name, *one.aliases)],
        "medicine": _medicines(lexicon or Lexicon()),
    }
    nlu = [_table(name, names) for name, names in tables.items() if names]
    return yaml.dump(
        {"version": RASA_FORMAT, "nlu": nlu}, Dumper=_Dumper, allow_unicode=True, sort_keys=False
    )


class _Dumper(yaml.SafeDumper):
    """Writes many-line texts as blocks, the only form Rasa's examples are readable in."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def _medicines(lexicon: Lexicon) -> list[str]:
    return [name for term in sorted(lexicon.medicines) for name in (term, *lexicon.words[term])]


def _table(name: str, names: Iterable[str]) -> Mapping[str, str]:
    # Longest first: the bot's matcher takes the first alternative that fits.
    ordered = sorted(set(names), key=lambda one: (-len(one), one))
    return {"lookup": name, "examples": "".join(f"- {one}\n" for one in ordered)}
