"""One dataset, one description in each paper: names that turned out to be one dataset are put together.

A paper may call a dataset by two names that nothing in the paper connects (GLUE and General Language
Understanding Evaluation); only resolving finds that they are one. The records keep them as the paper has
them; the graph describes the dataset once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from paper2dcat.model import FIELDS, DatasetRecord, Evidence, PaperRecord, Role
from paper2dcat.resolve import Identities

_STRENGTH: Final = {Role.INTRODUCED: 0, Role.USED: 1, Role.MENTIONED: 2}
_TITLE: Final = "dcterms:title"
_ALIAS: Final = "skos:altLabel"


def united(record: PaperRecord, identities: Identities) -> PaperRecord:
    """Return the record with one entry for each dataset."""
    groups: dict[str, list[DatasetRecord]] = {}
    for dataset in record.datasets:
        slug = identities.dataset_of(record.key, dataset.title).slug
        groups.setdefault(slug, []).append(dataset)
    if len(groups) == len(record.datasets):
        return record
    return record.model_copy(update={"datasets": tuple(_one(group) for group in groups.values())})


def _one(datasets: Sequence[DatasetRecord]) -> DatasetRecord:
    """Return one entry for several: the strongest role, all values of fields that repeat, else the first."""
    first, *others = sorted(datasets, key=_rank)
    if not others:
        return first
    values: dict[str, Any] = {"alt_label": _aliases(first, others)}
    for field in FIELDS:
        if field.many:
            found = [value for dataset in (first, *others) for value in dataset.values(field.name)]
            values[field.name] = tuple(dict.fromkeys(found))
        else:
            filled = [dataset for dataset in (first, *others) if dataset.values(field.name)]
            values[field.name] = filled[0].values(field.name)[0] if filled else ""
    values["confidence"] = max(dataset.confidence for dataset in datasets)
    mentions = {mention for dataset in datasets for mention in dataset.mentions}
    values["mentions"] = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    united = first.model_copy(update=values)
    return united.model_copy(update={"evidence": _evidence(united, (first, *others))})


def _rank(dataset: DatasetRecord) -> tuple[int, float, int, str]:
    start = dataset.mentions[0].start if dataset.mentions else 0
    return _STRENGTH[dataset.role], -dataset.confidence, start, dataset.title


def _aliases(first: DatasetRecord, others: Sequence[DatasetRecord]) -> tuple[str, ...]:
    names = [*first.alt_label, *(name for other in others for name in (other.title, *other.alt_label))]
    return tuple(name for name in dict.fromkeys(names) if name != first.title)


def _evidence(united: DatasetRecord, datasets: Sequence[DatasetRecord]) -> tuple[Evidence, ...]:
    """Return the evidence for the values that were kept; a title that became an alias is shown as one."""
    kept = {(field.key, value) for field in FIELDS for value in united.values(field.name)}
    kept |= {(_ALIAS, name) for name in united.alt_label}
    fields = {key for key, _ in kept} | {field.key for field in FIELDS} | {_ALIAS}
    found: list[Evidence] = []
    for evidence in (evidence for dataset in datasets for evidence in dataset.evidence):
        if evidence.field == _TITLE and evidence.value != united.title:
            evidence = evidence.model_copy(update={"field": _ALIAS})
        if evidence.field not in fields or (evidence.field, evidence.value) in kept:
            found.append(evidence)
    return tuple(dict.fromkeys(found))
