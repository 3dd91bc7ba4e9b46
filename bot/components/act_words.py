"""An act is one only in its own words: what merely looks like a no, a greeting or a complaint is a question.

The classifier was taught whole messages, and guesses of short ones it never saw. Whoever asks 不要紧吧 is not
saying no, and must not be taken for it; the words an act needs stand in act_words.yml.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.acts import is_worded

_FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ActWords(GraphComponent, IntentClassifier):
    """Takes the next likely intent that has its words; stands behind the fallback and keeps its threshold."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.35}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003  (Rasa's signature)
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "ActWords":
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            guessed, text = message.get(INTENT) or {}, str(message.get(TEXT) or "")
            if not is_worded(str(guessed.get("name")), text):
                verdict = self._next(message.get(INTENT_RANKING_KEY) or [], text)
                message.set(INTENT, verdict, add_to_output=True)
                others = [
                    one for one in message.get(INTENT_RANKING_KEY) or [] if one["name"] != verdict["name"]
                ]
                message.set(INTENT_RANKING_KEY, [verdict, *others], add_to_output=True)
        return messages

    def _next(self, ranking: list[dict[str, Any]], text: str) -> dict[str, Any]:
        fallback = {"name": _FALLBACK, "confidence": self._threshold}
        likely = (one for one in ranking if one["confidence"] >= self._threshold)
        return dict(next((one for one in likely if is_worded(one["name"], text)), fallback))
