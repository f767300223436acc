"""Corpora, document by document: which names were found, which wrongly, and on papers that use no dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paper2dcat.evaluate.corpora import Document, TrueName
from paper2dcat.evaluate.counts import Counts
from paper2dcat.evaluate.matching import Keys, exact, matched, partial, scorer_form, scorer_keys
from paper2dcat.evaluate.papers import IN_USE
from paper2dcat.model import DatasetRecord, PaperRecord

TARGETS = ("all", "in text", "salient", "salient in text")
ANSWERS = ("every role", "in use")


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What comparing one document gave: exact and partial counts for each target and choice of answers."""

    document: str
    exact: Mapping[tuple[str, str], Counts]
    partial: Mapping[tuple[str, str], Counts]
    has_dataset: bool
    alarm: bool
    """Whether a dataset was said to be introduced or used."""
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    errors: Counter[str]
    confidences: tuple[tuple[float, bool], ...]


def compare_document(document: Document, record: PaperRecord) -> DocumentResult:
    """Compare a record with the names marked in its document."""
    exacts: dict[tuple[str, str], Counts] = {}
    partials: dict[tuple[str, str], Counts] = {}
    for target in TARGETS:
        truths = [scorer_keys(t.names) for t in document.datasets if _counts(t, target)]
        for choice in ANSWERS:
            answers = [keys for d in _chosen(record, choice) if (keys := _keys(d))]
            exacts[target, choice] = _count(truths, answers, matched(truths, answers, exact))
            partials[target, choice] = _count(truths, answers, matched(truths, answers, partial))
    named = [d for d in record.datasets if _keys(d)]
    truths = [scorer_keys(t.names) for t in document.datasets]
    taken = matched(truths, [_keys(d) for d in named], exact)
    return DocumentResult(
        document=document.id,
        exact=exacts,
        partial=partials,
        has_dataset=bool(document.datasets),
        alarm=any(d.role in IN_USE for d in record.datasets),
        missed=tuple(t.names[0] for i, t in enumerate(document.datasets) if i not in taken),
        extra=tuple(d.title for d, t in zip(named, taken, strict=True) if t is None),
        errors=_errors(document, named, taken),
        confidences=tuple((d.confidence, t is not None) for d, t in zip(named, taken, strict=True)),
    )


def _counts(truth: TrueName, target: str) -> bool:
    return (truth.salient or not target.startswith("salient")) and (
        truth.in_text or not target.endswith("in text")
    )


def _chosen(record: PaperRecord, choice: str) -> list[DatasetRecord]:
    return [d for d in record.datasets if choice == "every role" or d.role in IN_USE]


def _keys(dataset: DatasetRecord) -> Keys:
    return scorer_keys([dataset.title, *dataset.alt_label])


def _count(truths: Sequence[Keys], answers: Sequence[Keys], taken: Sequence[int | None]) -> Counts:
    return Counts(sum(t is not None for t in taken), len(answers), len(truths))


def _errors(
    document: Document, answers: Sequence[DatasetRecord], taken: Sequence[int | None]
) -> Counter[str]:
    """Name the kind of each mistake, as far as the marks tell."""
    errors: Counter[str] = Counter()
    missed = [scorer_keys(t.names) for i, t in enumerate(document.datasets) if i not in taken]
    found = [scorer_keys(t.names) for i, t in enumerate(document.datasets) if i in taken]
    others = {scorer_form(name): kind for name, kind in document.others}
    extra = [answer for answer, truth in zip(answers, taken, strict=True) if truth is None]
    for answer in extra:
        errors[_extra_kind(_keys(answer), missed, found, others)] += 1
    for truth, keys in ((t, scorer_keys(t.names)) for i, t in enumerate(document.datasets) if i not in taken):
        if not truth.in_text:
            errors["missed: the text doesn't name it"] += 1
        elif any(_near(keys, _keys(answer)) for answer in extra):
            errors["missed: other span found"] += 1
        else:
            errors["missed"] += 1
    return errors


def _extra_kind(keys: Keys, missed: Sequence[Keys], found: Sequence[Keys], others: Mapping[str, str]) -> str:
    if any(_near(keys, m) for m in missed):
        return "extra: other span of a missed dataset"
    if any(_near(keys, f) for f in found):
        return "extra: again, or part of, a found dataset"
    kind = next((others[key] for key in sorted(keys) if key in others), "")
    return f"extra: marked as {kind}" if kind else "extra: not marked"


def _near(left: Keys, right: Keys) -> bool:
    return any(partial(a, b) for a in left for b in right)
