"""What is held true of each dataset across papers: names, decided values, relations, its catalogue record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode, Quad

from paper2dcat import __released__
from paper2dcat.config import Config
from paper2dcat.describe.context import BASIS_TERMS
from paper2dcat.describe.decide import Decided, decide_creators, decide_description, decide_issued
from paper2dcat.describe.draft import Draft, Sheet, Term, dataset_title, date, date_time, plain, tagged
from paper2dcat.describe.interfaces import IdentityLike, IdentitySource
from paper2dcat.describe.iris import Iris
from paper2dcat.describe.languages import describe_language, find_language
from paper2dcat.describe.observations import Maker, Observation, observe
from paper2dcat.describe.papers import describe_agent
from paper2dcat.describe.versions import (
    describe_version_link,
    names_version,
    version_in_title,
    version_label,
    version_title,
)
from paper2dcat.model import Basis, PaperRecord
from paper2dcat.vocab import DCAT, DCAT_AP, DCTERMS, FOAF, OWL, P2D, PROV, RDF, RDFS, SKOS

RELATION_TERMS: Final = {
    "same": SKOS.exactMatch,
    "subset-of": DCTERMS.isPartOf,
    "member-of": DCTERMS.isPartOf,
    "language-pair-of": DCTERMS.isPartOf,
    "has-subset": DCTERMS.hasPart,
    "has-member": DCTERMS.hasPart,
    "has-language-pair": DCTERMS.hasPart,
    "different": OWL.differentFrom,
}
"""Relations between identities and the properties they become; versions have properties of their own."""


Names = Mapping[tuple[str, str], set[str]]
"""Every printed name of an agent, by scope and key."""

_OF_THE_PAPER: Final = (Basis.STATED, Basis.REFERENCE)


def describe_identities(
    identities: IdentitySource, records: Sequence[PaperRecord], config: Config
) -> list[Quad]:
    """Return what is held true of every dataset of these records."""
    observations: dict[str, list[Observation]] = defaultdict(list)
    for record in records:
        for observation in observe(record, identities):
            observations[observation.slug].append(observation)
    draft = Draft()
    nodes = [
        _Node(draft, identity, identities, observations[identity.slug], config)
        for identity in identities.identities
    ]
    # Whoever made two datasets by one work has one name, however each paper prints it.
    names = _merged_names(nodes)
    for node in nodes:
        node.describe(names)
    return draft.quads()


def describe_identity(
    identity: IdentityLike,
    identities: IdentitySource,
    observations: Iterable[Observation],
    config: Config,
    names: Names | None = None,
) -> list[Quad]:
    """Return what is held true of one dataset, given what every paper that speaks of it says.

    ``names`` are the printed names of its makers in all datasets; without them those of this one count.
    """
    draft = Draft()
    node = _Node(draft, identity, identities, observations, config)
    node.describe(_merged_names([node]) if names is None else names)
    return draft.quads()


def makers_of(identity: IdentityLike, observations: Iterable[Observation]) -> list[Maker]:
    """Return who was decided on as creators of a dataset, then everybody that any paper names."""
    seen = _believed(observations)
    decided = decide_creators(identity.creators.names, seen)
    return [*decided, *(maker for o in seen for maker in o.creators)]


def _believed(observations: Iterable[Observation]) -> list[Observation]:
    """Return what counts, sorted: without evidence only where nothing has any."""
    everything = sorted(observations)
    return [o for o in everything if not o.unverified] or everything


def _merged_names(nodes: Iterable[_Node]) -> Names:
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node in nodes:
        for maker in node.makers():
            names[maker.scope, maker.key].add(maker.name)
    return names


class _Node:
    """One identity on its way into quads."""

    def __init__(
        self, draft: Draft, identity: IdentityLike, identities: IdentitySource,
        observations: Iterable[Observation], config: Config,
    ) -> None:  # fmt: skip
        self.identity = identity
        self.identities = identities
        self.observations = _believed(observations)
        self.iris = Iris(config.base)
        trusted = not any(o.unverified for o in self.observations)
        main = self.iris.identities_graph if trusted else self.iris.unverified_identities_graph
        self.main = draft.sheet(main)
        self.inferred = draft.sheet(self.iris.inferred_graph) if trusted else self.main
        self.catalogue = draft.sheet(self.iris.catalogue_graph) if trusted else self.main
        self.vocabularies = draft.sheet(self.iris.vocabularies_graph)

    def makers(self) -> list[Maker]:
        """Return who was decided on as creators, then everybody that any paper names."""
        return makers_of(self.identity, self.observations)

    def describe(self, names: Names) -> None:
        """State everything that is held true of the dataset, and of versions that only it names."""
        identity, node = self.identity, self.iris.dataset(self.identity.slug)
        if not self.observations:
            self._redirects(node)
            return
        self._core(node, identity.slug, identity.title)
        self._aliases(node)
        self._decided(node, identity.title, names)
        self._relations(node)
        self._redirects(node)
        self._versions(node)
        for entry in identity.catalogue:
            if iri := _iri(entry):
                self.catalogue.add(node, SKOS.closeMatch, iri)

    def _core(self, node: NamedNode, slug: str, title: str) -> None:
        sheet, record, catalog = self.main, self.iris.record(slug), self.iris.catalog
        sheet.type(node, DCAT.Dataset, DCAT.Resource)
        sheet.add(node, DCTERMS.title, tagged(dataset_title(title)))
        sheet.add(node, DCTERMS.identifier, plain(node.value))
        sheet.add(catalog, DCAT.dataset, node)
        sheet.add(catalog, DCAT.record, record)
        sheet.type(record, DCAT.CatalogRecord, PROV.Entity)
        sheet.add(record, FOAF.primaryTopic, node)
        # An entry is a function of the papers and of this version: it changes when a version is released.
        sheet.add(record, DCTERMS.modified, date_time(__released__))
        standard = NamedNode(DCAT_AP)
        sheet.add(record, DCTERMS.conformsTo, standard)
        self.vocabularies.type(standard, DCTERMS.Standard)
        self.vocabularies.add(standard, DCTERMS.title, tagged("DCAT-AP 3.0.1"))
        if english := find_language("en"):
            sheet.add(record, DCTERMS.language, describe_language(self.vocabularies, english))

    def _aliases(self, node: NamedNode) -> None:
        """State the other names; one that no paper uses comes from a catalogue, or was made of others."""
        printed = {s.value for o in self.observations for s in o.names if s.basis in _OF_THE_PAPER}
        unprinted = self.catalogue if self.identity.catalogue else self.inferred
        for name in dict.fromkeys(self.identity.aliases):
            if name and name != self.identity.title:
                sheet = self.main if name in printed else unprinted
                sheet.add(node, SKOS.altLabel, tagged(name))

    def _decided(self, node: NamedNode, title: str, names: Names) -> None:
        description = decide_description(title, self.observations)
        self._state(
            node,
            "dcterms:description",
            DCTERMS.description,
            description,
            tagged(description.value, description.language),
        )
        if (issued := decide_issued(self.observations)) and (literal := date(issued.value)):
            self._state(node, "dcterms:issued", DCTERMS.issued, issued, literal)
        self._creators(node, names)

    def _creators(self, node: NamedNode, names: Names) -> None:
        """State who was decided on, and who everybody is that any paper names."""
        for scope, key in sorted({(maker.scope, maker.key) for maker in self.makers()}):
            fullest = min(names[scope, key], key=lambda name: (-len(name), name))
            describe_agent(self.main, self.iris.agent(scope, key), fullest)
        for maker in decide_creators(self.identity.creators.names, self.observations):
            self._sheet(maker.basis).add(node, DCTERMS.creator, self.iris.agent(maker.scope, maker.key))

    def _relations(self, node: NamedNode) -> None:
        identity = self.identity
        parent = self.identities.get(identity.version_of) if identity.version_of else None
        if parent and parent.slug != identity.slug:
            describe_version_link(self.main, self.iris.dataset(parent.slug), node)
        if version := self._own_version(parent):
            self.main.add(node, DCAT.version, plain(version))
        for relation in identity.relations:
            predicate = RELATION_TERMS.get(str(relation.kind))
            if predicate and self.identities.get(relation.target) and relation.target != identity.slug:
                self.main.add(node, predicate, self.iris.dataset(relation.target))

    def _own_version(self, parent: IdentityLike | None) -> str:
        named = sorted(
            {
                version_label(o.version)
                for o in self.observations
                if o.version and names_version(self.identity.title, o.version)
            }
        )
        if named:
            return named[0]
        return version_in_title(self.identity.title, parent.title) if parent else ""

    def _redirects(self, node: NamedNode) -> None:
        for old in self.identity.redirects_from:
            self.main.add(self.iris.dataset(old), DCTERMS.isReplacedBy, node)

    def _versions(self, node: NamedNode) -> None:
        """State the versions that papers use and that no paper speaks of by a name of its own."""
        children: dict[str, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if observation.child and not self.identities.get(observation.child):
                children[observation.child].append(observation)
        for slug, observations in sorted(children.items()):
            child = self.iris.dataset(slug)
            version = min(version_label(o.version) for o in observations)
            title = version_title(self.identity.title, version)
            self._core(child, slug, title)
            self.main.add(child, DCAT.version, plain(version))
            text = f"Version {version} of {self.identity.title}, which a paper of this catalogue names."
            decided = Decided(text, Basis.INFERRED, "en", "description-of-version")
            self._state(child, "dcterms:description", DCTERMS.description, decided, tagged(text), slug)

    def _state(
        self, node: NamedNode, field: str, predicate: NamedNode, decided: Decided, value: Term, slug: str = ""
    ) -> None:
        """State a decided value; one that only a rule gives also has a claim that names the rule."""
        sheet = self._sheet(decided.basis)
        sheet.add(node, predicate, value)
        if not decided.rule:
            return
        claim, rule = self.iris.decision(slug or self.identity.slug, field), self.iris.rule(decided.rule)
        sheet.type(claim, P2D.Claim, RDF.Statement)
        sheet.add(claim, RDF.subject, node)
        sheet.add(claim, RDF.predicate, predicate)
        sheet.add(claim, RDF.object, value)
        sheet.add(claim, P2D.basis, BASIS_TERMS[decided.basis])
        sheet.add(claim, P2D.rule, rule)
        sheet.type(rule, P2D.Rule)
        sheet.add(rule, RDFS.label, tagged(decided.rule.replace("-", " ")))

    def _sheet(self, basis: Basis) -> Sheet:
        if basis is Basis.CATALOGUE:
            return self.catalogue
        return self.inferred if basis is Basis.INFERRED else self.main


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None
