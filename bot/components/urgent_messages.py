"""An urgent message is never taken for small talk: the screening's grade goes before the classifier's guess.

The intake has screened each message and opened a ticket for an urgent one. Whatever its wording resembles,
such a message describes symptoms, and the bot has to name the ticket and ask for a phone number.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UrgentMessages(GraphComponent, IntentClassifier):
    """Sets the intent of messages whose metadata carries the urgent grade; stands last in the pipeline."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._verdict = {"name": config["intent"], "confidence": 1.0}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent": "describe_symptoms"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003  (Rasa's signature)
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "UrgentMessages":
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if (message.get("metadata") or {}).get("grade") == "urgent":
                message.set(INTENT, dict(self._verdict), add_to_output=True)
                others = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT_RANKING_KEY, [dict(self._verdict), *others], add_to_output=True)
        return messages
