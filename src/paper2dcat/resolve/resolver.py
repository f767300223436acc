"""From an index of names to identities: all of them, or those that one name belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from paper2dcat.model import PaperRecord
from paper2dcat.names import form_slug, normal_form
from paper2dcat.resolve.component import (
    Group,
    canonical_form,
    groups,
    most_used,
    neighbourhood,
    spellings_of,
    title_of,
)
from paper2dcat.resolve.creators import decide
from paper2dcat.resolve.cues import soft_cues_left_out
from paper2dcat.resolve.curation import Curation
from paper2dcat.resolve.facts import Use, uses_of
from paper2dcat.resolve.index import NameIndex, different_pairs
from paper2dcat.resolve.keys import WHOLE
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import Identities, Identity, NameSource, Reason, Relation, RelationKind
from paper2dcat.resolve.parts import steps
from paper2dcat.resolve.store import MemoryStore, UseStore

_SAID_BY: Final = 10
"""Of so many papers that use a dataset one has to say what it is a part of: others may mean another one."""


class Resolver:
    """Identities of a changing set of papers; they depend on the set alone, not on its history."""

    def __init__(self, catalogue: NameSource, curation: Curation, store: UseStore | None = None) -> None:
        """Start with what ``store`` holds; without one, with nothing, in memory."""
        self._store = store if store is not None else MemoryStore()
        self._index = NameIndex(catalogue, curation, self._store)
        self._curation = curation
        self._apart = different_pairs(curation)
        self._titles = {normal_form(rename.name): rename.title for rename in curation.renames}
        self._slugs: dict[str, str] = {}
        self._asked: set[str] = set()
        self.asked: dict[str, frozenset[str]] = {}
        """Slug of each identity that was found, to the names (normal forms) on which its relations depend."""

    def add(self, record: PaperRecord) -> None:
        """Take in a paper's record, in place of an older one of the same paper."""
        self.remove(record.key)
        self._store.add(uses_of(record))

    def remove(self, paper_key: str) -> None:
        """Forget a paper; one that was never added is no error."""
        self._store.remove_paper(paper_key)
        self._slugs.clear()

    def identities(self) -> Identities:
        """Return all identities."""
        return self._collect(self._store.forms())

    def identities_of(self, paper_key: str) -> Identities:
        """Return the identities of one paper's datasets: what adding that paper can have touched."""
        return self._collect(sorted({use.form for use in self._store.of_paper(paper_key)}))

    def near(self, paper_key: str) -> tuple[str, ...]:
        """Return the keys of the papers whose datasets a paper's names can touch, itself included, sorted.

        Asked before a paper is removed or replaced and after one is added, it names all papers for which
        anything can change: those that use a name tied to one of its names, or a version or part of it.
        """
        tied = self.tied({use.form for use in self._store.of_paper(paper_key)})
        return tuple(sorted({use.paper for form in tied for use in self._store.uses(form)}))

    def tied(self, names: Iterable[str]) -> set[str]:
        """Return all names whose identity or relations can depend on these (normal forms), themselves included."""
        forms: set[str] = set()
        for name in sorted(names):
            if name not in forms:
                nodes, _ = neighbourhood(self._index, name)
                forms |= nodes
        usual = {knowledge().usual(form) for form in forms}
        parts = {part for form in forms | usual for part in self._store.sharing((WHOLE, form))}
        whole = {key[1] for form in forms for key in self._store.keys(form) if key[0] == WHOLE}
        known = {name for form in whole for name in knowledge().names_of.get(form, (form,))}
        return forms | parts | known

    def among(self, names: Iterable[str]) -> Identities:
        """Return the identities that these names (normal forms) mean."""
        self._slugs.clear()
        return self._collect(sorted(name for name in set(names) if self._store.titled(name)))

    def _collect(self, forms: list[str]) -> Identities:
        wanted, done = set(forms), set[str]()
        found: dict[str, Identity] = {}
        by_form: dict[str, str] = {}
        for form in forms:
            if form in done:
                continue
            for group in self._groups(form):
                done.update(group.forms)
                if not wanted.isdisjoint(group.forms):
                    self._asked = set()
                    identity = self._identity(group)
                    self.asked[identity.slug] = frozenset(self._asked)
                    found[identity.slug] = identity
                    by_form.update(dict.fromkeys(group.forms, identity.slug))
        return Identities(tuple(found[slug] for slug in sorted(found)), by_form)

    def _groups(self, form: str) -> list[Group]:
        nodes, edges = neighbourhood(self._index, form)
        parted = groups(self._index, nodes, edges, self._apart)
        return [group for group in parted if any(self._store.titled(name) for name in group.forms)]

    def _identity(self, group: Group) -> Identity:
        uses = sorted(use for form in group.forms for use in self._store.uses(form))
        form = self._canonical(group)
        title = self._title(group, uses, form)
        slug = form_slug(form)
        relations = self._relations(group, slug)
        versions = [r.target for r in relations if r.kind is RelationKind.VERSION_OF]
        return Identity(
            slug=slug,
            title=title,
            aliases=spellings_of(uses, group.forms, title),
            decisions=group.decisions,
            version_of=versions[0] if versions else None,
            relations=relations,
            redirects_from=tuple(sorted({form_slug(name) for name in group.forms} - {slug})),
            papers=tuple(sorted({use.paper for use in uses})),
            creators=decide(uses, self._corrections(group)),
            catalogue=group.entries,
        )

    def _canonical(self, group: Group) -> str:
        return canonical_form(group, [self._index.entry_titles[iri] for iri in group.entries])

    def _title(self, group: Group, uses: list[Use], form: str) -> str:
        for name in group.forms:
            if name in self._titles:
                return self._titles[name]
        entries = [self._index.entry_titles[iri] for iri in group.entries]
        return title_of(form, uses, entries) or title_of(most_used(uses), uses, entries)

    def _corrections(self, group: Group) -> list[tuple[tuple[str, ...], str]]:
        return [
            (c.creators, c.source) for c in self._curation.creators if normal_form(c.dataset) in group.forms
        ]

    def _relations(self, group: Group, own: str) -> tuple[Relation, ...]:
        """Return what this dataset is a version, part or member of, among the datasets that papers use."""
        found: set[Relation] = set()
        titles = sorted({use.title for form in group.forms for use in self._store.uses(form)})
        others = {group.usual, *(soft_cues_left_out(title) for title in titles)} - {"", *group.forms}
        for form in (*group.forms, *sorted(others)):
            for kind, whole in knowledge().wholes(form):
                # What no paper uses can itself be a part of what one does (Kinetics-400 of Kinetics).
                steps_up = [(kind, whole), *((kind, above) for _, above in knowledge().wholes(whole))]
                relations = (self._relation(form, k, name, Reason.KNOWN, "") for k, name in steps_up)
                found |= next((relation for relation in relations if relation), set())
        known = {relation.target for relation in found}
        for title in titles:
            found |= {relation for relation in self._by_parts(title, own) if relation.target not in known}
        found |= self._stated(group)
        return _one_for_each(relation for relation in found if relation.target != own)

    def _stated(self, group: Group) -> set[Relation]:
        """Return what papers say that this dataset is a part of, if one in ten of those that use it says so."""
        uses = [use for form in group.forms for use in self._store.uses(form)]
        papers: dict[tuple[RelationKind, tuple[str, ...]], set[str]] = {}
        quotes: dict[tuple[RelationKind, tuple[str, ...]], set[str]] = {}
        for use in uses:
            for whole in use.within:
                papers.setdefault((whole.kind, whole.names), set()).add(use.paper)
                quotes.setdefault((whole.kind, whole.names), set()).add(whole.quote)
        enough = len({use.paper for use in uses}) / _SAID_BY
        found: set[Relation] = set()
        for (kind, names), saying in papers.items():
            if len(saying) >= enough:
                quote = min(quotes[kind, names])
                relations = (
                    self._relation(group.forms[0], kind, knowledge().usual(name), Reason.STATED, quote)
                    for name in names
                )
                found |= next((relation for relation in relations if relation), set())
        return found

    def _by_parts(self, title: str, own: str) -> set[Relation]:
        """Return the relation to the nearest shorter name in use, of another dataset, that a name contains."""
        kinds: list[RelationKind] = []
        for step in steps(title):
            kinds.append(step.mark.kind)
            kind = next((k for k in kinds if k is not RelationKind.VERSION_OF), RelationKind.VERSION_OF)
            found = self._relation(normal_form(title), kind, step.base, Reason.NAME_PARTS, step.mark.words)
            if found and all(relation.target != own for relation in found):
                return found
            # What no paper uses can itself be known as a part (TREC iKAT 2023 of iKAT of TREC).
            for above, whole in knowledge().wholes(step.base):
                kind = next((k for k in (above, *kinds) if k is not RelationKind.VERSION_OF), above)
                if found := self._relation(
                    normal_form(title), kind, whole, Reason.NAME_PARTS, step.mark.words
                ):
                    return found
        return set()

    def _relation(
        self, part: str, kind: RelationKind, whole: str, reason: Reason, detail: str
    ) -> set[Relation]:
        if knowledge().are_apart(part, whole):
            return set()
        if reason is not Reason.KNOWN and knowledge().is_part(whole, part):
            return set()
        names = knowledge().names_of.get(whole) or (whole, *self._index.catalogued(whole))
        target = next((slug for name in names if (slug := self._slug_of(name))), "")
        return {Relation(kind, target, reason, detail)} if target else set()

    def _slug_of(self, form: str) -> str:
        """Return the slug of the identity that a name in use belongs to; empty when no paper uses it."""
        self._asked.add(form)
        if not self._store.titled(form):
            return ""
        if form not in self._slugs:
            for group in self._groups(form):
                slug = form_slug(self._canonical(group))
                self._slugs |= dict.fromkeys(group.forms, slug)
        return self._slugs[form]


_FIRST_KINDS = (RelationKind.LANGUAGE_PAIR_OF, RelationKind.VERSION_OF, RelationKind.MEMBER_OF)


def _one_for_each(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return one relation to each dataset: what most precisely says how it stands to it, known facts first.

    Two spellings may say two things: ``ZINC15`` is an edition, ``ZINC-15`` could be a part.
    """
    best: dict[str, Relation] = {}
    for relation in sorted(relations, key=_preference):
        best.setdefault(relation.target, relation)
    return tuple(sorted(best.values()))


def _preference(relation: Relation) -> tuple[bool, int, bool, Relation]:
    kind = relation.kind
    rank = _FIRST_KINDS.index(kind) if kind in _FIRST_KINDS else len(_FIRST_KINDS)
    return relation.reason is not Reason.KNOWN, rank, relation.reason is not Reason.STATED, relation
