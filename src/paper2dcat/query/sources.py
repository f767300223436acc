"""Where a query is asked: RDF files, or the workspace of a build. Endpoints are in ``endpoint``.

Named graphs count as one graph. Oxigraph's union graph repeats a statement for every graph that has it, so
files are merged into one default graph on loading; the shipped queries also count distinct things only,
which makes them agree on a store or a server whose union repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Protocol, cast

import pyoxigraph as ox

from paper2dcat.errors import QueryError, WorkspaceError
from paper2dcat.query.answers import Answer, Rows, Statements, Term, Truth
from paper2dcat.query.tokens import names_graphs
from paper2dcat.rdffiles import iter_quads, load_files


class Source(Protocol):
    """Something that answers SPARQL queries."""

    def ask(self, query: str) -> Answer:
        """Return the answer to a query."""
        ...


class FileSource:
    """RDF files of any syntax, together one graph. They are read with the first query."""

    def __init__(self, paths: Iterable[Path | str]) -> None:
        self.paths = tuple(Path(path) for path in paths)

    def ask(self, query: str) -> Answer:
        """Return the answer to a query; one that names graphs sees them as the files do."""
        return ask_store(self._dataset if names_graphs(query) else self._merged, query)

    @cached_property
    def _merged(self) -> ox.Store:
        store = ox.Store()
        quads = chain.from_iterable(iter_quads(path) for path in self.paths)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        return store

    @cached_property
    def _dataset(self) -> ox.Store:
        store = ox.Store()
        load_files(store, self.paths)
        return store


class WorkspaceSource:
    """The folder of a build: its store where there is one, else its graph files."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def ask(self, query: str) -> Answer:
        """Return the answer to a query on all named graphs as one, unless it names graphs."""
        return self._source.ask(query)

    @cached_property
    def _source(self) -> Source:
        if not self.folder.is_dir():
            raise WorkspaceError(
                f"there is no folder {self.folder}",
                remedy="Make a workspace with: paper2dcat build PATH… -o DIR",
            )
        store = self.folder / "store"
        if store.is_dir():
            return StoreSource(_opened(store))
        files = (
            sorted((self.folder / "graphs").rglob("*.nq"))
            or [path for path in (self.folder / "graph.nq", self.folder / "graph.ttl") if path.is_file()][:1]
        )
        if not files:
            raise WorkspaceError(
                f"{self.folder} holds no graph (no store/, graphs/ or graph.nq)",
                remedy="Make it with: paper2dcat build PATH… -o DIR — or name a file with --graph.",
            )
        return FileSource(files)


class StoreSource:
    """An Oxigraph store, its graphs as one."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def ask(self, query: str) -> Answer:
        """Return the answer to a query on all named graphs as one, unless it names graphs."""
        return ask_store(self.store, query, union=not names_graphs(query))


def _opened(folder: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        raise WorkspaceError(
            f"the store {folder} cannot be opened: {error}",
            remedy="Delete the folder and build again: it is a copy of graphs/.",
            code="store",
        ) from error


def ask_store(store: ox.Store, query: str, *, union: bool = False) -> Answer:
    """Return the answer of a store."""
    try:
        return to_answer(store.query(query, use_default_graph_as_union=union))
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the query fails: {error}", code="query-failed") from error


def to_answer(result: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Answer:
    """Return a pyoxigraph result as an answer."""
    if isinstance(result, ox.QueryBoolean):
        return Truth(bool(result))
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows = tuple(tuple(cast("Sequence[Term | None]", [s[c] for c in columns])) for s in result)
        return Rows(columns, rows)
    return Statements(result)
