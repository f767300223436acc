"""Uses in a file: an SQLite database that can be thrown away and made again from the records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from paper2dcat.errors import WorkspaceError
from paper2dcat.resolve.facts import OtherName, Use
from paper2dcat.resolve.keys import Key, keys_of
from paper2dcat.resolve.model import CreatorClaim, RelationKind
from paper2dcat.resolve.stated import Whole

_LAYOUT: Final = 3
_SCHEMA: Final = """
create table use (id integer primary key, paper text not null, form text not null, body text not null);
create unique index use_once on use (paper, form, body);
create index use_form on use (form);
create table name (form text not null, use integer not null);
create index name_form on name (form);
create index name_use on name (use);
create table shared (kind text not null, value text not null, form text not null, use integer not null);
create index shared_key on shared (kind, value, form);
create index shared_form on shared (form);
create index shared_use on shared (use);
"""


class FileStore:
    """Uses in an SQLite file; changes are kept by :meth:`commit` and lost without it."""

    def __init__(self, path: Path, db: sqlite3.Connection | None = None) -> None:
        """Open or create the file; one of another layout is made anew, empty.

        With ``db``, an open database at ``path``, the uses are tables of that one, and whoever opened it
        keeps what was changed and closes it.
        """
        self._path = path
        with self._told():
            if db is not None:
                self._db = db
                if not db.execute("select 1 from sqlite_master where name = 'use_once'").fetchone():
                    db.executescript(_SCHEMA)
                return
            self._db = sqlite3.connect(path)
            if self._db.execute("pragma user_version").fetchone()[0] != _LAYOUT:
                self._db.close()
                path.unlink()
                self._db = sqlite3.connect(path)
                self._db.executescript(_SCHEMA)
                self._db.execute(f"pragma user_version = {_LAYOUT}")
                self._db.commit()

    def __enter__(self) -> FileStore:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def commit(self) -> None:
        """Keep what was changed."""
        with self._told():
            self._db.commit()

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._db.close()

    def papers(self) -> list[str]:
        """Return the keys of all papers with uses, sorted."""
        return [row[0] for row in self._rows("select distinct paper from use order by paper")]

    def add(self, uses: Iterable[Use]) -> None:
        """Take in uses."""
        with self._told():
            for use in uses:
                self._add(use)

    def _add(self, use: Use) -> None:
        body = json.dumps(astuple(use), ensure_ascii=False)
        cursor = self._db.execute(
            "insert or ignore into use (paper, form, body) values (?, ?, ?)", (use.paper, use.form, body)
        )
        if not cursor.rowcount:
            return
        number = cursor.lastrowid
        names = {other.form for other in use.others if other.expansion}
        self._db.executemany("insert into name values (?, ?)", [(form, number) for form in sorted(names)])
        rows = [(kind, value, use.form, number) for kind, value in keys_of(use)]
        self._db.executemany("insert into shared values (?, ?, ?, ?)", rows)

    def remove_paper(self, paper: str) -> None:
        """Take out all uses of one paper."""
        with self._told():
            numbers = [row[0] for row in self._db.execute("select id from use where paper = ?", (paper,))]
            for table, column in (("name", "use"), ("shared", "use"), ("use", "id")):
                self._db.executemany(f"delete from {table} where {column} = ?", [(n,) for n in numbers])

    def every(self) -> Iterator[Use]:
        """Yield all uses."""
        yield from (_use(body) for (body,) in self._rows("select body from use"))

    def of_paper(self, paper: str) -> tuple[Use, ...]:
        """Return the uses of one paper, sorted."""
        return tuple(sorted(self._uses("select body from use where paper = ?", paper)))

    def forms(self) -> list[str]:
        """Return the normal forms of all titles, sorted."""
        return sorted(row[0] for row in self._rows("select distinct form from use"))

    def known(self, form: str) -> bool:
        """Whether a use has this title or spells it out."""
        return self.titled(form) or bool(self._rows("select 1 from name where form = ? limit 1", form))

    def titled(self, form: str) -> bool:
        """Whether a use has this title."""
        return bool(self._rows("select 1 from use where form = ? limit 1", form))

    def uses(self, form: str) -> Iterable[Use]:
        """Return the uses with this title."""
        return self._uses("select body from use where form = ?", form)

    def named(self, form: str) -> Iterable[Use]:
        """Return the uses that spell this other name out."""
        return self._uses("select body from name join use on name.use = use.id where name.form = ?", form)

    def keys(self, form: str) -> Iterable[Key]:
        """Return what the uses with this title can share."""
        return [(k, v) for k, v in self._rows("select distinct kind, value from shared where form = ?", form)]

    def sharing(self, key: Key) -> Iterable[str]:
        """Return the titles whose uses share something."""
        query = "select distinct form from shared where kind = ? and value = ?"
        return [row[0] for row in self._rows(query, *key)]

    def uses_sharing(self, key: Key, form: str) -> Iterable[Use]:
        """Return the uses with this title that share it."""
        tables = "shared join use on shared.use = use.id"
        query = f"select body from {tables} where kind = ? and value = ? and shared.form = ?"
        return self._uses(query, *key, form)

    def _uses(self, query: str, *values: str) -> list[Use]:
        return [_use(row[0]) for row in self._rows(query, *values)]

    def _rows(self, query: str, *values: str) -> list[Any]:
        with self._told():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            message = f"{self._path} cannot be used: {error}."
            raise WorkspaceError(message, remedy="Remove it: it is made again from the records.") from error


def _use(body: str) -> Use:
    paper, form, title, others, version, dois, page, works, introduced, creators, *rest = json.loads(body)
    return Use(
        paper=paper,
        form=form,
        title=title,
        others=tuple(OtherName(*other) for other in others),
        version=version,
        dois=tuple(dois),
        page=page,
        works=tuple(works),
        introduced=introduced,
        creators=tuple(CreatorClaim(key, tuple(names), basis, work) for key, names, basis, work in creators),
        within=tuple(Whole(RelationKind(kind), tuple(names), quote) for kind, names, quote in (*rest, [])[0]),
    )
