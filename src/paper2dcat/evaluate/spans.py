"""Names in sentences, character by character: exact, exact but for cue words, and overlapping spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from paper2dcat.evaluate.corpora import SENTENCE_FRAME, Document
from paper2dcat.evaluate.counts import Counts
from paper2dcat.model import PaperRecord
from paper2dcat.names import normal_form

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """Counts of one sentence or of many, by how strict the comparison is."""

    exact: Counts = field(default_factory=Counts)
    but_cues: Counts = field(default_factory=Counts)
    overlap: Counts = field(default_factory=Counts)

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(
            self.exact + other.exact, self.but_cues + other.but_cues, self.overlap + other.overlap
        )


def score_spans(text: str, truths: Spans, answers: Spans) -> SpanCounts:
    """Compare the spans of one sentence, one to one."""
    hits = len(set(truths) & set(answers))
    return SpanCounts(
        exact=Counts(hits, len(answers), len(truths)),
        but_cues=_one_to_one(truths, answers, lambda a, b: _overlap(a, b) and _same_name(text, a, b)),
        overlap=_one_to_one(truths, answers, _overlap),
    )


def record_spans(document: Document, record: PaperRecord) -> list[tuple[int, int]]:
    """Return where a record's mentions lie in the sentence as the corpus keeps it.

    Reading repairs text and the sentence has a frame around it, so a mention's words are looked for nearest
    to where its offsets say.
    """
    found: set[tuple[int, int]] = set()
    for mention in (m for d in record.datasets for m in d.mentions):
        start = mention.start - len(SENTENCE_FRAME)
        places = [i for i in range(len(document.text)) if document.text.startswith(mention.quote, i)]
        if not places:
            continue
        start = min(places, key=lambda i: abs(i - start))
        found.add((start, start + len(mention.quote)))
    return sorted(found)


def _one_to_one(
    truths: Spans, answers: Spans, match: Callable[[tuple[int, int], tuple[int, int]], bool]
) -> Counts:
    used: set[int] = set()
    for answer in answers:
        for i, truth in enumerate(truths):
            if i not in used and match(truth, answer):
                used.add(i)
                break
    return Counts(len(used), len(answers), len(truths))


def _overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _same_name(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    return normal_form(text[slice(*left)]) == normal_form(text[slice(*right)])
