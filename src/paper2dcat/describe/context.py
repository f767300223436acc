"""What describing one paper needs at hand: its record, the minted IRIs, and a sheet for each named graph."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from paper2dcat.config import Config
from paper2dcat.describe.draft import Draft, Sheet
from paper2dcat.describe.iris import Iris
from paper2dcat.model import Basis, Evidence, PaperRecord
from paper2dcat.names import key_slug
from paper2dcat.vocab import P2D

BASIS_TERMS: Final = {
    Basis.STATED: P2D.stated,
    Basis.REFERENCE: P2D.reference,
    Basis.CATALOGUE: P2D.catalogue,
    Basis.INFERRED: P2D.inferred,
}
STRENGTH: Final = {Basis.STATED: 0, Basis.REFERENCE: 1, Basis.CATALOGUE: 2, Basis.INFERRED: 3}
"""Rank of a basis: what the paper says first, what a rule says last."""


class Context:
    """One paper on its way into quads. ``unverified``: no evidence exists, everything goes to one graph."""

    def __init__(self, record: PaperRecord, config: Config, *, unverified: bool = False) -> None:
        self.record = record
        self.key = record.key
        self.slug = key_slug(record.key)
        self.unverified = unverified
        self.iris = Iris(config.base)
        self.draft = Draft()
        main = self.iris.unverified_graph(self.key) if unverified else self.iris.paper_graph(self.key)
        self.main = self.draft.sheet(main)
        self.inferred = self.main if unverified else self.draft.sheet(self.iris.inferred_graph)
        self.catalogue = self.main if unverified else self.draft.sheet(self.iris.catalogue_graph)
        self.vocabularies = self.draft.sheet(self.iris.vocabularies_graph)

    @property
    def paper(self) -> NamedNode:
        """The paper's IRI."""
        return self.iris.paper(self.key)

    @property
    def activity(self) -> NamedNode:
        """The extraction's IRI."""
        return self.iris.activity(self.key, self.run)

    @property
    def run(self) -> str:
        """What tells extractions of one paper apart: extractor, version and model."""
        info = self.record.extractor
        return " ".join(part for part in (info.name, info.version, info.model) if part)

    @property
    def language(self) -> str:
        """The tag of what the paper says in words."""
        return self.record.paper.language or "en"

    @property
    def is_text(self) -> bool:
        """Whether the file was plain text; reading decides by the same ending."""
        return self.record.source.lower().endswith(".txt")

    def sheet(self, basis: Basis) -> Sheet:
        """Return where statements of this basis belong."""
        if basis is Basis.CATALOGUE:
            return self.catalogue
        return self.inferred if basis is Basis.INFERRED else self.main


def best_basis(evidence: tuple[Evidence, ...]) -> Basis:
    """Return the strongest basis among pieces of evidence; without any, a rule is all there can be."""
    return min((e.basis for e in evidence), key=STRENGTH.__getitem__, default=Basis.INFERRED)
