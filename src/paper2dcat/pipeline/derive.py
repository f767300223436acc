"""From records to the published graph, as far as something changed: identities, quads, validation, store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from paper2dcat.config import Config
from paper2dcat.describe import (
    Observation,
    Statistics,
    describe_catalogue,
    describe_facts_of,
    describe_identity,
    describe_paper,
    describe_vocabularies,
    makers_of,
    observe,
)
from paper2dcat.files import remove_file, write_bytes
from paper2dcat.model import Role
from paper2dcat.names import key_slug
from paper2dcat.pipeline.checking import CHECK_DATASET, CHECK_PAPER, Checker
from paper2dcat.pipeline.clock import Clock
from paper2dcat.pipeline.fingerprint import derivation_mark
from paper2dcat.pipeline.index import Index
from paper2dcat.pipeline.intake import DATASET, PAPER, Intake
from paper2dcat.pipeline.lookups import Lookups
from paper2dcat.pipeline.wholes import outdate
from paper2dcat.publish import (
    CATALOG,
    VOCABULARIES,
    Mark,
    Numbers,
    Pieces,
    StoreCopy,
    dataset_piece,
    paper_piece,
    piece_bytes,
)
from paper2dcat.resolve import Identity
from paper2dcat.workspace import Workspace

_CHUNK: Final = 200
"""Pieces that are described between two moments from which an interrupted run goes on."""
_LOOKED_AT: Final = 5000
"""Pieces up to which every run looks at size and time of each; a hundred times as many would take a second."""
_KEPT: Final = 50
"""Datasets of which observations are kept, a thousand papers at most; one paper rarely speaks of more."""
_Observations = Callable[[str], list[Observation]]
_ROUNDS: Final = 5
"""What is put aside changes what others mean, which may break others; it never took more than two rounds."""


@dataclass(frozen=True)
class Derived:
    """What deriving did."""

    numbers: Numbers
    changed: int
    """Pieces that were written or removed."""
    renamed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def derive(
    workspace: Workspace, config: Config, index: Index, tell: Callable[[str], None] = lambda name: None
) -> Derived:
    """Bring the graph of a workspace in step with its records; the caller holds the lock."""
    clock, pieces = Clock(tell), Pieces(workspace.graphs)
    mark = derivation_mark(config)
    afresh = index.state("rules") != mark
    damaged = False
    if afresh:
        index.clear()
        with index.transaction():
            index.keep("rules", mark)
            index.wait("all", [""])
    elif damaged := not _as_left(index, pieces):
        _describe_all_again(index)
    intake = Intake(workspace, config, index)
    clock.stage("resolve")
    intake.take()
    waiting = len(index.waiting(PAPER))
    if index.rows("select 1 from waiting limit 1"):
        outdate(index)
    many = waiting > _CHUNK and 4 * waiting > index.rows("select count(*) from paper")[0][0]
    # The store was never told what others did to the pieces.
    with StoreCopy(pieces, workspace.store, workspace.store_book, anew=many or damaged) as store:
        _Deriver(intake, pieces, store, clock).run()
        clock.stage("publish")
        numbers = _publish(store, config)
        _leave(index, pieces, look=afresh or damaged)
    clock.stop()
    return Derived(numbers, store.changed, intake.renamed, dict(clock.seconds))


def _as_left(index: Index, pieces: Pieces) -> bool:
    """Whether no piece was lost or changed by others since the last run.

    Of very many, pieces that came, went or were replaced are seen; ``fsck`` sees what was written into one.
    """
    mark = index.state("pieces")
    few = not mark or Mark.read(mark).number <= _LOOKED_AT
    return (not few and index.state("folders") == str(pieces.times())) or mark == str(pieces.mark())


def _leave(index: Index, pieces: Pieces, *, look: bool) -> None:
    """Keep how the pieces are left; ``look`` at all of them, or add what was written to how they were found."""
    mark = pieces.mark() if look else Mark.read(index.state("pieces")).plus(pieces.moved)
    for name, value in (("pieces", str(mark)), ("folders", str(pieces.times()))):
        if index.state(name) != value:
            index.keep(name, value)


def _describe_all_again(index: Index) -> None:
    """Note that pieces were lost or changed by others: all are described again, those that differ written."""
    with index.transaction():
        index.wait("all", [""])
        index.run("insert or ignore into waiting select ?, key from paper", PAPER)
        index.run("insert or ignore into waiting select ?, slug from dataset", DATASET)


def _publish(store: StoreCopy, config: Config) -> Numbers:
    numbers = store.numbers()
    statistics = Statistics(
        numbers.triples, numbers.subjects, numbers.objects, numbers.classes, numbers.properties
    )
    store.finish(piece_bytes(describe_catalogue(config, statistics)))
    return store.numbers()


@dataclass
class _Deriver:
    """One run over what waits."""

    intake: Intake
    pieces: Pieces
    store: StoreCopy
    clock: Clock

    @property
    def index(self) -> Index:
        return self.intake.index

    @property
    def config(self) -> Config:
        return self.intake.config

    def run(self) -> None:
        """Describe and validate what waits, until nothing has to be put aside any more."""
        checker = Checker(self.intake, self.pieces)
        everything = bool(self.index.waiting("all"))
        if everything:
            self.store.replace(VOCABULARIES, piece_bytes(describe_vocabularies(self.config)))
        for _ in range(_ROUNDS):
            self.clock.stage("describe")
            self._papers()
            self._datasets()
            self.clock.stage("validate")
            verdict = checker.check()
            if not verdict.aside:
                break
            for key in verdict.aside:
                self._quarantine(checker, key)
            self.intake.put_aside({key: sorted(why) for key, why in verdict.aside.items()})
        with self.index.transaction():
            checker.done()
            rows = [(piece, 0, "validate", "invalid-shared", text) for piece, text in sorted(verdict.flaws)]
            self.index.many("insert into issue values (?, ?, ?, ?, ?)", rows)
            if everything:
                self._sweep()
                self.index.done("all", [""])

    def _quarantine(self, checker: Checker, key: str) -> None:
        record = self.intake.workspace.get_record(key)
        if record is not None:
            write_bytes(self.intake.workspace.quarantined(key), piece_bytes(checker.alone(record)))

    def _sweep(self) -> None:
        """Remove pieces that nothing stands behind any more."""
        index = self.index
        kept = {VOCABULARIES, CATALOG}
        kept |= {
            paper_piece(key_slug(key)) for (key,) in index.rows("select key from paper where aside = '[]'")
        }
        kept |= {dataset_piece(slug) for (slug,) in index.rows("select slug from dataset")}
        for name in [name for name in self.pieces.names() if name not in kept]:
            self.store.replace(name, b"")

    # -- papers ---------------------------------------------------------------------------------------------

    def _papers(self) -> None:
        lookups = Lookups(self.index)
        for keys in _in_chunks(self.index.waiting(PAPER)):
            with self.index.transaction():
                for key in keys:
                    self._paper(key, lookups)
                self.index.done(PAPER, keys)

    def _paper(self, key: str, lookups: Lookups) -> None:
        workspace, index = self.intake.workspace, self.index
        published = index.rows("select file from paper where key = ? and aside = '[]'", key)
        content = b""
        observations: tuple[Observation, ...] = ()
        if published:
            record = workspace.read_record(workspace.records / published[0][0])
            content = piece_bytes(describe_paper(record, lookups, self.config))
            observations = observe(record, lookups)
            index.wait(CHECK_PAPER, [key])
        if not index.rows("select 1 from paper where key = ? and aside != '[]'", key):
            remove_file(workspace.quarantined(key))
        if not published:
            index.done(CHECK_PAPER, [key])
        index.run("delete from issue where paper = ?", f"{PAPER} {key}")
        self.store.replace(paper_piece(key_slug(key)), content)
        index.depend(f"{PAPER} {key}", lookups.facts())
        index.wait(DATASET, index.observe(key, observations))

    # -- datasets ---------------------------------------------------------------------------------------------

    def _datasets(self) -> None:
        lookups, observations = Lookups(self.index), self._observations()
        with self.index.transaction():
            self.index.wait(DATASET, self._namesakes(self.index.waiting(DATASET), observations))
        for slugs in _in_chunks(self.index.waiting(DATASET)):
            with self.index.transaction():
                for slug in slugs:
                    self._dataset(slug, lookups, observations(slug))
                self.index.done(DATASET, slugs)

    def _observations(self) -> _Observations:
        """Return what papers say about each dataset: those last asked for are read once, all of a small run."""
        return lru_cache(maxsize=_KEPT)(self.index.observations_of)

    def _dataset(self, slug: str, lookups: Lookups, observations: list[Observation]) -> None:
        index, config = self.index, self.config
        identity = self._identity(slug)
        content = b""
        if identity is not None:
            papers = {o.paper for o in observations}
            users = {o.paper for o in observations if o.role is not Role.MENTIONED}
            names = self._names(slug)
            quads = describe_identity(identity, lookups, observations, config, names)
            quads += describe_facts_of(identity, observations, self.intake.catalogue.by_iri, config)
            content = piece_bytes(quads)
            index.run(
                "update dataset set papers = ?, users = ? where slug = ?", len(papers), len(users), slug
            )
            index.wait(CHECK_DATASET, [slug])
        else:
            index.done(CHECK_DATASET, [slug])
        index.run("delete from issue where paper = ?", f"{DATASET} {slug}")
        self.store.replace(dataset_piece(slug), content)
        index.depend(f"{DATASET} {slug}", lookups.facts())

    def _identity(self, slug: str) -> Identity | None:
        if slug not in self.intake.identities:
            forms = [row[0] for row in self.index.rows("select form from form where slug = ?", slug)]
            found = self.intake.resolver.among(forms)
            self.intake.identities.update({identity.slug: identity for identity in found.identities})
        known = self.index.rows("select 1 from dataset where slug = ?", slug)
        return self.intake.identities.get(slug) if known else None

    def _names(self, slug: str) -> dict[tuple[str, str], set[str]]:
        """Return every printed name, in any dataset, of those who made this one."""
        query = (
            "select other.scope, other.key, other.name from maker own join maker other "
            "on other.scope = own.scope and other.key = own.key where own.slug = ?"
        )
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for scope, key, name in self.index.rows(query, slug):
            names[scope, key].add(name)
        return names

    def _namesakes(self, slugs: list[str], observations: _Observations) -> set[str]:
        """Keep who made these datasets; return those of which a maker is now shown by another name."""
        index = self.index
        shown: dict[tuple[str, str], str] = {}
        for slug in slugs:
            old = set(index.rows("select scope, key, name from maker where slug = ?", slug))
            identity = self._identity(slug)
            makers = makers_of(identity, observations(slug)) if identity is not None else []
            new = {(maker.scope, maker.key, maker.name) for maker in makers}
            if old == new:
                continue
            for scope, key, _ in old | new:
                shown.setdefault((scope, key), self._shown(scope, key))
            index.run("delete from maker where slug = ?", slug)
            index.many("insert into maker values (?, ?, ?, ?)", [(*maker, slug) for maker in sorted(new)])
        query = "select slug from maker where scope = ? and key = ?"
        return {
            row[0]
            for agent, before in shown.items()
            if before != self._shown(*agent)
            for row in index.rows(query, *agent)
        }

    def _shown(self, scope: str, key: str) -> str:
        rows = self.index.rows("select name from maker where scope = ? and key = ?", scope, key)
        return min((name for (name,) in rows), key=lambda name: (-len(name), name), default="")


def _in_chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), _CHUNK):
        yield names[at : at + _CHUNK]
