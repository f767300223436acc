"""One gold paper against one record: datasets, roles and fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from paper2dcat.evaluate.counts import Counts
from paper2dcat.evaluate.gold import GoldDataset, GoldPaper
from paper2dcat.evaluate.matching import pair, partial, scorer_form
from paper2dcat.evaluate.values import EQUAL, Equal, correct, same_address, same_identifier, same_task
from paper2dcat.model import DatasetRecord, PaperRecord, Role, field_by_name

IN_USE = (Role.INTRODUCED, Role.USED)
ROLES: Mapping[str, tuple[Role, ...]] = {
    "introduced": (Role.INTRODUCED,),
    "used": (Role.USED,),
    "mentioned": (Role.MENTIONED,),
    "introduced or used": IN_USE,
    "any": tuple(Role),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong value: where, what the paper states, what was given and the words given as its evidence."""

    paper: str
    dataset: str
    field: str
    gold: tuple[str, ...]
    got: str
    quote: str


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """One field: ``counts`` of values, and how many matched datasets have it filled, in gold and given."""

    counts: Counts = field(default_factory=Counts)
    datasets: int = 0
    filled: int = 0
    gold_filled: int = 0

    def __add__(self, other: FieldCounts) -> FieldCounts:
        return FieldCounts(
            self.counts + other.counts,
            self.datasets + other.datasets,
            self.filled + other.filled,
            self.gold_filled + other.gold_filled,
        )


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What comparing one paper gave."""

    paper: str
    roles: Mapping[str, Counts]
    role_pairs: Counter[tuple[str, str]]
    """(true role, given role) of matched datasets."""
    has_dataset: bool
    alarm: bool
    """Whether a dataset was said to be introduced or used."""
    fields: Mapping[str, FieldCounts]
    wrong: tuple[Wrong, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    errors: Counter[str]
    confidences: tuple[tuple[float, bool], ...]


def compare(gold: GoldPaper, record: PaperRecord) -> PaperResult:
    """Compare a record with the gold of its paper."""
    pairs = match_datasets(gold.datasets, record.datasets)
    matches = [(gold.datasets[g], record.datasets[r]) for g, r in sorted(pairs.items())]
    missed = [d for i, d in enumerate(gold.datasets) if i not in pairs and not d.optional]
    extra = [d for i, d in enumerate(record.datasets) if i not in pairs.values()]
    fields: dict[str, FieldCounts] = {name: FieldCounts() for name in EQUAL}
    wrong: list[Wrong] = []
    for truth, answer in matches:
        for name in EQUAL:
            counts, mistakes = _field(gold.slug, truth, answer, name)
            fields[name] += counts
            wrong += mistakes
    return PaperResult(
        paper=gold.slug,
        roles={name: _role_counts(roles, matches, missed, extra) for name, roles in ROLES.items()},
        role_pairs=Counter((t.role.value, a.role.value) for t, a in matches if "role" not in t.open_fields),
        has_dataset=bool(gold.datasets),
        alarm=any(d.role in IN_USE for d in record.datasets),
        fields=fields,
        wrong=tuple(wrong),
        missed=tuple(d.title for d in missed),
        extra=tuple(d.title for d in extra),
        errors=_errors(gold.datasets, missed, extra),
        confidences=tuple((d.confidence, i in pairs.values()) for i, d in enumerate(record.datasets)),
    )


def match_datasets(truths: Sequence[GoldDataset], answers: Sequence[DatasetRecord]) -> dict[int, int]:
    """Return truth → answer by name; a dataset without a name of its own by its identifier or its address."""
    pairs = pair([t.names for t in truths], [(a.title, *a.alt_label) for a in answers])
    for t, truth in enumerate(truths):
        for a, answer in enumerate(answers):
            if t in pairs or a in pairs.values():
                continue
            found = any(same_identifier(i, j) for i in truth.values["identifier"] for j in answer.identifier)
            pages = truth.values["landing_page"] if truth.role is answer.role is Role.INTRODUCED else ()
            if found or any(same_address(page, answer.landing_page) for page in pages):
                pairs[t] = a
    return pairs


def _role_counts(
    roles: tuple[Role, ...],
    matches: Sequence[tuple[GoldDataset, DatasetRecord]],
    missed: Sequence[GoldDataset],
    extra: Sequence[DatasetRecord],
) -> Counts:
    """Count matched datasets whose role both sides put among ``roles``; an open role agrees with any."""
    hits = given = wanted = 0
    for truth, answer in matches:
        said, true = answer.role in roles, truth.role in roles
        if "role" in truth.open_fields:
            true = said
        hits, given, wanted = hits + (said and true), given + said, wanted + true
    given += sum(d.role in roles for d in extra)
    wanted += sum(d.role in roles for d in missed)
    return Counts(hits, given, wanted)


def _field(
    paper: str, truth: GoldDataset, answer: DatasetRecord, name: str
) -> tuple[FieldCounts, list[Wrong]]:
    truths, answers = truth.values[name], answer.values(name)
    if name == "task":
        truths = _distinct(truths, same_task)
    if name == "format":
        answers = tuple(part.strip() for value in answers for part in value.split(",") if part.strip())
    right, wrong = correct(truths, answers, EQUAL[name])
    if name in truth.open_fields:
        counts = Counts(len(right), len(right), len(right))
        return FieldCounts(counts, 1, bool(answers), bool(truths)), []
    wanted = len(right) if name in truth.inferred and not answers else len(truths)
    counts = Counts(len(right), len(right) + len(wrong), wanted)
    key = field_by_name(name).key
    mistakes = [Wrong(paper, truth.title, key, truths, value, _quote(answer, key, value)) for value in wrong]
    return FieldCounts(counts, 1, bool(answers), bool(truths)), mistakes


def _distinct(values: Sequence[str], equal: Equal) -> tuple[str, ...]:
    """Leave out a value that means the same as an earlier one: synonyms of a task are one truth."""
    kept: list[str] = []
    for value in values:
        if not any(equal(held, value) for held in kept):
            kept.append(value)
    return tuple(kept)


def _quote(answer: DatasetRecord, key: str, value: str) -> str:
    evidence = answer.evidence_for(key, value) or answer.evidence_for(key)
    return evidence[0].quote if evidence else ""


def _errors(
    truths: Sequence[GoldDataset], missed: Sequence[GoldDataset], extra: Sequence[DatasetRecord]
) -> Counter[str]:
    """Name the kind of each missed and each invented dataset."""
    errors: Counter[str] = Counter()
    missed_forms = [scorer_form(n) for d in missed for n in d.names]
    other_forms = [scorer_form(n) for d in truths if d not in missed for n in d.names]
    for answer in extra:
        form = scorer_form(answer.title)
        if any(partial(form, m) for m in missed_forms):
            errors["extra: other span of a missed dataset"] += 1
        elif any(partial(form, o) for o in other_forms):
            errors["extra: again, or part of, a found dataset"] += 1
        else:
            errors["extra: not a dataset of the paper"] += 1
    extra_forms = [scorer_form(d.title) for d in extra]
    for truth in missed:
        forms = [scorer_form(n) for n in truth.names]
        near = any(partial(f, e) for f in forms for e in extra_forms)
        errors["missed: other span found" if near else f"missed: {truth.role.value}"] += 1
    return errors
