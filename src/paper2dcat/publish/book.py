"""What the store holds, in numbers: kept beside it in a small database, and made anew with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from paper2dcat.database import open_database, told
from paper2dcat.publish.tally import Numbers

_LAYOUT: Final = 1
_SCHEMA: Final = """
create table state (name text primary key, value text not null);
create table held (digest integer primary key, holders integer not null);
create table number (kind text not null, name text not null, value integer not null, primary key (kind, name))
without rowid;
"""
_IN_STEP: Final = "in-step"
_GRAPH: Final = "graph"
_KINDS: Final = ("triples", "subjects", "objects", "class", "property", "catalog")


class Book:
    """The counts that belong to a store, and whether it is in step with the pieces."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; one of another layout is made anew."""
        self.path = path
        self._db = open_database(path, _LAYOUT, _SCHEMA)
        self._changes: Counter[tuple[str, str]] = Counter()
        self._found: dict[str, dict[str, int]] | None = None
        self._numbers: Numbers | None = None

    def close(self) -> None:
        """Close the file; what was not kept is lost."""
        self._db.close()

    @property
    def in_step(self) -> bool:
        """Whether the store held exactly the pieces when it was last left."""
        return self._rows("select value from state where name = 'store'") == [(_IN_STEP,)]

    def begin(self) -> None:
        """Note that the store is being changed; until :meth:`keep` it isn't to be trusted."""
        with told(self.path):
            self._db.execute("delete from state where name = 'store'")
            self._db.execute("begin")

    def keep(self) -> None:
        """Keep the counts, and note that the store is in step with the pieces."""
        rows = [(kind, name, change) for (kind, name), change in self._changes.items() if change]
        with told(self.path):
            self._db.executemany(
                "insert into number values (?, ?, ?) on conflict do update set value = value + excluded.value",
                rows,
            )
            self._db.execute("delete from number where value = 0")
            self._db.execute("insert or replace into state values ('store', ?)", (_IN_STEP,))
            self._db.execute("commit")
        self._changes.clear()
        self._found = None

    def count(self, kind: str, name: str, change: int) -> None:
        """Change a number."""
        self._numbers = None
        self._changes[kind, name] += change

    def reset(self, numbers: Numbers, graphs: Mapping[str, int], held: Iterable[tuple[int, int]]) -> None:
        """Take over the numbers of a store that was made anew, and how many statements each named graph has."""
        self._changes.clear()
        self._found = self._numbers = None
        rows = [(kind, "", getattr(numbers, kind)) for kind in ("triples", "subjects", "objects")]
        for kind, counts in (("class", numbers.classes), ("property", numbers.properties), (_GRAPH, graphs)):
            rows += [(kind, name, number) for name, number in counts.items()]
        with told(self.path):
            self._db.execute("delete from held")
            self._db.execute("delete from number")
            self._db.executemany("insert into held values (?, ?)", held)
            self._db.executemany("insert into number values (?, ?, ?)", rows)

    def numbers(self) -> Numbers:
        """Return the numbers, changes included."""
        if self._numbers is None:
            if self._found is None:
                self._found = {kind: self._kept(kind) for kind in _KINDS}
            kinds = {kind: dict(found) for kind, found in self._found.items()}
            for (kind, name), change in self._changes.items():
                if kind in kinds:
                    kinds[kind][name] = kinds[kind].get(name, 0) + change
            graphs, statements = self._graphs()
            self._numbers = Numbers(
                triples=kinds["triples"].get("", 0),
                subjects=kinds["subjects"].get("", 0),
                objects=kinds["objects"].get("", 0),
                classes={name: number for name, number in kinds["class"].items() if number},
                properties={name: number for name, number in kinds["property"].items() if number},
                graphs=graphs,
                statements=statements,
                catalog=kinds["catalog"].get("", 0),
            )
        return self._numbers

    def _graphs(self) -> tuple[int, int]:
        """Return how many named graphs there are, nearly one a paper, and how many statements they have."""
        query = "select count(*), total(value) from number where kind = ? and value != 0"
        ((graphs, statements),) = self._rows(query, _GRAPH)
        for (kind, name), change in self._changes.items():
            if kind == _GRAPH:
                rows = self._rows("select value from number where kind = ? and name = ?", kind, name)
                before = int(rows[0][0]) if rows else 0
                graphs += bool(before + change) - bool(before)
                statements += change
        return graphs, int(statements)

    def _kept(self, kind: str) -> dict[str, int]:
        return dict(self._rows("select name, value from number where kind = ? and value != 0", kind))

    def holders(self, digest: int) -> int:
        """Return how many pieces make a statement, 0 when it is one or none."""
        rows = self._rows("select holders from held where digest = ?", digest)
        return int(rows[0][0]) if rows else 0

    def hold(self, digest: int, holders: int) -> None:
        """Keep how many pieces make a statement."""
        with told(self.path):
            if holders > 1:
                self._db.execute("insert or replace into held values (?, ?)", (digest, holders))
            else:
                self._db.execute("delete from held where digest = ?", (digest,))

    def _rows(self, query: str, *values: int | str) -> list[tuple[Any, ...]]:
        with told(self.path):
            return self._db.execute(query, values).fetchall()
