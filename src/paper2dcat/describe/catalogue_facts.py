"""What named catalogues add about a dataset where no paper says it, in the graph of catalogue statements.

A consumer who wants only what papers say leaves that graph out. Creators and years are not taken from
catalogues: who made a dataset is what papers disagree on, and a paper that cites no source says nothing.
Nor are languages: an entry lists those of a whole collection, a paper uses a part.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from paper2dcat import schemes
from paper2dcat.catalogue import Catalogue, CatalogueEntry
from paper2dcat.config import Config
from paper2dcat.describe.draft import Draft, Sheet, Term, web_iri
from paper2dcat.describe.interfaces import IdentityLike, IdentitySource
from paper2dcat.describe.iris import Iris, digest
from paper2dcat.describe.observations import CATALOGUE_FIELDS, Observation
from paper2dcat.model import PaperRecord
from paper2dcat.vocab import DCAT, FOAF, MLS, P2D, PROV, RDF


def describe_catalogue_facts(
    identities: IdentitySource, records: Sequence[PaperRecord], catalogue: Catalogue, config: Config
) -> list[Quad]:
    """Return the statements of catalogues about the datasets of these records, each with its entry."""
    filled: dict[str, set[str]] = {}
    for record in records:
        for dataset in record.datasets:
            fields = filled.setdefault(identities.dataset_of(record.key, dataset.title).slug, set())
            fields.update(field for field in CATALOGUE_FIELDS if dataset.values(field))
    draft, iris = Draft(), Iris(config.base)
    for identity in identities.identities:
        known = [catalogue.by_iri[iri] for iri in identity.catalogue if iri in catalogue.by_iri]
        if known and identity.slug in filled:
            _Facts(draft, iris, identity).describe(known, filled[identity.slug])
    return draft.quads()


def describe_facts_of(
    identity: IdentityLike,
    observations: Iterable[Observation],
    entries: Mapping[str, CatalogueEntry],
    config: Config,
) -> list[Quad]:
    """Return the statements of catalogues about one dataset. ``entries`` are those of catalogues, by IRI."""
    draft, seen = Draft(), list(observations)
    known = [entries[iri] for iri in identity.catalogue if iri in entries]
    if known and seen:
        filled = {field for observation in seen for field in observation.filled}
        _Facts(draft, Iris(config.base), identity).describe(known, filled)
    return draft.quads()


class _Facts:
    """One dataset on its way into catalogue statements."""

    def __init__(self, draft: Draft, iris: Iris, identity: IdentityLike) -> None:
        self.iris = iris
        self.slug = identity.slug
        self.node = iris.dataset(identity.slug)
        self.sheet: Sheet = draft.sheet(iris.catalogue_graph)

    def describe(self, known: Sequence[CatalogueEntry], filled: Container[str]) -> None:
        """State what the first entry with a value says, for each field that no paper fills."""
        for field in CATALOGUE_FIELDS:
            if field in filled:
                continue
            for entry in known:
                if statements := list(self._statements(field, entry)):
                    for subject, predicate, value in statements:
                        self._state(entry, field, subject, predicate, value)
                    break

    def _statements(self, field: str, entry: CatalogueEntry) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
        if field == "landing_page":
            if page := web_iri(entry.landing_page):
                self.sheet.type(page, FOAF.Document)
                yield self.node, DCAT.landingPage, page
        else:
            for name in entry.tasks:
                if task := schemes.find(schemes.tasks(), name):
                    yield self.iris.concept("task", task.slug), MLS.definedOn, self.node

    def _state(
        self, entry: CatalogueEntry, field: str, subject: NamedNode, predicate: NamedNode, value: Term
    ) -> None:
        sheet = self.sheet
        sheet.add(subject, predicate, value)
        claim = self.iris.decision(self.slug, f"catalogue-{field}-{digest(subject.value + value.value)}")
        sheet.type(claim, P2D.Claim, RDF.Statement)
        sheet.add(claim, RDF.subject, subject)
        sheet.add(claim, RDF.predicate, predicate)
        sheet.add(claim, RDF.object, value)
        sheet.add(claim, P2D.basis, P2D.catalogue)
        sheet.add(claim, PROV.hadPrimarySource, NamedNode(entry.iri))
