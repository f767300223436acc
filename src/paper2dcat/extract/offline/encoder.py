"""The small encoder: a second opinion on the sentences where it is worth its time.

A six-layer MiniLM, fine-tuned and stored as int8 ONNX. It reads lower-cased word pieces; how a word is spelt goes
in through the token types.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("encoder.onnx")
VOCABULARY = Path(__file__).with_name("vocab.txt")
LONGEST = 128
"""Word pieces of one sentence that the encoder reads."""
_BATCH = 512
"""Word pieces of one batch: small, for the shorter sentences of a batch are filled up to its longest."""
_FILLED = 1.5
"""How much longer the longest sentence of a batch may be than its shortest."""
_SLOWER = "SkipLayerNormFusion"
"""A fusion of onnxruntime's that takes longer than what it fuses, on sentences this short."""
_START, _STOP, _UNKNOWN = 101, 102, 100

Marginals = list[tuple[float, float]]
"""For each token the probabilities that a name begins there and that it goes on there."""


def spelling(word: str) -> int:
    """Return the class of a word's spelling: lower, capital, capitals, mixed, digits, mark."""
    if word.islower():
        return 0
    if word.isdigit():
        return 4
    if not word[0].isalnum():
        return 5
    if any(c.isdigit() for c in word):
        return 3
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[1:].islower() else 3


@cache
def _vocabulary() -> dict[str, int]:
    return {piece: i for i, piece in enumerate(VOCABULARY.read_text(encoding="utf-8").split("\n"))}


@lru_cache(maxsize=32768)
def pieces(word: str) -> tuple[int, ...]:
    """Return the ids of a word's pieces (at most eight): greedy longest match, as BERT's tokenizer does."""
    vocabulary = _vocabulary()
    folded = unicodedata.normalize("NFD", word.lower())
    text = "".join(c for c in folded if unicodedata.category(c) != "Mn")
    found: list[int] = []
    start = 0
    while start < len(text):
        end = len(text)
        while end > start:
            piece = text[start:end] if start == 0 else f"##{text[start:end]}"
            if piece in vocabulary:
                break
            end -= 1
        if end == start:
            return (_UNKNOWN,)
        found.append(vocabulary[piece])
        start = end
    return tuple(found[:8]) or (_UNKNOWN,)


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(MODEL), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOWER]
    )


def cost(tokens: Sequence[str]) -> int:
    """Return how many pieces a sentence has, its ends included."""
    return min(LONGEST, 2 + sum(map(len, map(pieces, tokens))))


def marginals(sentences: Sequence[Sequence[str]]) -> list[Marginals]:
    """Return the probabilities for each token of each sentence; beyond ``LONGEST`` pieces they are zero."""
    import numpy

    rows = [_encode(tokens) for tokens in sentences]
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i][0]), i))
    result: list[Marginals] = [[] for _ in rows]
    group: list[int] = []
    for position, index in enumerate(order):
        group.append(index)
        following = order[position + 1] if position + 1 < len(order) else None
        if following is None or _overfull(len(rows[group[0]][0]), len(rows[following][0]), len(group) + 1):
            width = max(len(rows[i][0]) for i in group)
            ids = numpy.zeros((len(group), width), dtype=numpy.int64)
            mask = numpy.zeros_like(ids)
            kinds = numpy.full_like(ids, 5)
            for row, i in enumerate(group):
                size = len(rows[i][0])
                ids[row, :size], kinds[row, :size], mask[row, :size] = rows[i][0], rows[i][1], 1
            scores = _session().run(None, {"ids": ids, "mask": mask, "kinds": kinds})[0]
            shifted = numpy.exp(scores - scores.max(-1, keepdims=True))
            shares = shifted / shifted.sum(-1, keepdims=True)
            for row, i in enumerate(group):
                own = [(float(shares[row, at, 1]), float(shares[row, at, 2])) for at in rows[i][2]]
                result[i] = own + [(0.0, 0.0)] * (len(sentences[i]) - len(own))
            group = []
    return result


def _overfull(shortest: int, longest: int, size: int) -> bool:
    """Whether so many sentences, from the shortest to the longest, are too many pieces or too unlike for one batch."""
    return size * longest > _BATCH or longest > _FILLED * shortest


def _encode(tokens: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Return piece ids, spelling classes, and the place of each token's first piece."""
    ids, kinds, firsts = [_START], [5], []
    for token in tokens:
        own = pieces(token)
        if len(ids) + len(own) >= LONGEST:
            break
        firsts.append(len(ids))
        ids += own
        kinds += [spelling(token)] * len(own)
    return [*ids, _STOP], [*kinds, 5], firsts
