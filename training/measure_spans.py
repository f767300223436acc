"""Measures the CRF tagger on single sentences in five folds: ``python training/measure_spans.py CORPORA_FOLDER``.

Heddes et al. and TDMSci mark names in their own ways (with the cue word, with the whole phrase), so spans are
compared as each corpus has them and each feature stands twice, for all and for its corpus alone (after Daumé).
A fold's tagger has seen neither its sentences nor the shipped model. The encoder is left out: it has seen all.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import corpora
import pycrfsuite
from train_tagger import catalogue_names, drop_some

from paper2dcat.extract.offline.features import features
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.tagger import decode

FOLDS = 5
SURE = 0.4
"""Probability from which a span counts as said."""


def adapted(corpus: str, sentence: corpora.Sentence, lexicon: Lexicon) -> list[list[str]]:
    """Return the features of a sentence, each for all corpora and for its own."""
    return [row + [f"{corpus}|{name}" for name in row] for row in features(sentence.tokens, lexicon)]


def raw_labels(sentence: corpora.Sentence) -> list[str]:
    """Return B, I, O labels of the spans as annotated."""
    result = ["O"] * len(sentence.tokens)
    for start, end in sentence.raw:
        result[start:end] = ["B", *["I"] * (end - start - 1)]
    return result


def train(sentences: Sequence[tuple[str, corpora.Sentence]], lexicon: Lexicon, output: Path) -> None:
    """Train one fold's tagger."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.02, "max_iterations": 60, "feature.minfreq": 2})
    for corpus, sentence in sentences:
        trainer.append(adapted(corpus, sentence, lexicon), raw_labels(sentence))
    trainer.train(str(output))


def said(tagger: pycrfsuite.Tagger, rows: list[list[str]]) -> list[corpora.Span]:
    """Return the spans that a tagger finds."""
    tagger.set(rows)
    chances = [(tagger.marginal("B", at), tagger.marginal("I", at)) for at in range(len(rows))]
    return [(span.start, span.end) for span in decode(chances) if span.probability >= SURE]


def overlapping(truths: Sequence[corpora.Span], answers: Sequence[corpora.Span]) -> int:
    """Count the answers that overlap a truth, one to one."""
    free = list(truths)
    hits = 0
    for start, end in answers:
        met = next((t for t in free if t[0] < end and start < t[1]), None)
        if met:
            free.remove(met)
            hits += 1
    return hits


def table(counts: Counter[tuple[str, str]]) -> str:
    """Return precision, recall and F1 of each corpus, exact and partial."""
    lines = []
    for corpus in ("heddes", "tdmsci"):
        given, wanted = counts[corpus, "given"], counts[corpus, "wanted"]
        for kind in ("exact", "partial"):
            hits = counts[corpus, kind]
            rates = f"P {hits / given:.3f} R {hits / wanted:.3f} F1 {2 * hits / (given + wanted):.3f}"
            lines.append(f"{corpus} {kind}: {rates}")
    return "\n".join(lines)


def main() -> None:
    """Train and measure fold by fold; print the counts so far after each."""
    folder = Path(sys.argv[1])
    lexicon = Lexicon(drop_some(catalogue_names(), 0.4, 7))
    pool = [("heddes", s) for s in corpora.heddes(folder)] + [("tdmsci", s) for s in corpora.tdmsci(folder)]
    random.Random(5).shuffle(pool)
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as work:
        for fold in range(FOLDS):
            path = Path(work) / f"{fold}.crfsuite"
            train([one for i, one in enumerate(pool) if i % FOLDS != fold], lexicon, path)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(path))
            for corpus, sentence in pool[fold::FOLDS]:
                found = said(tagger, adapted(corpus, sentence, lexicon)) if sentence.tokens else []
                counts[corpus, "exact"] += len(set(found) & set(sentence.raw))
                counts[corpus, "partial"] += overlapping(sentence.raw, found)
                counts[corpus, "given"] += len(found)
                counts[corpus, "wanted"] += len(sentence.raw)
            print(f"after fold {fold + 1} of {FOLDS}\n{table(counts)}", flush=True)


if __name__ == "__main__":
    main()
