"""Where the parts of the project lie in its folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"
NLU = BOT / "data" / "nlu"
KNOWLEDGE = ROOT / "knowledge_base"
EVALUATION = ROOT / "tests" / "knowledge_base" / "evaluation"
SAFETY_CORPORA = ROOT / "tests" / "safety"
MIGRATIONS = ROOT / "migrations"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"
SENTENCES = (
    BOT / "domain" / "responses.yml",
    ROOT / "telephony" / "words.yml",
    ROOT / "telephony" / "phone" / "words.yml",
)
"""What callers hear; where two files name a sentence, the later counts."""
