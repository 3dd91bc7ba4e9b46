"""The bot's look-up tables hold every name, the longest first."""

from pathlib import Path

import yaml

from knowledge_base import load_hospital, load_knowledge
from knowledge_base.lexicon import Lexicon
from knowledge_base.lookups import lookup_yaml
from tests.knowledge_base import samples


def test_all_names_are_in_rasas_tables(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path, samples.topic(aliases=["血压高", "原发性高血压"]))
    hospital = load_hospital(folder / "hospital" / "profile.yml")
    lexicon = Lexicon({"氨氯地平": ("络活喜",), "头痛": ("头疼",)}, frozenset({"氨氯地平"}))
    text = lookup_yaml(load_knowledge(folder, hospital=hospital), hospital, lexicon=lexicon)
    content = yaml.safe_load(text)
    tables = {table["lookup"]: table["examples"].splitlines() for table in content["nlu"]}
    assert content["version"] == "3.1"
    assert tables["topic"] == ["- 原发性高血压", "- 血压高", "- 高血压"]
    assert tables["department"] == ["- 心血管内科", "- 神经内科", "- 心内科", "- 神内"]
    assert tables["branch"] == ["- 北乡卫生院", "- 北乡分院"]
    assert tables["medicine"] == ["- 氨氯地平", "- 络活喜"]
    assert "examples: |" in text
