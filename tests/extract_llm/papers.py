"""Papers and answers that the tests of the model extractor share."""

from __future__ import annotations

import json
from typing import Any

from paper2dcat.model import Paper, PassageKind
from tests.ground.papers import make_paper, paragraph

ENTRIES = (
    ("1", ["John Smith", "Mary Jones"], "The Frobnicate corpus of odd words", "2015"),
    ("2", ["Yann LeCun"], "The MNIST database of handwritten digits", "1998"),
    ("3", ["Kaiming He"], "Deep residual learning for image recognition", "2016"),
)


def odd_words() -> Paper:
    """A paper that uses two datasets and one model."""
    blocks = [
        (PassageKind.HEADING, "1 Experiments"),
        paragraph("We train on the Frobnicate corpus [1], version 1.1, with 800M words of English."),
        paragraph("All models are evaluated on the MNIST test set [2] with ResNet-50 [3]."),
        (PassageKind.CAPTION, "Table 1: Results on MNIST."),
    ]
    return make_paper(blocks, ENTRIES)


def long_paper(passages: int = 60) -> Paper:
    """A paper that takes many requests; every passage names a dataset of its own."""
    blocks = [
        paragraph(
            f"In experiment {number} the model is trained on the Corpus{number}X dataset [1] of sentences. "
            + "We collected the examples with great care and describe them here at some length. " * 3
        )
        for number in range(passages)
    ]
    return make_paper(blocks, ENTRIES)


def dataset(name: str, **more: Any) -> dict[str, Any]:
    """A dataset in the form that the prompt describes."""
    plain: dict[str, Any] = {
        "name": name,
        "also_called": [],
        "kind": "dataset",
        "role": "used",
        "quote": name,
        "reference": None,
        "fields": [],
    }
    return {**plain, **more}


def reply(*datasets: dict[str, Any]) -> str:
    """An answer in the form that the prompt describes."""
    return json.dumps({"answer": "datasets" if datasets else "no-dataset", "datasets": list(datasets)})
