"""From record files to the index: what changed since the last time, and which pieces of the graph that touches."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.files import mapped
from paper2dcat.model import PaperRecord
from paper2dcat.names import normal_form
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.lookups import form_fact, slug_fact, title_fact
from paper2dcat.pipeline.summary import count_record, forget_record
from paper2dcat.resolve import Curation, Identity, MemoryStore, Resolver, Use, uses_of
from paper2dcat.workspace import Workspace

PAPER: Final = "paper"
DATASET: Final = "dataset"
_RELATIONS: Final = "relations"
_MANY: Final = 300
"""From so many changed records on, identities are found in memory, where a look-up costs less."""


@dataclass
class Intake:
    """Takes changes of records and of the curation file into the index."""

    workspace: Workspace
    config: Config
    index: Index
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names that mean another dataset than before: its title then and now."""
    identities: dict[str, Identity] = field(default_factory=dict)
    """Identities that were found anew, by slug."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogues, read when they are needed first."""
        return load_catalogue(self.config)

    @cached_property
    def curation(self) -> Curation:
        """The corrections in force."""
        return Curation.load(self.workspace.curation)

    @cached_property
    def resolver(self) -> Resolver:
        """Identities of what is in the index."""
        return Resolver(self.catalogue, self.curation, self.index.uses)

    def take(self) -> int:
        """Take in all changes; return how many records changed."""
        found = record_files(self.workspace.records)
        known = self.index.marks()
        changed = sorted(name for name, _ in found.items() - known.items())
        query = "select key from paper where file = ?"
        gone = sorted(row[0] for name in known.keys() - found.keys() for row in self.index.rows(query, name))
        curated = self._curated()
        if not (changed or gone or curated is not None):
            return 0
        with self.index.transaction():
            uses: dict[str, Sequence[Use]] = dict.fromkeys(gone, ())
            for key in gone:
                forget_record(self.index, key)
            for name in changed:
                record = self.workspace.read_record(self.workspace.records / name)
                uses[record.key] = uses_of(record)
                self._row(record, name, found[name])
            self.replace(uses, curated or frozenset())
            self.index.keep("curation", _text(self.workspace.curation))
        return len(changed) + len(gone)

    def put_aside(self, reasons: Mapping[str, Sequence[str]]) -> None:
        """Keep papers out of the graph, and say why."""
        with self.index.transaction():
            for key, why in reasons.items():
                self.index.run("update paper set aside = ? where key = ?", json.dumps(sorted(why)), key)
            self.replace(dict.fromkeys(reasons, ()))

    def _row(self, record: PaperRecord, name: str, mark: tuple[int, int]) -> None:
        forget_record(self.index, record.key)
        names = json.dumps(record.paper.identifier, ensure_ascii=False)
        row = (record.key, name, *mark, record.source, record.sha256, record.paper.title, names)
        source = self.workspace.source(record.sha256)
        count_record(self.index, record, row, source.seconds if source else {})

    def _curated(self) -> frozenset[str] | None:
        """Return the names that corrections speak of that came or went; None when the file is the same."""
        before, now = self.index.state("curation"), _text(self.workspace.curation)
        if before == now:
            return None
        old = _corrections(Curation.parse(before, str(self.workspace.curation)))
        new = _corrections(self.curation)
        return frozenset(name for correction in old ^ new for name in correction[0])

    # -- which dataset each name means --------------------------------------------------------------------

    def replace(self, uses: Mapping[str, Sequence[Use]], names: Iterable[str] = ()) -> None:
        """Take the uses of papers in place of older ones, find the identities near them, note what follows."""
        store = self.index.uses
        old = {use.form for key in uses for use in store.of_paper(key)} | set(names)
        touched = self._tied_before(old)
        for key, now in uses.items():
            store.remove_paper(key)
            store.add(now)
        new = {use.form for now in uses.values() for use in now} | set(names)
        if len(uses) >= _MANY:
            memory = MemoryStore()
            memory.add(store.every())
            resolver = Resolver(self.catalogue, self.curation, memory)
            touched |= set(memory.forms())
        else:
            resolver = self.resolver
            touched |= resolver.tied(old | new)
        while touched:
            touched = self._rename(touched, resolver)
        self.index.wait(PAPER, uses)

    def _tied_before(self, names: set[str]) -> set[str]:
        """Return what was tied to names under the corrections that were in force."""
        if not names:
            return set()
        before = Curation.parse(self.index.state("curation"), str(self.workspace.curation))
        return Resolver(self.catalogue, before, self.index.uses).tied(names)

    def _rename(self, touched: set[str], resolver: Resolver) -> set[str]:
        """Keep what the touched names mean now; note the pieces that depended on what they meant before.

        Return the names of the datasets whose relations depended on it.
        """
        index, found = self.index, resolver.among(touched)
        names = touched | set(found.by_form)
        before = self._meanings(names | self._fellows(names))
        titles = self._titles(set(before.values()) | set(found.by_form.values()))
        index.many("delete from form where form = ?", [(form,) for form in before])
        index.many("insert or replace into form values (?, ?)", found.by_form.items())
        now = {identity.slug: identity for identity in found.identities}
        gone = set(before.values()) - now.keys()
        index.many("delete from dataset where slug = ?", [(slug,) for slug in gone])
        changed = [i for i in now.values() if titles.get(i.slug, ("", ""))[1] != _digest(i)]
        index.many(
            "insert into dataset (slug, title, digest) values (?, ?, ?) "
            "on conflict do update set title = excluded.title, digest = excluded.digest",
            [(identity.slug, identity.title, _digest(identity)) for identity in changed],
        )
        self.identities.update(now)
        facts = {slug_fact(slug) for slug in gone}
        facts |= {slug_fact(i.slug) for i in changed if i.slug not in titles}
        renamed = {i.slug for i in changed if titles.get(i.slug, ("", ""))[0] != i.title}
        facts |= {title_fact(slug) for slug in gone | renamed}
        for form in before.keys() | found.by_form.keys():
            was, is_now = before.get(form, ""), found.by_form.get(form, "")
            if was != is_now:
                facts.add(form_fact(form))
            if was != is_now or is_now in renamed:
                self._tell(form, titles.get(was, ("", ""))[0], now[is_now].title if is_now else "")
        index.wait(DATASET, gone | {identity.slug for identity in changed})
        for slug in now:
            index.depend(f"{_RELATIONS} {slug}", map(form_fact, resolver.asked[slug]))
        related: set[str] = set()
        for piece in index.depending(facts):
            kind, _, name = piece.partition(" ")
            if kind == _RELATIONS:
                related.add(name)
            else:
                index.wait(kind, [name])
        for slug in gone:
            index.depend(f"{_RELATIONS} {slug}", ())
        query = "select form from form where slug = ?"
        return {row[0] for slug in related - now.keys() for row in index.rows(query, slug)}

    def _fellows(self, names: set[str]) -> set[str]:
        """Return the names that meant the same datasets as these."""
        slugs = set(self._meanings(names).values())
        query = "select form from form where slug = ?"
        return {row[0] for slug in slugs for row in self.index.rows(query, slug)}

    def _meanings(self, forms: set[str]) -> dict[str, str]:
        rows = ((form, self.index.rows("select slug from form where form = ?", form)) for form in forms)
        return {form: found[0][0] for form, found in rows if found}

    def _titles(self, slugs: set[str]) -> dict[str, tuple[str, str]]:
        query = "select title, digest from dataset where slug = ?"
        rows = ((slug, self.index.rows(query, slug)) for slug in slugs)
        return {slug: (found[0][0], found[0][1]) for slug, found in rows if found}

    def _tell(self, form: str, was: str, is_now: str) -> None:
        if was and is_now and was != is_now:
            for use in self.index.uses.uses(form):
                self.renamed[use.title] = (was, is_now)


def record_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every record file, by its name."""
    if not folder.is_dir():
        return {}
    with mapped(folder):
        return {
            entry.name: ((stat := entry.stat()).st_size, stat.st_mtime_ns)
            for entry in os.scandir(folder)
            if entry.name.endswith(".json") and entry.name[0] != "."
        }


def _digest(identity: Identity) -> str:
    return hashlib.sha256(repr(identity).encode()).hexdigest()


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _corrections(curation: Curation) -> set[tuple[tuple[str, ...], str]]:
    """Return every correction as the names (normal forms) it speaks of, and all it says."""
    found: set[tuple[tuple[str, ...], str]] = set()
    for judgement in (*curation.same, *curation.different):
        found.add(((normal_form(judgement.left), normal_form(judgement.right)), repr(judgement)))
    found |= {((normal_form(rename.name),), repr(rename)) for rename in curation.renames}
    found |= {((normal_form(c.dataset),), repr(c)) for c in curation.creators}
    return found
