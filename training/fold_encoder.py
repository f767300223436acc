"""An encoder like the shipped one for each fold of a corpus, trained without the fold's sentences.

MiniLM reads SciREX and then the lone sentences of the other corpus, for all folds alike; from there on it is
trained fold by fold on the spans as the corpus itself marks them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import corpora
import torch
from train_encoder import Tagger, choose, encode, fit, whole_words
from train_tagger import catalogue_names

from paper2dcat.extract.offline.encoder import Marginals

SEED = 1
_EPOCHS, _PIECES = 5, 1000
"""A fold has some thousand word pieces only: more passes, in smaller batches."""


class FoldEncoder:
    """Trains an encoder for one fold after another from the same beginning, and asks it."""

    def __init__(self, folder: Path, encoder: Path, others: Sequence[corpora.Sentence]) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(1)
        self._folder = encoder
        self._tokenizer = whole_words(encoder)
        self._model = Tagger(encoder)
        rng, known = random.Random(SEED), catalogue_names()
        papers = corpora.mark_doubtful(corpora.scirex(folder), corpora.strong_keys(known))
        self._fit([(s, s.spans) for s in choose(papers, rng, known)], 1, 3000)
        self._fit([(s, s.raw) for s in others], 2, 2000)
        self._start = {name: value.clone() for name, value in self._model.state_dict().items()}

    def train(self, sentences: Sequence[corpora.Sentence]) -> None:
        """Begin anew and train on the sentences outside a fold."""
        torch.manual_seed(SEED)
        self._model = Tagger(self._folder)
        self._model.load_state_dict(self._start)
        self._fit([(s, s.raw) for s in sentences], _EPOCHS, _PIECES)

    def _fit(
        self, sentences: Sequence[tuple[corpora.Sentence, Sequence[corpora.Span]]], epochs: int, pieces: int
    ) -> None:
        items = [encode(sentence, spans, self._tokenizer) for sentence, spans in sentences]
        for _ in fit(self._model, items, epochs, random.Random(SEED), pieces):
            self._model.eval()

    def marginals(self, sentence: corpora.Sentence) -> Marginals:
        """Return the chances that a name begins at each token and that it goes on there; zero beyond its reach."""
        ids, kinds, labels = (torch.tensor([row]) for row in encode(sentence, (), self._tokenizer))
        with torch.no_grad():
            shares = self._model(ids, torch.ones_like(ids), kinds)[0].float().softmax(-1)
        found = [(begin, inside) for _, begin, inside in shares[labels[0] >= 0].tolist()]
        return found + [(0.0, 0.0)] * (len(sentence.tokens) - len(found))
