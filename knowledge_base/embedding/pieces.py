"""The tokenizer of multilingual-e5-small, cut down to the pieces Chinese callers need."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from knowledge_base.embedding.quantised import Vocabulary

SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>")
WORD_MARK = "\u2581"
FULLWIDTH_TILDE = "\uff5e"  # sentencepiece leaves it alone, NFKC does not
STAND_IN = "\ue000"

# ASCII, Greek letters of lab values, punctuation, circled digits, Chinese characters, full-width forms.
_KEPT = re.compile(
    "[\u2581\u0020-\u007e\u00b0-\u00b7\u03b1-\u03c9\u2010-\u2040\u2100-\u22ff\u2460-\u24ff"
    "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+"
)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Which rows of the full vocabulary stay, with their pieces and scores."""

    rows: tuple[int, ...]
    entries: tuple[tuple[str, float], ...]


def cut(vocabulary: Vocabulary) -> Cut:
    """Keep the special pieces, in place, and every piece of the writing systems above."""
    rows = tuple(
        row
        for row, piece in enumerate(vocabulary.pieces)
        if row < len(SPECIAL_TOKENS) or _KEPT.fullmatch(piece)
    )
    entries = tuple((vocabulary.pieces[row], float(vocabulary.scores[row])) for row in rows)
    return Cut(rows=rows, entries=entries)


def tokenizer(vocabulary: Vocabulary, *, kept: Cut) -> Tokenizer:
    specials = vocabulary.specials
    built = Tokenizer(models.Unigram(list(kept.entries), unk_id=specials.unknown, byte_fallback=False))
    built.normalizer = _normalizer(vocabulary.normal_forms)
    built.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement=WORD_MARK, prepend_scheme="always", split=False
    )
    built.decoder = decoders.Metaspace(replacement=WORD_MARK, prepend_scheme="always")
    built.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", specials.begin), ("</s>", specials.end)],
    )
    built.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL_TOKENS])
    return built


def _normalizer(forms: Mapping[int, str]) -> normalizers.Normalizer:
    """NFKC, corrected where the model's own table says otherwise (control characters, odd spaces)."""
    by_form: dict[str, list[int]] = defaultdict(list)
    for code_point, form in forms.items():
        if len(form) <= 1 and unicodedata.normalize("NFKC", chr(code_point)) != form:
            by_form[form].append(code_point)
    corrections: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(_any_of(code_points)), form) for form, code_points in by_form.items()
    ]
    return normalizers.Sequence(
        [
            *corrections,
            normalizers.Replace(FULLWIDTH_TILDE, STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(STAND_IN, FULLWIDTH_TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _any_of(code_points: list[int]) -> str:
    return "[" + "".join(f"\\x{{{code_point:x}}}" for code_point in code_points) + "]"
