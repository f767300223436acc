"""Queries against the store, in processes that are cut when they run too long or take too much."""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from paper2dcat.errors import QueryError
from paper2dcat.serve.guard import names_dataset
from paper2dcat.serve.processes import Failed, Handle, Processes
from paper2dcat.vocab import PREFIXES

MAX_ANSWER: Final = 50_000_000
"""Bytes of one answer; a longer one is refused with the advice to use LIMIT, or the dump."""
MAX_TRIPLES: Final = 500_000
"""Triples of one CONSTRUCT or DESCRIBE: they are sorted in memory."""
_TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Job:
    """One query with its dataset and the media type of the answer.

    Without these and a dataset clause in the query, the default graph is the union of all graphs
    (SPARQL 1.1 Protocol, 2.1.4 leaves the dataset to the service).
    """

    query: str
    media_type_rows: str = "application/sparql-results+json"
    media_type_graph: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: ``status`` is an HTTP status, ``body`` the serialised result or a message."""

    status: int
    media_type: str
    body: bytes


RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
_NO_TABLE_FOR_BOOLEAN = {"text/csv", "text/tab-separated-values"}


class _TooLarge(Exception):  # noqa: N818 - an answer, not an error of ours
    """The answer went over the limit."""


class _Bounded(io.BytesIO):
    """A file in memory that refuses to grow over a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._room = limit

    def write(self, part: bytes) -> int:  # type: ignore[override]
        self._room -= len(part)
        if self._room < 0:
            raise _TooLarge
        return super().write(part)


def run_job(store: ox.Store, job: Job) -> Answer:
    """Run one query on an open store and serialise its result."""
    own_dataset = bool(job.default_graphs or job.named_graphs)
    try:
        result = store.query(
            job.query,
            base_iri=job.base,
            use_default_graph_as_union=not own_dataset and not names_dataset(job.query),
            default_graph=[ox.NamedNode(g) for g in job.default_graphs] if own_dataset else None,
            named_graphs=[ox.NamedNode(g) for g in job.named_graphs] if own_dataset else None,
        )
        media_type, body = _serialise(result, job)
    except SyntaxError as error:
        return Answer(400, _TEXT, f"malformed query: {error}\n".encode())
    except ValueError as error:
        return Answer(400, _TEXT, f"the request cannot be answered: {error}\n".encode())
    except _TooLarge:
        return Answer(403, _TEXT, b"the answer is too large; use LIMIT, or take the dump at /graph.nq\n")
    except OSError as error:
        return Answer(503, _TEXT, f"the store cannot be read: {error}\n".encode())
    return Answer(200, media_type, body)


def _serialise(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job) -> tuple[str, bytes]:
    out = _Bounded(MAX_ANSWER)
    if isinstance(result, ox.QueryTriples):
        found = set(islice(result, MAX_TRIPLES + 1))
        if len(found) > MAX_TRIPLES:
            raise _TooLarge
        # Sorted, so that the same graph gives the same bytes and with them the same ETag.
        triples = sorted(found, key=str)
        ox.serialize(triples, out, format=GRAPH_FORMATS[job.media_type_graph], prefixes=PREFIXES)
        return job.media_type_graph, out.getvalue()
    media_type = job.media_type_rows
    if isinstance(result, ox.QueryBoolean) and media_type in _NO_TABLE_FOR_BOOLEAN:
        media_type = "application/sparql-results+json"
    result.serialize(out, format=RESULT_FORMATS[media_type])
    return media_type, out.getvalue()


def lexical(term: object) -> str:
    """Return a term's value without its kind, empty for an unbound one."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def _open(store: str) -> Handle:
    opened = ox.Store.read_only(store)

    def handle(job: object) -> object:
        assert isinstance(job, Job)
        return run_job(opened, job)

    return handle


class Freshness:
    """Tells when a file was last replaced, looking at most once a second."""

    def __init__(self, ledger: Path | None) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._next = 0.0
        self._last = 0

    def __call__(self) -> int:
        """Return a number that changes when the store has been brought up to date."""
        if self._ledger is None:
            return 0
        with self._lock:
            now = time.monotonic()
            if now >= self._next:
                self._next = now + 1.0
                with contextlib.suppress(OSError):  # it is being written: the state before still stands
                    self._last = self._ledger.stat().st_mtime_ns
            return self._last


class QueryPool:
    """The store behind processes; ``age`` changes when the store does, and they are started anew."""

    def __init__(
        self, store: Path, *, size: int = 2, seconds: float = 30.0, wait: float = 20.0,
        age: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._seconds = seconds
        self._processes = Processes(partial(_open, str(store)), size=size, wait=wait, age=age)

    def ask(self, job: Job, *, seconds: float | None = None) -> Answer:
        """Run a query; 503 when no process was free in time or it died, 504 when it took too long."""
        limit = self._seconds if seconds is None else seconds
        answer = self._processes.ask(job, limit)
        if isinstance(answer, Answer):
            return answer
        if answer is Failed.LATE:
            return Answer(
                504, _TEXT, f"the query took longer than {limit:g} seconds and was stopped\n".encode()
            )
        if answer is Failed.DIED:
            return Answer(503, _TEXT, b"the query needed more memory than it may have and was stopped\n")
        return Answer(503, _TEXT, b"too many queries at once; try again shortly\n")

    def rows(self, query: str) -> list[dict[str, str]]:
        """Run a SELECT query of our own; each row maps a variable to its lexical value, unbound to ""."""
        answer = self.ask(Job(query))
        if answer.status != 200:
            raise QueryError(answer.body.decode("utf-8", "replace").strip())
        solutions = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        if isinstance(solutions, ox.QueryBoolean):
            raise QueryError("a SELECT query was expected, not ASK")
        names = [variable.value for variable in solutions.variables]
        return [{name: lexical(solution[name]) for name in names} for solution in solutions]

    def close(self) -> None:
        """Stop the processes."""
        self._processes.close()
