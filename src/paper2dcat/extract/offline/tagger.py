"""The trained tagger: token sequences in, spans that may be names of datasets out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from paper2dcat.extract.offline.chain import Chain
from paper2dcat.extract.offline.encoder import Marginals
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.scores import Scorer

MODEL = Path(__file__).with_name("tagger.crfsuite")
FLOOR = 0.06
"""Begin-probability below which a span is not even looked at."""


class Tagged(NamedTuple):
    """Tokens ``start:end`` are a dataset's name with this probability."""

    start: int
    end: int
    probability: float


@cache
def _model(path: Path) -> tuple[Chain, Scorer]:
    model = Chain.read(path)
    pairs = (feature[3:] for feature in model.numbers if feature.startswith(("l2=", "r2=")))
    words = {word for pair in pairs for word in (*pair.split("|"), "|")}
    return model, Scorer(model.weigh, words)


def crf_marginals(
    sentences: Sequence[Sequence[str]], lexicon: Lexicon, path: Path = MODEL
) -> list[Marginals]:
    """Return for each token of each sentence the chances that a name begins there and that it goes on there."""
    model, scorer = _model(path)
    if not sentences:
        return []
    shares = model.marginals(scorer.of(sentences, lexicon), [len(tokens) for tokens in sentences])
    labels = [model.labels.index(label) for label in "BI"]
    return [[(begin, inside) for begin, inside in share[:, labels].tolist()] for share in shares]


def mean(one: Marginals, other: Marginals, share: float) -> Marginals:
    """Return the mixture of two opinions; ``share`` is the first one's."""
    return [
        (share * b + (1 - share) * d, share * i + (1 - share) * j)
        for (b, i), (d, j) in zip(one, other, strict=True)
    ]


def decode(chances: Marginals) -> list[Tagged]:
    """Return possible names, from left to right, without overlap."""
    spans: list[Tagged] = []
    at = 0
    while at < len(chances):
        begin, inside = chances[at]
        orphan = inside > 0.5 and begin + inside > 0.6
        if begin < FLOOR and not orphan:
            at += 1
            continue
        end = at + 1
        while end < len(chances) and chances[end][1] > max(0.35, chances[end][0], 0.35 * begin):
            end += 1
        spans.append(Tagged(at, end, begin + inside if orphan else begin))
        at = end
    return spans
