"""Trains the judge: weights that decide from all places of a name whether it is a dataset's.

Usage: python training/train_judge.py CORPORA_FOLDER [OUTPUT]

The tagger's probabilities on its own training texts would be too good, so SciREX's papers and the lone sentences
are halved: a tagger trained on one half tags the other. Names that SciREX leaves unmarked although they are well
known are no negative examples.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import corpora
import train_tagger
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.evaluate.corpora import Document, as_file, load_corpus
from paper2dcat.evaluate.matching import Keys, partial, scorer_keys
from paper2dcat.extract.offline import finder
from paper2dcat.extract.offline.extractor import OfflineExtractor
from paper2dcat.extract.offline.groups import names_of
from paper2dcat.extract.offline.judging import FEATURES, MODEL
from paper2dcat.extract.offline.lexicon import Lexicon, distinctive
from paper2dcat.extract.offline.tagger import crf_marginals
from paper2dcat.extract.offline.view import view
from paper2dcat.read import read_paper

LEFT_OUT = frozenset({"survey", "defined"})
"""Features that are too rare in these texts to learn from; the judge weighs them by itself."""
CITED = FEATURES.index("cited")
"""The lone sentences come without their citations: they count as cited as often as names in papers are."""
STIFFNESS = 0.01
"""Inverse of how hard weights are held near zero."""
UNMARKED = 0.3
"""Weight of an unmarked name in a paper where only the salient datasets are marked."""


class Example(NamedTuple):
    """What all places of a name say, whether it is a dataset's, and how much the example counts."""

    vector: tuple[float, ...]
    right: bool
    weight: float
    lone: bool


def halves(folder: Path, names: list[str], work: Path) -> Iterator[tuple[list[Document], Path]]:
    """Train a tagger on each half; yield the texts of the other half with it."""
    sentences = corpora.load(folder, corpora.strong_keys(names))
    lexicon = Lexicon(train_tagger.drop_some(names, 0.4, 7))
    papers = {d.id: d for d in load_corpus(folder / "scirex_train.jsonl")}
    ids = sorted({s.document for s in sentences} - {""})
    lone = [d for name in ("heddes_train", "tdmsci_train") for d in load_corpus(folder / f"{name}.jsonl")]
    lone_sentences = [s for s in sentences if not s.document]
    if len(lone) != len(lone_sentences):
        raise ValueError("the sentences of the two readers of a corpus differ")
    for part in (0, 1):
        held = set(ids[part::2])
        path = work / f"half{part}.crfsuite"
        seen = [s for s in sentences if s.document and s.document not in held]
        train_tagger.train([*seen, *lone_sentences[1 - part :: 2]], lexicon, path)
        yield [*(papers[key] for key in sorted(held)), *lone[part::2]], path


def examples(folder: Path, catalogue: Catalogue, work: Path) -> Iterator[Example]:
    """Yield what the names of each text say with their truth and weight."""
    names = [name for entry in catalogue.entries for name in entry.names]
    asked = finder.opinions
    extractor = OfflineExtractor(Config())
    often = Counter(
        key for d in load_corpus(folder / "scirex_train.jsonl") for key in scorer_keys(_true_names(d))
    )
    text = work / "text.txt"
    for held, path in halves(folder, names, work):
        # The encoder has seen these texts: here the CRF that hasn't speaks alone.
        finder.opinions = lambda sentences, lexicon, path=path: crf_marginals(
            [sentence.words for sentence in sentences], lexicon, path
        )
        for document in held:
            text.write_text(as_file(document), encoding="utf-8")
            truth = scorer_keys(_true_names(document))
            salient_only = document.spans is None and all(t.salient for t in document.datasets)
            for group, _, evidence in extractor.gather(view(read_paper(text))):
                spelt = names_of(group)
                forms = scorer_keys(spelt)
                right = bool(forms & truth)
                if document.spans is not None:
                    right = right or any(partial(a, b) for a in forms for b in truth)
                elif not right and _well_known(spelt, forms, often, catalogue):
                    continue
                weight = UNMARKED if salient_only and not right else 1.0
                yield Example(evidence.vector(), right, weight, document.spans is not None)
    finder.opinions = asked


def _true_names(document: Document) -> list[str]:
    return [name for dataset in document.datasets for name in dataset.names]


def _well_known(names: tuple[str, ...], forms: Keys, often: Counter[str], catalogue: Catalogue) -> bool:
    return any(often[form] >= 2 for form in forms) or any(
        distinctive(name) and catalogue.find(name) for name in names
    )


def fit(rows: list[Example]) -> tuple[dict[str, float], float]:
    """Return the weight of each feature, and what is added to their sum."""
    used = [at for at, name in enumerate(FEATURES) if name not in LEFT_OUT]
    cited = mean(row.vector[CITED] for row in rows if not row.lone)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STIFFNESS, max_iter=3000))
    model.fit(
        [[cited if row.lone and at == CITED else row.vector[at] for at in used] for row in rows],
        [row.right for row in rows],
        logisticregression__sample_weight=[row.weight for row in rows],
    )
    scale, logistic = model
    weights = logistic.coef_[0] / scale.scale_
    base = float(logistic.intercept_[0] - (weights * scale.mean_).sum())
    return {FEATURES[at]: round(float(w), 4) for at, w in zip(used, weights, strict=True)}, round(base, 4)


def main() -> None:
    """Train and write the judge."""
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else MODEL
    with tempfile.TemporaryDirectory() as work:
        rows = list(examples(Path(sys.argv[1]), load_catalogue(Config()), Path(work)))
    weights, base = fit(rows)
    output.write_text(json.dumps({"base": base, "weights": weights}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} names, {sum(row.right for row in rows)} datasets")


if __name__ == "__main__":
    main()
