"""What is known of a workspace's records, so that a change of a few looks at a few: a database beside them.

Everything in it follows from the record files and can be made again from them. It says which records were
taken in, which dataset each name means, what each paper contributes to each dataset, on which decisions
each piece of the graph depends, and which pieces wait to be written. Changes of records and the list of
pieces that must follow are one transaction, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from pydantic import TypeAdapter

from paper2dcat.database import open_database, told
from paper2dcat.describe import Observation
from paper2dcat.resolve import FileStore

_LAYOUT: Final = 3
_SCHEMA: Final = """
create table state (name text primary key, value text not null);
create table paper (key text primary key, file text not null, size integer not null, time integer not null,
    source text not null, sha256 text not null, title text not null, names text not null,
    rank integer not null, summary text not null, aside text not null);
create unique index paper_file on paper (file);
create index paper_rank on paper (rank, key);
create index paper_aside on paper (key) where aside != '[]';
create table form (form text primary key, slug text not null) without rowid;
create index form_slug on form (slug);
create table dataset (slug text primary key, title text not null, digest text not null,
    papers integer not null default 0, users integer not null default 0) without rowid;
create index dataset_popular on dataset (users desc, papers desc, slug);
create table observation (slug text not null, paper text not null, body text not null);
create index observation_slug on observation (slug, paper);
create index observation_paper on observation (paper);
create table maker (scope text not null, key text not null, name text not null, slug text not null);
create index maker_key on maker (scope, key);
create index maker_slug on maker (slug);
create table needs (piece text not null, fact text not null, primary key (piece, fact)) without rowid;
create index needs_fact on needs (fact);
create table waiting (kind text not null, name text not null, primary key (kind, name)) without rowid;
create table issue (paper text not null, severity integer not null, stage text not null, code text not null,
    example text not null);
create index issue_code on issue (severity, stage, code, example);
create index issue_paper on issue (paper);
create table reason (severity integer not null, stage text not null, code text not null, issues integer not null,
    primary key (severity, stage, code)) without rowid;
create trigger issue_came after insert on issue begin
    insert into reason values (new.severity, new.stage, new.code, 1) on conflict do update set issues = issues + 1;
end;
create trigger issue_went after delete on issue begin
    update reason set issues = issues - 1
    where severity = old.severity and stage = old.stage and code = old.code;
end;
create table total (name text primary key, value real not null) without rowid;
"""
_OBSERVATIONS: Final = TypeAdapter(Observation)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What the index knows of one record."""

    key: str
    file: str
    size: int
    time: int
    source: str
    sha256: str
    title: str
    identifiers: tuple[str, ...]
    aside: tuple[str, ...] = ()
    """Why its part of the graph isn't published; empty when it is."""


class Index:
    """The database; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.db = open_database(self.path, _LAYOUT, _SCHEMA)
        self.uses = FileStore(self.path, self.db)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    def clear(self) -> None:
        """Forget everything."""
        with told(self.path):
            tables = [
                row[0] for row in self.db.execute("select name from sqlite_master where type = 'table'")
            ]
            with self.transaction():
                for table in tables:
                    self.db.execute(f"delete from {table}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes of the block, or none."""
        with told(self.path):
            self.db.execute("begin")
            with self.db:
                yield

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with told(self.path):
            return self.db.execute(query, values).fetchall()

    def run(self, statement: str, *values: object) -> None:
        """Run a statement."""
        with told(self.path):
            self.db.execute(statement, values)

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row."""
        with told(self.path):
            self.db.executemany(statement, rows)

    # -- single values ----------------------------------------------------------------------------------

    def state(self, name: str) -> str:
        """Return a value that was kept, empty when there is none."""
        rows = self.rows("select value from state where name = ?", name)
        return str(rows[0][0]) if rows else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a value."""
        self.run("insert or replace into state values (?, ?)", name, value)

    # -- records ------------------------------------------------------------------------------------------

    def marks(self) -> dict[str, tuple[int, int]]:
        """Return size and time of every record that was taken in, by file name."""
        return {file: (size, time) for file, size, time in self.rows("select file, size, time from paper")}

    def papers(self) -> list[PaperRow]:
        """Return every paper, sorted by key."""
        query = "select key, file, size, time, source, sha256, title, names, aside from paper order by key"
        return [
            PaperRow(
                key, file, size, time, source, sha, title, tuple(json.loads(names)), tuple(json.loads(aside))
            )
            for key, file, size, time, source, sha, title, names, aside in self.rows(query)
        ]

    def aside(self) -> list[PaperRow]:
        """Return the papers that are kept aside, sorted by key."""
        return [row for row in self.papers() if row.aside] if self.rows(
            "select 1 from paper where aside != '[]' limit 1") else []  # fmt: skip

    # -- what papers contribute to datasets --------------------------------------------------------------

    def observations_of(self, slug: str) -> list[Observation]:
        """Return what every paper says about a dataset."""
        rows = self.rows("select body from observation where slug = ?", slug)
        return [_OBSERVATIONS.validate_json(row[0]) for row in rows]

    def observe(self, paper: str, observations: Iterable[Observation]) -> set[str]:
        """Take what a paper says in place of what it said; return the datasets for which that changes anything."""
        old = set(self.rows("select slug, body from observation where paper = ?", paper))
        new = {(o.slug, _OBSERVATIONS.dump_json(o).decode()) for o in observations}
        if old == new:
            return set()
        self.run("delete from observation where paper = ?", paper)
        self.many("insert into observation values (?, ?, ?)", [(slug, paper, body) for slug, body in new])
        return {slug for slug, _ in old ^ new}

    # -- what pieces depend on ------------------------------------------------------------------------------

    def depend(self, piece: str, facts: Iterable[str]) -> None:
        """Keep which facts a piece was made of."""
        old = {row[0] for row in self.rows("select fact from needs where piece = ?", piece)}
        new = set(facts)
        self.many("delete from needs where piece = ? and fact = ?", [(piece, fact) for fact in old - new])
        self.many("insert into needs values (?, ?)", [(piece, fact) for fact in new - old])

    def depending(self, facts: Iterable[str]) -> set[str]:
        """Return the pieces that were made of any of these facts."""
        query = "select piece from needs where fact = ?"
        return {row[0] for fact in facts for row in self.rows(query, fact)}

    # -- what waits -------------------------------------------------------------------------------------------

    def wait(self, kind: str, names: Iterable[str]) -> None:
        """Note that these are to be described again."""
        self.many("insert or ignore into waiting values (?, ?)", [(kind, name) for name in names])

    def waiting(self, kind: str) -> list[str]:
        """Return what is to be described again, sorted."""
        return [row[0] for row in self.rows("select name from waiting where kind = ? order by name", kind)]

    def done(self, kind: str, names: Iterable[str]) -> None:
        """Note that these are described."""
        self.many("delete from waiting where kind = ? and name = ?", [(kind, name) for name in names])
