"""From an index of names to identities: all of them, or those that one name belongs to."""

from __future__ import annotations

import re

from paper2dcat.model import PaperRecord
from paper2dcat.names import core, form_slug, normal_form
from paper2dcat.resolve.component import (
    Group,
    canonical_form,
    groups,
    neighbourhood,
    spellings_of,
    title_of,
)
from paper2dcat.resolve.creators import decide
from paper2dcat.resolve.curation import Curation
from paper2dcat.resolve.facts import Use, uses_of
from paper2dcat.resolve.index import NameIndex, different_pairs
from paper2dcat.resolve.model import Identities, Identity, NameSource, Reason, Relation, RelationKind

_VERSION_TAIL = re.compile(
    r"(?i)^(?P<base>.*?[^\W\d_].*?)[\s_-]*(?:v(?:er(?:sion)?)?[.\s]*)?(?P<version>\d+\.\d+(?:\.\d+)*)$"
)
_VERSION_V = re.compile(r"(?i)^(?P<base>.*?[^\W\d_].*?)[\s_-]+v(?:er(?:sion)?)?[.\s]*(?P<version>\d+)$")


class Resolver:
    """Identities of a changing set of papers; they depend on the set alone, not on its history."""

    def __init__(self, catalogue: NameSource, curation: Curation) -> None:
        self._index = NameIndex(catalogue, curation)
        self._curation = curation
        self._apart = different_pairs(curation)
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._titles = {normal_form(rename.name): rename.title for rename in curation.renames}

    def add(self, record: PaperRecord) -> None:
        """Take in a paper's record, in place of an older one of the same paper."""
        self.remove(record.key)
        uses = uses_of(record)
        self._uses[record.key] = uses
        self._index.add(uses)

    def remove(self, paper_key: str) -> None:
        """Forget a paper; one that was never added is no error."""
        self._index.remove(self._uses.pop(paper_key, ()))

    def identities(self) -> Identities:
        """Return all identities."""
        return self._collect(sorted(self._index.uses))

    def identities_of(self, paper_key: str) -> Identities:
        """Return the identities of one paper's datasets: what adding that paper can have touched."""
        return self._collect(sorted({use.form for use in self._uses.get(paper_key, ())}))

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
                    identity = self._identity(group)
                    found[identity.slug] = identity
                    by_form.update(dict.fromkeys(group.forms, identity.slug))
        return Identities(tuple(found[slug] for slug in sorted(found)), by_form)

    def _groups(self, form: str) -> list[Group]:
        nodes, edges = neighbourhood(self._index, form)
        parted = groups(self._index, nodes, edges, self._apart)
        return [group for group in parted if any(name in self._index.uses for name in group.forms)]

    def _identity(self, group: Group) -> Identity:
        uses = sorted(use for form in group.forms for use in self._index.uses.get(form, ()))
        form = canonical_form(group.forms)
        title = self._title(group, uses, form)
        slugs = {name: form_slug(name) for name in group.forms}
        relations = self._relations(group, slugs[form])
        versions = [r.target for r in relations if r.kind is RelationKind.VERSION_OF]
        return Identity(
            slug=slugs[form],
            title=title,
            aliases=spellings_of(uses, group.forms, title),
            decisions=group.decisions,
            version_of=versions[0] if versions else None,
            relations=relations,
            redirects_from=tuple(sorted(set(slugs.values()) - {slugs[form]})),
            papers=tuple(sorted({use.paper for use in uses})),
            creators=decide(uses, self._corrections(group)),
            catalogue=group.entries,
        )

    def _title(self, group: Group, uses: list[Use], form: str) -> str:
        for name in group.forms:
            if name in self._titles:
                return self._titles[name]
        entry = self._index.entry_titles[group.entries[0]] if group.entries else ""
        return title_of(form, uses, entry) or title_of(uses[0].form, uses, "")

    def _corrections(self, group: Group) -> list[tuple[tuple[str, ...], str]]:
        return [
            (c.creators, c.source) for c in self._curation.creators if normal_form(c.dataset) in group.forms
        ]

    def _relations(self, group: Group, own: str) -> tuple[Relation, ...]:
        found: set[Relation] = set()
        for form in group.forms:
            for use in self._index.uses.get(form, ()):
                match = _VERSION_TAIL.match(core(use.title)) or _VERSION_V.match(core(use.title))
                if not match or not (target := self._slug_of(normal_form(match["base"]))) or target == own:
                    continue
                detail = f"version {match['version']}"
                found.add(Relation(RelationKind.VERSION_OF, target, Reason.NAME_PARTS, detail))
        return tuple(sorted(found))

    def _slug_of(self, form: str) -> str:
        if form not in self._index.uses:
            return ""
        for group in self._groups(form):
            if form in group.forms:
                return form_slug(canonical_form(group.forms))
        return ""
