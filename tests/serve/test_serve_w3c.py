"""The W3C's own tests of SPARQL 1.1 over HTTP, as far as a server can pass them that is never written to."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from paper2dcat.serve import ServerSettings, create_app, graphstore
from paper2dcat.serve.worker import Answer, Job, QueryPool, run_job
from tests.conftest import ROOT
from tests.serve.conftest import Client, serving

ACCEPT = ROOT.parent / "shared" / "accept"
TESTS = ACCEPT / "rdf-tests" / "sparql" / "sparql11"
needs_tests = pytest.mark.skipif(not TESTS.is_dir(), reason="needs the W3C tests in ../shared/accept")
pytestmark = [needs_tests, pytest.mark.shared]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server whose store holds what the protocol tests would load by update, and the result tests' data."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    store = ox.Store(str(folder))
    for n in (1, 2, 3):
        name = ox.NamedNode(f"{DATA}/data{n}.rdf")
        store.load(path=TESTS / "protocol" / f"data{n}.nt", format=ox.RdfFormat.N_TRIPLES, to_graph=name)
    for path in sorted(TESTS.glob("*-res/data*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(path.as_uri()))
    store.flush()
    del store
    with serving(create_app(ServerSettings(folder, "http://localhost/"))) as found:
        yield found


def outcomes(server: Client, *options: str) -> list[tuple[str, str, str, str]]:
    """Return group, name, outcome and reason of each test."""
    endpoint = f"http://127.0.0.1:{server.port}/sparql"
    command = [sys.executable, str(ACCEPT / "bar" / "w3c_http.py"), "--query", endpoint, "--json", *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [tuple(row) for row in json.loads(run.stdout[: run.stdout.rindex("\n]") + 2])]


def test_protocol_and_service_description(server: Client) -> None:
    found = outcomes(server)
    assert [row for row in found if row[2] == "fail"] == []
    counts = Counter((group, outcome) for group, _, outcome, _ in found)
    assert counts == {("protocol", "pass"): 20, ("protocol", "skip"): 14, ("sd", "pass"): 3}
    assert {why for _, _, outcome, why in found if outcome == "skip"} == {"skip: no update endpoint"}


def test_updates_are_refused(server: Client) -> None:
    found = outcomes(server, "--update", f"http://127.0.0.1:{server.port}/sparql")
    assert Counter(outcome for group, _, outcome, _ in found if group == "protocol") == {
        "pass": 27,
        "fail": 7,
    }
    assert all(" -> 403, expected StatusCode2xx" in why for _, _, outcome, why in found if outcome == "fail")


def result_tests() -> list[tuple[str, Path, Path, Path]]:
    found: list[tuple[str, Path, Path, Path]] = []
    for folder in ("json-res", "csv-tsv-res"):
        if not TESTS.is_dir():
            break
        graph = Graph().parse(TESTS / folder / "manifest.ttl")
        for test in graph.subjects(MF.action, None):
            action = graph.value(test, MF.action)
            name = str(graph.value(test, MF.name))
            paths = [str(graph.value(action, p)) for p in (QT.query, QT.data)]
            paths.append(str(graph.value(test, MF.result)))
            query, data, result = (Path(path.removeprefix("file://")) for path in paths)
            found.append((name, query, data, result))
    return sorted(found)


MEDIA = {
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}


def solutions(content: bytes, suffix: str) -> object:
    """Return what can be compared: rows as sets of values, blank nodes as such, or a boolean."""
    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
        blank = [["_" if cell.startswith("_:") else cell.casefold() for cell in row] for row in rows[1:]]
        columns = rows[0]
        return sorted(sorted(zip(columns, row, strict=True)) for row in blank)
    kind = ox.QueryResultsFormat.JSON if suffix == ".srj" else ox.QueryResultsFormat.TSV
    parsed = ox.parse_query_results(content, format=kind)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    return sorted(sorted((name, term(row[name])) for name in names) for row in parsed)


def term(value: object) -> str:
    return "_" if isinstance(value, ox.BlankNode) else str(value).casefold()


NORMALISED = pytest.mark.xfail(reason="Oxigraph keeps a number's value, not how it was written", strict=True)


@pytest.mark.parametrize(
    ("query", "data", "result"),
    [
        pytest.param(*paths, id=name.split(" ")[0], marks=[NORMALISED] if paths[1].stem == "data2" else [])
        for name, *paths in result_tests()
    ],
)
def test_result_formats(server: Client, query: Path, data: Path, result: Path) -> None:
    parameters = {"query": query.read_text("utf-8"), "default-graph-uri": data.as_uri()}
    reply = server.ask("/sparql?" + urlencode(parameters), accept=MEDIA[result.suffix])
    assert reply.status == 200
    assert reply.headers["content-type"].startswith(MEDIA[result.suffix])
    assert solutions(reply.body, result.suffix) == solutions(result.read_bytes(), result.suffix)


class InMemory(QueryPool):
    """The store of a test that plays the writer."""

    def __init__(self) -> None:
        self.store = ox.Store()

    def ask(self, job: Job, *, seconds: float | None = None) -> Answer:
        return run_job(self.store, job)


def write(store: ox.Store, method: str, path: str, body: str) -> None:
    """Do what a writable server would do."""
    graph = Request({"type": "http", "query_string": path.partition("?")[2].encode(), "headers": []})
    name = graph.query_params.get("graph")
    target = ox.NamedNode(name) if name else ox.DefaultGraph()
    if method in ("PUT", "DELETE"):
        store.clear_graph(target)
    for part in re.split(
        r"\r?\n?--[0-9a-f]{32}(?:--)?\r?\n", body
    ):  # multipart/form-data, or all of the body
        content = part.partition("\r\n\r\n")[2] if part.startswith("Content-") else part
        store.load(content.encode(), format=ox.RdfFormat.TURTLE, to_graph=target)


def test_graph_store_reads() -> None:
    """Each read in the tests of the Graph Store Protocol, against the state that the writes before it left."""
    pool = InMemory()

    async def answer(request: Request) -> Response:
        return await graphstore.answer(request, pool)

    methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    manifest = Graph().parse(TESTS / "graph-store-protocol" / "manifest-indirect.ttl")
    read = 0
    with serving(Starlette(routes=[Route("/gsp", answer, methods=methods)])) as server:
        for test in Collection(manifest, next(manifest.objects(None, MF.entries))):
            pool.store.clear()
            requests = manifest.value(manifest.value(test, MF.action), HT.requests)
            assert requests is not None
            for request in Collection(manifest, requests):
                method = str(manifest.value(request, HT.methodName))
                path = str(manifest.value(request, HT.absolutePath))
                if "$" in path:  # the address of a graph that a writable server would have made
                    continue
                if method in ("GET", "HEAD"):
                    check_read(manifest, request, server, method, path)
                    read += 1
                elif "?" in path:
                    content = manifest.value(manifest.value(request, HT.body), CNT.chars)
                    body = str(content) if content is not None else ""
                    refused = server.ask(path, method, body.encode(), content_type="text/turtle")
                    assert refused.status == 405
                    assert refused.headers["allow"] == "GET, HEAD"
                    write(pool.store, method, path, body)
    assert read >= 10


def check_read(manifest: Graph, request: Node, server: Client, method: str, path: str) -> None:
    response = manifest.value(request, HT.resp)
    reply = server.ask(quote(path, safe="/?=&%"), method, accept="text/turtle")
    expected = {str(status).split("#")[1] for status in manifest.objects(response, MF.expectedStatus)}
    assert {200: "OK", 404: "NotFound"}[reply.status] in expected | {"StatusCode2xx"}
    body = manifest.value(response, HT.body)
    wanted = manifest.value(body, CNT.chars) if body is not None else None
    if method == "GET" and wanted is not None:
        assert isomorphic(Graph().parse(data=str(wanted)), Graph().parse(data=reply.text))
