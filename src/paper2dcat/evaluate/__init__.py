"""Records against gold: the only place where quality is computed.

:func:`evaluate_gold` takes gold papers and annotated corpora and gives a :class:`Report`; it knows no other
stage, so the caller passes the function that makes a record of a file.
"""

from paper2dcat.evaluate.corpora import Document, TrueName, detokenise, load_corpus
from paper2dcat.evaluate.counts import Counts
from paper2dcat.evaluate.gold import GoldDataset, GoldPaper, load_gold
from paper2dcat.evaluate.papers import PaperResult, Wrong, compare
from paper2dcat.evaluate.report import Failure, Report
from paper2dcat.evaluate.run import Extract, evaluate_gold
from paper2dcat.evaluate.spans import SpanCounts, score_spans
from paper2dcat.evaluate.tables import Table

__all__ = [
    "Counts",
    "Document",
    "Extract",
    "Failure",
    "GoldDataset",
    "GoldPaper",
    "PaperResult",
    "Report",
    "SpanCounts",
    "Table",
    "TrueName",
    "Wrong",
    "compare",
    "detokenise",
    "evaluate_gold",
    "load_corpus",
    "load_gold",
    "score_spans",
]
