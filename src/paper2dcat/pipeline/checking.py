"""Validating the pieces that were written: in batches, each paper with the datasets that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox

from paper2dcat.config import Config
from paper2dcat.model import PaperRecord
from paper2dcat.names import key_slug
from paper2dcat.pipeline.describing import describe_all
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.intake import DATASET, PAPER, Intake
from paper2dcat.publish import VOCABULARIES, Pieces, dataset_piece, paper_piece
from paper2dcat.validate import Report, Validator

CHECK_PAPER = f"check {PAPER}"
CHECK_DATASET = f"check {DATASET}"
_STEPS = 2
"""A paper speaks of a dataset, which is a version of another."""
_BATCH = 100
"""Papers validated at once: enough that starting costs little, few enough for any memory."""
_KEPT = 4000
"""Datasets whose statements are kept from batch to batch, some thirty statements each."""


@dataclass
class Verdict:
    """What validating found."""

    aside: dict[str, set[str]] = field(default_factory=dict)
    """Papers that break the shapes by themselves, with how."""
    flaws: set[tuple[str, str]] = field(default_factory=set)
    """Pieces that break the shapes though each paper is sound by itself, with how."""


class _Cores:
    """Pieces of datasets without the people who are only claimed to have made them.

    There are the more of these the more papers speak of a dataset, and every batch has the well-known ones;
    so the last ones asked for are kept.
    """

    def __init__(self, pieces: Pieces, base: str) -> None:
        self._pieces = pieces
        self._agent = f"<{base}id/agent/".encode()
        self.of = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, slug: str) -> tuple[ox.Quad, ...]:
        """Look through the lines first: most of a well-known dataset's are about people, and not worth parsing."""
        name = dataset_piece(slug)
        lines = self._pieces.read(name).splitlines(keepends=True)
        core = self._pieces.parsed(name, [line for line in lines if not line.startswith(self._agent)])
        shown = {str(quad.object).encode() for quad in core}
        people = (line for line in lines if line.startswith(self._agent) and line.split(b" ", 1)[0] in shown)
        return (*core, *self._pieces.parsed(name, people))


@dataclass
class Checker:
    """Validates what waits for it in the index."""

    intake: Intake
    pieces: Pieces

    @property
    def index(self) -> Index:
        """The index."""
        return self.intake.index

    @property
    def config(self) -> Config:
        """The configuration."""
        return self.intake.config

    def check(self) -> Verdict:
        """Validate what waits, and note that it is done, unless papers have to be put aside first."""
        verdict = Verdict()
        papers, datasets = self.index.waiting(CHECK_PAPER), set(self.index.waiting(CHECK_DATASET))
        if not papers and not datasets:
            return verdict
        with Validator("core") as validator:
            vocabularies, cores = self.pieces.quads(VOCABULARIES), _Cores(self.pieces, self.config.base)
            for keys, slugs in self._batches(papers, datasets):
                parts = {key: self.pieces.quads(paper_piece(key_slug(key))) for key in keys}
                units = {slug: self.pieces.quads(dataset_piece(slug)) for slug in slugs}
                kept = [quad for part in (*units.values(), *parts.values()) for quad in part]
                around = [*vocabularies, *self._around(kept, slugs, keys, cores)]
                report = validator(kept, context=around)
                if found := _violations(report):
                    blamed = self._blame(found, parts, validator, verdict)
                    rest = {focus: texts for focus, texts in found.items() if focus not in blamed}
                    verdict.flaws |= _flaws(rest, PAPER, parts) | _flaws(rest, DATASET, units)
        return verdict

    def done(self) -> None:
        """Note that everything that waited is validated."""
        self.index.run("delete from waiting where kind in (?, ?)", CHECK_PAPER, CHECK_DATASET)

    def _batches(self, papers: list[str], datasets: set[str]) -> Iterator[tuple[list[str], list[str]]]:
        """Yield papers with those waiting datasets that they are the first to speak of, then the rest."""
        left = set(datasets)
        for at in range(0, len(papers), _BATCH):
            keys = papers[at : at + _BATCH]
            slugs = {slug for key in keys for slug in self._datasets_of(key)} & left
            left -= slugs
            yield keys, sorted(slugs)
        rest = sorted(left)
        for at in range(0, len(rest), _BATCH):
            yield [], rest[at : at + _BATCH]

    def _datasets_of(self, key: str) -> set[str]:
        return {row[0] for row in self.index.rows("select slug from observation where paper = ?", key)}

    def _around(
        self, kept: Sequence[ox.Quad], slugs: Sequence[str], keys: Sequence[str], cores: _Cores
    ) -> list[ox.Quad]:
        """Return what the kept pieces point to, and what that points to: a version of a version has a class too."""
        around: list[ox.Quad] = []
        seen, fresh = set(slugs), self._mentioned(kept) - set(slugs)
        for _ in range(_STEPS):
            units = [quad for slug in sorted(fresh) for quad in cores.of(slug)]
            around += units
            seen |= fresh
            fresh = self._mentioned(units) - seen
        if not keys:
            query = "select min(paper) from observation where slug = ?"
            first = {row[0] for slug in slugs for row in self.index.rows(query, slug) if row[0]}
            around += [q for key in sorted(first) for q in self.pieces.quads(paper_piece(key_slug(key)))]
        return around

    def _mentioned(self, quads: Sequence[ox.Quad]) -> set[str]:
        """Return the slugs of the datasets that statements are about."""
        prefix = f"{self.config.base}id/dataset/"
        terms = {_iri(term) for quad in quads for term in (quad.subject, quad.object)}
        return {iri[len(prefix) :].partition("/")[0] for iri in terms if iri.startswith(prefix)}

    def _blame(
        self,
        found: Mapping[str, set[str]],
        parts: Mapping[str, list[ox.Quad]],
        validator: Validator,
        verdict: Verdict,
    ) -> set[str]:
        """Put aside the papers that break the shapes with nothing else around; return the nodes this explains."""
        blamed: set[str] = set()
        for focus in found:
            for key in [key for key, part in parts.items() if _speaks_of(part, focus)]:
                if key not in verdict.aside and (own := self._alone(key, validator)):
                    verdict.aside[key] = own
                if key in verdict.aside:
                    blamed.add(focus)
        return blamed

    def _alone(self, key: str, validator: Validator) -> set[str]:
        """Return what breaks the shapes in the graph of this paper and nothing else."""
        record = self.intake.workspace.get_record(key)
        if record is None:
            return set()
        return {text for texts in _violations(validator(self.alone(record))).values() for text in texts}

    def alone(self, record: PaperRecord) -> list[ox.Quad]:
        """Return the graph of one paper and nothing else."""
        intake = self.intake
        return describe_all([record], self.config, intake.catalogue, intake.curation).quads()


def _violations(report: Report) -> dict[str, set[str]]:
    """Return the violations of a report in words, by the node that they are about."""
    found: dict[str, set[str]] = defaultdict(set)
    for result in report.results:
        if result.severity == "Violation":
            text = f"{result.focus} {result.path} {result.value}: {result.message}".replace("  ", " ")
            found[result.focus].add(text)
    return found


def _flaws(
    found: Mapping[str, set[str]], kind: str, pieces: Mapping[str, list[ox.Quad]]
) -> set[tuple[str, str]]:
    return {
        (f"{kind} {name}", text)
        for name, quads in pieces.items()
        for focus in found
        if any(_iri(quad.subject) == focus for quad in quads)
        for text in found[focus]
    }


def _speaks_of(part: Sequence[ox.Quad], focus: str) -> bool:
    return any(focus in (_iri(quad.subject), _iri(quad.object)) for quad in part)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
