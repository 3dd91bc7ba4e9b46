"""A SentenceTransformer turned into one ONNX graph: tokens in, a unit vector out."""

import logging
import warnings
from pathlib import Path
from typing import Any, cast

import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from knowledge_base.embedding.errors import ModelUnavailable, ModelUnusable
from knowledge_base.embedding.folder import GRAPH, TOKENIZER, ModelCard

OPSET = 17
POOLINGS = ("mean", "cls")


def open_transformer(name: str) -> SentenceTransformer:
    """Open a model by folder or hub name, with plain attention: the exporter follows it step by step."""
    transformers_logging.disable_progress_bar()  # ours says what is being done
    try:
        return SentenceTransformer(name, device="cpu", model_kwargs={"attn_implementation": "eager"})
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"the model {name} could not be opened: {error}") from error


def export(model: SentenceTransformer, folder: Path, *, name: str, stamp: str) -> None:
    """Write graph, tokenizer and card; raises ModelUnusable for a model that is not a plain transformer."""
    graph = _Graph(model, pooling=_pooling(model, name=name)).eval()
    _write_graph(graph, folder / GRAPH, name=name)
    fast = getattr(model.tokenizer, "backend_tokenizer", None)
    if fast is None:
        raise ModelUnusable(f"{name} has no fast tokenizer")
    fast.save(str(folder / TOKENIZER))
    _card(model, name=name, stamp=stamp).write(folder)


class _Graph(torch.nn.Module):  # type: ignore[misc]
    """The transformer with its pooling and normalisation, so that the reader needs no arithmetic."""

    def __init__(self, model: SentenceTransformer, *, pooling: str) -> None:
        super().__init__()
        self.transformer = _inner(model)
        self.pooling = pooling

    def forward(self, input_ids: Any, attention_mask: Any) -> Any:
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        pooled = states[:, 0] if self.pooling == "cls" else _mean(states, attention_mask)
        return torch.nn.functional.normalize(pooled, p=2.0, dim=1)


def _mean(states: Any, attention_mask: Any) -> Any:
    weight = attention_mask.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1e-9)


def _inner(model: SentenceTransformer) -> Any:
    first = model[0]
    return getattr(first, "auto_model", None) or getattr(first, "model", None)


def _pooling(model: SentenceTransformer, *, name: str) -> str:
    """How token vectors become one vector, or why we cannot follow this model."""
    kinds = [type(part).__name__ for part in model]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise ModelUnusable(
            f"{name} is built of {', '.join(kinds)}: only a plain transformer can be exported"
        )
    pooling = model[1].pooling_mode
    if pooling not in POOLINGS or not model[1].include_prompt:
        raise ModelUnusable(
            f"{name} pools by {pooling}: only {' and '.join(POOLINGS)}, prompt included, can be exported"
        )
    return str(pooling)


def _write_graph(graph: _Graph, target: Path, *, name: str) -> None:
    sample = {"input_ids": torch.tensor([[0, 5, 2], [0, 2, 1]]), "attention_mask": torch.ones(2, 3).long()}
    axes = {0: "texts", 1: "tokens"}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")  # the exporter's advice concerns its makers
            torch.onnx.export(
                graph,
                (sample["input_ids"], sample["attention_mask"]),
                str(target),
                input_names=list(sample),
                output_names=["vector"],
                dynamic_axes={**dict.fromkeys(sample, axes), "vector": {0: "texts"}},
                opset_version=OPSET,
                dynamo=False,  # the newer exporter wants a package more and gives the same graph
            )
    except (RuntimeError, TypeError, ValueError) as error:
        raise ModelUnusable(f"{name} could not be exported: {error}") from error


def _card(model: SentenceTransformer, *, name: str, stamp: str) -> ModelCard:
    prompts = cast("dict[str, str]", model.prompts or {})
    return ModelCard(
        model=name,
        stamp=stamp,
        dimension=int(model.get_embedding_dimension()),
        longest=int(model.get_max_seq_length() or 512),
        padding=int(model.tokenizer.pad_token_id or 0),
        query_prefix=prompts.get("query", ""),
        passage_prefix=prompts.get("passage") or prompts.get("document") or "",
    )
