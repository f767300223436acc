"""Trains the CRF tagger of dataset names that ships with the package.

Usage: python training/train_tagger.py CORPORA_FOLDER [OUTPUT] [--soft LABELS]

Deterministic: the same corpora give the same file.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import corpora
import pycrfsuite

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.extract.offline.features import features
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.select import worth_reading

OUTPUT = Path(__file__).parents[1] / "src/paper2dcat/extract/offline/tagger.crfsuite"


def labels(sentence: corpora.Sentence) -> list[str]:
    """Return B, I, O labels."""
    result = ["O"] * len(sentence.tokens)
    for start, end in sentence.spans:
        result[start:end] = ["B", *["I"] * (end - start - 1)]
    return result


def drop_some(names: Sequence[str], share: float, seed: int) -> list[str]:
    """Leave out a share of the known names, so that the tagger learns not to rely on the list alone."""
    rng = random.Random(seed)
    return [name for name in sorted(set(names)) if rng.random() > share]


def select(sentences: Sequence[corpora.Sentence], lexicon: Lexicon, keep: float, seed: int = 1):
    """Return the sentences to learn from: all with names, lone ones, and a share of the others worth reading."""
    rng = random.Random(seed)
    for s in sentences:
        if s.doubtful or len(s.tokens) > 200:
            continue
        if s.spans or not s.document or (worth_reading(s.tokens, lexicon) and rng.random() < keep):
            yield s


def train(sentences: Sequence[corpora.Sentence], lexicon: Lexicon, output: Path, keep: float = 0.6) -> None:
    """Train on sentences and write the model file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.15,
            "c2": 0.02,
            "max_iterations": 90,
            "feature.possible_transitions": True,
            "feature.minfreq": 2,
        }
    )
    count = 0
    for s in select(sentences, lexicon, keep):
        trainer.append(features(s.tokens, lexicon), labels(s))
        count += 1
    began = time.time()
    print(f"{count} sentences", flush=True)
    trainer.train(str(output))
    print(f"{time.time() - began:.0f} s, {output.stat().st_size / 1e6:.1f} MB", flush=True)


def catalogue_names() -> list[str]:
    """Return every name of the shipped catalogue."""
    return [name for entry in load_catalogue(Config()).entries for name in entry.names]


def main() -> None:
    """Train on everything."""
    names = catalogue_names()
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else OUTPUT
    train(
        corpora.load(Path(sys.argv[1]), corpora.strong_keys(names)), Lexicon(drop_some(names, 0.4, 7)), output
    )


if __name__ == "__main__":
    main()
