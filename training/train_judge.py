"""Trains the judge: trees that decide from all places of a name whether it is a dataset's.

Usage: python training/train_judge.py CORPORA_FOLDER [OUTPUT]

The tagger's probabilities on its own training papers would be too good, so SciREX is halved: a tagger trained on
one half (and the lone sentences) tags the other. Names that SciREX leaves unmarked although they are well known
are no negative examples.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import corpora
import train_tagger
from sklearn.ensemble import GradientBoostingClassifier

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.evaluate.corpora import Document, load_corpus
from paper2dcat.evaluate.matching import scorer_form
from paper2dcat.extract.offline import finder
from paper2dcat.extract.offline.extractor import OfflineExtractor
from paper2dcat.extract.offline.groups import names_of
from paper2dcat.extract.offline.judging import FEATURES, MODEL
from paper2dcat.extract.offline.lexicon import Lexicon, distinctive
from paper2dcat.extract.offline.tagger import crf_marginals
from paper2dcat.extract.offline.view import view
from paper2dcat.read import read_paper


def paper_of(document: Document, folder: Path):
    """Read a document as the text file that a person could have saved."""
    path = folder / "paper.txt"
    path.write_text(document.text, encoding="utf-8")
    return read_paper(path)


def halves(folder: Path, names: list[str], work: Path) -> Iterator[tuple[set[str], Path]]:
    """Train a tagger on each half; yield the other half's papers with it."""
    sentences = corpora.load(folder, corpora.strong_keys(names))
    documents = sorted({s.document for s in sentences} - {""})
    lexicon = Lexicon(train_tagger.drop_some(names, 0.4, 7))
    for part in (0, 1):
        held = set(documents[part::2])
        path = work / f"half{part}.crfsuite"
        train_tagger.train([s for s in sentences if s.document not in held], lexicon, path)
        yield held, path


def examples(
    folder: Path, catalogue: Catalogue, work: Path
) -> Iterator[tuple[tuple[float, ...], bool, float]]:
    """Yield feature vectors with their truth and weight."""
    names = [name for entry in catalogue.entries for name in entry.names]
    asked = finder.opinions
    extractor = OfflineExtractor(Config())
    documents = {d.id: d for d in load_corpus(folder / "scirex_train.jsonl")}
    often: dict[str, int] = {}
    for d in documents.values():
        for key in {scorer_form(n) for t in d.datasets for n in t.names}:
            often[key] = often.get(key, 0) + 1
    for held, path in halves(folder, names, work):
        # The encoder has seen these papers: here the CRF that hasn't speaks alone.
        finder.opinions = lambda sentences, lexicon, path=path: crf_marginals(
            [sentence.words for sentence in sentences], lexicon, path
        )
        for key in sorted(held):
            document = documents[key]
            truth = {scorer_form(n) for t in document.datasets for n in t.names} - {""}
            salient_only = all(t.salient for t in document.datasets)
            for group, _, evidence in extractor.gather(view(paper_of(document, work))):
                forms = {scorer_form(n) for n in names_of(group)} - {""}
                right = bool(forms & truth)
                known = any(often.get(f, 0) >= 2 for f in forms) or any(
                    distinctive(n) and catalogue.find(n) for n in names_of(group)
                )
                if not right and known:
                    continue
                yield evidence.vector(), right, 0.3 if salient_only and not right else 1.0
    finder.opinions = asked


def export(model: GradientBoostingClassifier, output: Path) -> None:
    """Write the trees as JSON."""
    trees = []
    for (tree,) in model.estimators_:
        t = tree.tree_
        rows = []
        for i in range(t.node_count):
            leaf = t.children_left[i] < 0
            rows.append(
                [
                    -1 if leaf else int(t.feature[i]),
                    0 if leaf else round(float(t.threshold[i]), 5),
                    int(t.children_left[i]),
                    int(t.children_right[i]),
                    round(float(t.value[i][0][0]) * model.learning_rate, 5) if leaf else 0,
                ]
            )
        trees.append(rows)
    prior = float(model.init_.class_prior_[1])
    data = {"features": FEATURES, "base": round(math.log(prior / (1 - prior)), 5), "trees": trees}
    output.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    """Train and write the judge."""
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else MODEL
    with tempfile.TemporaryDirectory() as work:
        rows = list(examples(Path(sys.argv[1]), load_catalogue(Config()), Path(work)))
    model = GradientBoostingClassifier(
        n_estimators=120, max_depth=3, learning_rate=0.08, subsample=0.7, min_samples_leaf=15, random_state=1
    )
    model.fit([r[0] for r in rows], [r[1] for r in rows], sample_weight=[r[2] for r in rows])
    export(model, output)
    ranked = sorted(zip(model.feature_importances_, FEATURES, strict=True), reverse=True)
    print(
        f"{len(rows)} names, {sum(r[1] for r in rows)} datasets; "
        + ", ".join(f"{n} {v:.2f}" for v, n in ranked[:12])
    )


if __name__ == "__main__":
    main()
