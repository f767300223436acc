"""Measures the taggers on single sentences in five folds.

Usage: python training/measure_spans.py CORPORA_FOLDER [ENCODER_FOLDER]

Heddes et al. and TDMSci mark names in their own ways (with the cue word, with the whole phrase), so spans are
compared as each corpus has them and each feature stands twice, for all and for its corpus alone (after Daumé).
A fold's taggers have seen neither its sentences nor the shipped models. With ENCODER_FOLDER (MiniLM-L6, as for
``train_encoder.py``) TDMSci is measured with an encoder of the fold beside the CRF too, which needs PyTorch and
half an hour of one core.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import corpora
import numpy
import pycrfsuite
from train_tagger import catalogue_names, drop_some

from paper2dcat.extract.offline.chain import Chain
from paper2dcat.extract.offline.encoder import Marginals
from paper2dcat.extract.offline.features import features
from paper2dcat.extract.offline.finder import CRF_SHARE
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.tagger import decode, mean

FOLDS = 5
SURE = 0.4
"""Probability from which a span counts as said."""
TIMES = {"heddes": 1, "tdmsci": 3}
"""How often the CRF is shown a sentence: TDMSci has a third of the sentences of Heddes et al."""
ENCODED = "tdmsci"
"""The corpus that an encoder is trained for."""
LEAST = 1e-4
"""Least probability that the encoder may give a label: it can outvote the CRF, not forbid."""


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
        rows, marks = adapted(corpus, sentence, lexicon), raw_labels(sentence)
        for _ in range(TIMES[corpus]):
            trainer.append(rows, marks)
    trainer.train(str(output))


def chances(model: Chain, rows: Sequence[Sequence[str]], encoder: Marginals | None = None) -> Marginals:
    """Return what the CRF thinks of a sentence's tokens; with the encoder's opinion, the product of both.

    The product adds the logarithm of the encoder's probabilities to the CRF's scores of each label, so that a
    name's beginning and its end still agree, which a mean of two opinions does not see to.
    """
    if not rows:
        return []
    scores = model.weigh(rows)
    if encoder:
        of = [{"B": begin, "I": inside, "O": 1 - begin - inside} for begin, inside in encoder]
        shares = numpy.array([[one[label] for label in model.labels] for one in of])
        scores = scores + numpy.log(shares.clip(LEAST, 1))
    both = [model.labels.index(label) for label in "BI"]
    return [(begin, inside) for begin, inside in model.marginals(scores, [len(rows)])[0][:, both].tolist()]


def said(opinion: Marginals) -> list[corpora.Span]:
    """Return the spans that an opinion takes for names."""
    return [(span.start, span.end) for span in decode(opinion) if span.probability >= SURE]


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
    """Return precision, recall and F1 of each corpus and way to ask, exact and partial."""
    lines = []
    for asked in sorted({asked for asked, _ in counts}):
        given, wanted = counts[asked, "given"], counts[asked, "wanted"]
        for kind in ("exact", "partial"):
            hits = counts[asked, kind]
            rates = f"P {hits / given:.3f} R {hits / wanted:.3f} F1 {2 * hits / (given + wanted):.3f}"
            lines.append(f"{asked} {kind}: {rates}")
    return "\n".join(lines)


def main() -> None:
    """Train and measure fold by fold; print the counts so far after each."""
    folder = Path(sys.argv[1])
    lexicon = Lexicon(drop_some(catalogue_names(), 0.4, 7))
    pool = [("heddes", s) for s in corpora.heddes(folder)] + [("tdmsci", s) for s in corpora.tdmsci(folder)]
    random.Random(5).shuffle(pool)
    encoder = None
    if len(sys.argv) > 2:
        from fold_encoder import FoldEncoder

        others = [s for corpus, s in pool if corpus != ENCODED and s.tokens]
        encoder = FoldEncoder(folder, Path(sys.argv[2]), others)
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as work:
        for fold in range(FOLDS):
            path = Path(work) / f"{fold}.crfsuite"
            rest = [one for i, one in enumerate(pool) if i % FOLDS != fold]
            train(rest, lexicon, path)
            model = Chain.read(path)
            if encoder:
                encoder.train([s for corpus, s in rest if corpus == ENCODED and s.tokens])
            for corpus, sentence in pool[fold::FOLDS]:
                rows = adapted(corpus, sentence, lexicon)
                opinions = {f"{corpus}, CRF": chances(model, rows)}
                if encoder and corpus == ENCODED:
                    second = encoder.marginals(sentence)
                    opinions[f"{corpus}, product of both"] = chances(model, rows, second)
                    opinions[f"{corpus}, mean of both as shipped"] = mean(
                        opinions[f"{corpus}, CRF"], second, CRF_SHARE
                    )
                for asked, opinion in opinions.items():
                    found = said(opinion)
                    counts[asked, "exact"] += len(set(found) & set(sentence.raw))
                    counts[asked, "partial"] += overlapping(sentence.raw, found)
                    counts[asked, "given"] += len(found)
                    counts[asked, "wanted"] += len(sentence.raw)
            print(f"after fold {fold + 1} of {FOLDS}\n{table(counts)}", flush=True)


if __name__ == "__main__":
    main()
