"""Queries in processes of their own, so that one that runs too long can be cut without hurting the others.

Each process opens the store read-only. A request that outlives its time limit has its process killed and
replaced; the store is untouched since nothing ever writes through it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.errors import QueryError
from paper2dcat.vocab import PREFIXES


@dataclass(frozen=True, slots=True)
class Job:
    """One query with its dataset and the media type of the answer.

    Without ``default_graphs`` and ``named_graphs`` the default graph is the union of all graphs
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


def run_job(store: ox.Store, job: Job) -> Answer:
    """Run one query on an open store and serialise its result."""
    own_dataset = bool(job.default_graphs or job.named_graphs)
    try:
        result = store.query(
            job.query,
            base_iri=job.base,
            use_default_graph_as_union=not own_dataset,
            default_graph=[ox.NamedNode(g) for g in job.default_graphs] if own_dataset else None,
            named_graphs=[ox.NamedNode(g) for g in job.named_graphs] if own_dataset else None,
        )
        media_type, body = _serialise(result, job)
    except SyntaxError as error:
        return Answer(400, "text/plain; charset=utf-8", f"malformed query: {error}\n".encode())
    except ValueError as error:
        return Answer(400, "text/plain; charset=utf-8", f"the request cannot be answered: {error}\n".encode())
    except OSError as error:
        return Answer(500, "text/plain; charset=utf-8", f"the store cannot be read: {error}\n".encode())
    return Answer(200, media_type, body)


def _serialise(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job) -> tuple[str, bytes]:
    if isinstance(result, ox.QueryTriples):
        # Sorted, so that the same graph gives the same bytes and with them the same ETag.
        triples = sorted(set(result), key=str)
        body = ox.serialize(triples, format=GRAPH_FORMATS[job.media_type_graph], prefixes=PREFIXES)
        return job.media_type_graph, body or b""
    media_type = job.media_type_rows
    if isinstance(result, ox.QueryBoolean) and media_type in _NO_TABLE_FOR_BOOLEAN:
        media_type = "application/sparql-results+json"
    return media_type, result.serialize(format=RESULT_FORMATS[media_type]) or b""


def _lexical(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def _serve(store_path: str, pipe: Connection) -> None:
    store = ox.Store.read_only(store_path)
    pipe.send(None)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            pipe.send(run_job(store, pipe.recv()))


class _Process:
    """One worker process and the pipe to it."""

    def __init__(self, store: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(str(store), there), daemon=True)
        self.process.start()
        there.close()
        self.ready = False

    def ask(self, job: Job, seconds: float) -> Answer | None:
        """Return the answer, or None when it did not come in time or the process died."""
        deadline = time.monotonic() + seconds
        try:
            if not self.ready:
                # Starting an interpreter is not the query's time: it gets its own generous limit.
                if not self.pipe.poll(60.0):
                    return None
                self.pipe.recv()
                self.ready = True
                deadline = time.monotonic() + seconds
            self.pipe.send(job)
            if not self.pipe.poll(max(0.0, deadline - time.monotonic())):
                return None
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def kill(self) -> None:
        self.process.kill()
        self.process.join(5)
        self.pipe.close()


class QueryPool:
    """A fixed number of query processes; a caller waits for a free one, at most ``wait`` seconds."""

    def __init__(self, store: Path, *, size: int = 2, seconds: float = 30.0, wait: float = 10.0) -> None:
        self._store = store
        self._seconds = seconds
        self._wait = wait
        self._free: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(size):
            self._free.put(_Process(store))

    def ask(self, job: Job, *, seconds: float | None = None) -> Answer:
        """Run a query; 503 when no process was free in time, 504 when it took too long."""
        limit = self._seconds if seconds is None else seconds
        try:
            worker = self._free.get(timeout=self._wait)
        except queue.Empty:
            return Answer(503, "text/plain; charset=utf-8", b"too many queries at once; try again shortly\n")
        answer = worker.ask(job, limit)
        if answer is None:
            worker.kill()
            with self._lock:
                if not self._closed:
                    self._free.put(_Process(self._store))
            message = f"the query took longer than {limit:g} seconds and was stopped\n"
            return Answer(504, "text/plain; charset=utf-8", message.encode())
        self._free.put(worker)
        return answer

    def rows(self, query: str) -> list[dict[str, str]]:
        """Run a SELECT query of our own; each row maps a variable to its lexical value, unbound to ""."""
        answer = self.ask(Job(query))
        if answer.status != 200:
            raise QueryError(answer.body.decode("utf-8", "replace").strip())
        solutions = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        if isinstance(solutions, ox.QueryBoolean):
            raise QueryError("a SELECT query was expected, not ASK")
        names = [variable.value for variable in solutions.variables]
        found = []
        for solution in solutions:
            row = {name: _lexical(solution[name]) for name in names}
            found.append(row)
        return found

    def close(self) -> None:
        """Stop all processes that are free; busy ones die with this process (daemons)."""
        with self._lock:
            self._closed = True
            while True:
                try:
                    self._free.get_nowait().kill()
                except queue.Empty:
                    return
