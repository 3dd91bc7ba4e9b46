"""Run by the bot's own Python, `alignment.py DICTIONARIES DATA...` finds entities that cut through words.

Only a trained extractor would warn of these, and the pipeline has none.
"""

import sys
import warnings

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData


def main() -> None:
    settings = JiebaTokenizer.get_default_config() | {"dictionary_path": sys.argv[1]}
    tokenizer = JiebaTokenizer.create(
        settings, LocalModelStorage(None), Resource("jieba"), ExecutionContext(GraphSchema({}))
    )
    examples = [message for data in sys.argv[2:] for message in load_data(data).nlu_examples]
    annotated = [message for message in examples if message.get("entities")]
    sys.stdout.write(f"{len(annotated)} annotated\n")
    warnings.simplefilter("error")
    EntityExtractorMixin.check_correct_entity_annotations(
        tokenizer.process_training_data(TrainingData(annotated))
    )


if __name__ == "__main__":
    main()
