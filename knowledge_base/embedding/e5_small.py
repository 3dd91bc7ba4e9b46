"""The default model written out as an ordinary SentenceTransformer folder."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from knowledge_base.embedding.pieces import SPECIAL_TOKENS, cut, tokenizer
from knowledge_base.embedding.quantised import QuantisedModel, Shape, Specials, Tensor

LONGEST = 512
_MODULES = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
_PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
_ATTENTION = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
)


def write(folder: Path, *, data: Path) -> None:
    """Write the model of `data` into `folder`, with a vocabulary cut down to what is needed."""
    model = QuantisedModel(data)
    kept = cut(model.vocabulary)
    rows = np.array(kept.rows)
    tensors = dict(_tensors(model, rows=rows))
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(model.vocabulary, kept=kept).save(str(folder / "tokenizer.json"))
    settings = _settings(model.shape, words=len(rows), specials=model.vocabulary.specials)
    for name, content in settings.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _tensors(model: QuantisedModel, *, rows: np.ndarray[Any, Any]) -> Iterator[tuple[str, Tensor]]:
    shape = model.shape
    hidden = shape.hidden
    words = model.approximate("emb.word", shape.vocabulary, hidden)[rows]
    yield "embeddings.word_embeddings.weight", words
    yield "embeddings.position_embeddings.weight", model.exact("emb.pos", shape.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", model.exact("emb.type", shape.token_types, hidden)
    yield from _norm(model, "emb.ln", "embeddings.LayerNorm")
    for layer in range(shape.layers):
        yield from _layer(model, layer)
    # Mean pooling never uses the pooler; without it the library warns at every start.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _layer(model: QuantisedModel, layer: int) -> Iterator[tuple[str, Tensor]]:
    hidden, inner = model.shape.hidden, model.shape.inner
    here, there = f"l{layer}.", f"encoder.layer.{layer}."
    for short, name in _ATTENTION:
        yield from _linear(model, here + short, there + name, rows=hidden, columns=hidden)
    yield from _linear(model, here + "fi", there + "intermediate.dense", rows=inner, columns=hidden)
    yield from _linear(model, here + "fo", there + "output.dense", rows=hidden, columns=inner)
    yield from _norm(model, here + "aln", there + "attention.output.LayerNorm")
    yield from _norm(model, here + "oln", there + "output.LayerNorm")


def _linear(
    model: QuantisedModel, here: str, there: str, *, rows: int, columns: int
) -> Iterator[tuple[str, Tensor]]:
    yield there + ".weight", model.approximate(here + ".w", rows, columns)
    yield there + ".bias", model.exact(here + ".b", rows)


def _norm(model: QuantisedModel, here: str, there: str) -> Iterator[tuple[str, Tensor]]:
    yield there + ".weight", model.exact(here + ".w", model.shape.hidden)
    yield there + ".bias", model.exact(here + ".b", model.shape.hidden)


def _settings(shape: Shape, *, words: int, specials: Specials) -> Mapping[str, object]:
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in enumerate(_MODULES)
    ]
    return {
        "config.json": _architecture(shape, words=words, specials=specials),
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": LONGEST, "do_lower_case": False},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "config_sentence_transformers.json": {
            "prompts": _PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": _tokenizer_settings(),
    }


def _architecture(shape: Shape, *, words: int, specials: Specials) -> Mapping[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": words,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": specials.padding,
        "dtype": "float32",
    }


def _tokenizer_settings() -> Mapping[str, object]:
    begin, padding, end, unknown = SPECIAL_TOKENS
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": LONGEST,
        "bos_token": begin,
        "eos_token": end,
        "unk_token": unknown,
        "pad_token": padding,
        "cls_token": begin,
        "sep_token": end,
        "clean_up_tokenization_spaces": False,
        "model_input_names": ["input_ids", "attention_mask"],
    }
