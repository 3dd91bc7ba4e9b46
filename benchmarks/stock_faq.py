"""The peer: a stock Rasa FAQ bot (DIET, ResponseSelector, TED), as Rasa's own documentation sets one up."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import yaml

from console.paths import BOT_PYTHON
from knowledge_base import Entry

_CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "stock-faq",
    "language": "zh",
    "pipeline": [
        {"name": "JiebaTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ],
    "policies": [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy"},
        {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
        {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
    ],
}
_GREETINGS = "- 你好\n- 您好\n- 喂\n- 有人吗\n- 在吗\n"


def write_project(folder: Path, *, entries: Sequence[Entry]) -> None:
    """A project of one retrieval intent whose responses are the entries."""
    examples = [{"intent": "greet", "examples": _GREETINGS}]
    responses = {"utter_greet": [{"text": "您好"}]}
    for entry in entries:
        name = entry.id.replace(".", "_")
        questions = "".join(f"- {question}\n" for question in entry.questions)
        examples.append({"intent": f"faq/{name}", "examples": questions})
        responses[f"utter_faq/{name}"] = [{"text": entry.answer}]
    rules = [
        {"rule": "faq", "steps": [{"intent": "faq"}, {"action": "utter_faq"}]},
        {"rule": "greet", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]},
    ]
    story = [{"story": "both", "steps": [*rules[1]["steps"], *rules[0]["steps"]]}]
    documents: dict[str, object] = {
        "config.yml": _CONFIG,
        "domain.yml": {"version": "3.1", "intents": ["greet", "faq"], "responses": responses},
        "data/nlu.yml": {"version": "3.1", "nlu": examples},
        "data/rules.yml": {"version": "3.1", "rules": rules, "stories": story},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {},
    }
    (folder / "data").mkdir(parents=True)
    for name, content in documents.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")


def train(folder: Path) -> None:
    """Raises CalledProcessError with Rasa's own words."""
    subprocess.run(
        [str(BOT_PYTHON), "-m", "rasa", "train", "--out", "models"],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        check=True,
        capture_output=True,
    )


ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def command(port: int) -> list[str]:
    return [str(BOT_PYTHON), "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"]
