"""Records of one paper whose names turn out to be one dataset: made one before anything is stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from paper2dcat.describe.interfaces import IdentitySource
from paper2dcat.model import FIELDS, DatasetRecord, Evidence, PaperRecord, Role

_ROLES: Final = (Role.INTRODUCED, Role.USED, Role.MENTIONED)
T = TypeVar("T")


def merged_datasets(record: PaperRecord, identities: IdentitySource) -> list[DatasetRecord]:
    """Return the datasets of a paper, one record for each identity."""
    groups: dict[str, list[DatasetRecord]] = {}
    for dataset in record.datasets:
        slug = identities.dataset_of(record.key, dataset.title).slug
        groups.setdefault(slug, []).append(dataset)
    return [group[0] if len(group) == 1 else _merged(group) for group in groups.values()]


def _merged(group: list[DatasetRecord]) -> DatasetRecord:
    """Return one record of several: the surest names it and wins where only one value fits.

    The paper does with the dataset what it does under any of its names. The other titles become other names,
    with the evidence that they had as titles.
    """
    best, *others = sorted(group, key=lambda d: (-d.confidence, _ROLES.index(d.role), d.title))
    titles = [dataset.title for dataset in others if dataset.title != best.title]
    evidence = [*best.evidence, *(_as_name(e) for dataset in others for e in dataset.evidence)]
    changes: dict[str, object] = {
        "role": min((dataset.role for dataset in group), key=_ROLES.index),
        "alt_label": _once([*best.alt_label, *titles, *(name for d in others for name in d.alt_label)]),
        "mentions": _once(mention for dataset in (best, *others) for mention in dataset.mentions),
        "evidence": _once(evidence),
        "conflicts": _once(piece for dataset in (best, *others) for piece in dataset.conflicts),
    }
    for field in FIELDS:
        values = _once(value for dataset in (best, *others) for value in dataset.values(field.name))
        if field.name != "title":
            changes[field.name] = values if field.many else (values[0] if values else "")
    return best.model_copy(update=changes)


def _as_name(piece: Evidence) -> Evidence:
    return piece.model_copy(update={"field": "skos:altLabel"}) if piece.field == "dcterms:title" else piece


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
