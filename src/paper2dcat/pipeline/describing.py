"""Records and identities to statements, all in memory: for ``map``, and to see what one paper gives by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from paper2dcat.catalogue import Catalogue
from paper2dcat.config import Config
from paper2dcat.describe import (
    count,
    describe_catalogue,
    describe_catalogue_facts,
    describe_identities,
    describe_paper,
    describe_vocabularies,
)
from paper2dcat.model import PaperRecord
from paper2dcat.resolve import Curation, Identities, resolve


@dataclass(frozen=True, slots=True)
class Described:
    """The graph of some records: the part of each paper, and what they share."""

    identities: Identities
    parts: Mapping[str, Sequence[ox.Quad]]
    shared: Sequence[ox.Quad]

    def quads(self) -> list[ox.Quad]:
        """Return all statements."""
        return [*self.shared, *(quad for part in self.parts.values() for quad in part)]


def describe_all(
    records: Sequence[PaperRecord], config: Config, catalogue: Catalogue, curation: Curation
) -> Described:
    """Return the graph of some records, before it is validated."""
    identities = resolve(records, catalogue=catalogue, curation=curation)
    parts = {record.key: describe_paper(record, identities, config) for record in records}
    shared = [
        *describe_identities(identities, records, config),
        *describe_catalogue_facts(identities, records, catalogue, config),
        *describe_vocabularies(config),
    ]
    statistics = count([*shared, *(quad for part in parts.values() for quad in part)])
    return Described(identities, parts, [*shared, *describe_catalogue(config, statistics)])
