"""What a hostile reader, a hostile client or a hostile paper may try: no 500, nothing executed, nothing leaked.

The list of attacks:

- markup and script in titles, descriptions, quotes, searches, facets, names of queries, results of queries
- paths that climb out of a folder, in every spelling; names of files that are not the site's
- IRIs with quotes, brackets, blanks, controls, braces, percent signs, fragments, lone surrogates, great length
- SPARQL pasted through paths and parameters; SERVICE, LOAD, updates, in every spelling and hidden by escapes
- queries that never end, that fill the memory, whose answers have no end
- bodies that are too long, too slow, of the wrong type, compressed; headers that are too long or broken
- hosts that are not hosts; methods that are not offered
- a PDF that is not one, or not the paper's (in ``test_serve_evidence``)
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import gzip
import json
import re
import socket
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from paper2dcat.serve import ServerSettings, create_app, protocol, worker
from paper2dcat.serve.worker import Job, run_job
from paper2dcat.vocab import DCAT, DCTERMS, FOAF, LPWCC, RDF
from tests.serve.attack_list import (
    BROKEN,
    ENDLESS,
    MARKUP,
    NEVER_ENDING,
    ODD,
    PATHS,
    SERVICES,
    UPDATES,
    WISHES,
)  # fmt: skip
from tests.serve.conftest import BASE, Client, serving

LEADING = ("href", "src", "action", "formaction", "xlink:href")


class Markup(HTMLParser):
    """Collects what in a page could run or call: elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"
        if tag in ("script", "img", "iframe", "object", "embed", "base", "style") and not self._in_data:
            source = values.get("src") or ""
            if not source.startswith("/static/"):
                self.found.append(f"<{tag}>")
        for name, value in attrs:
            script = (value or "").strip().lower().startswith("javascript:")
            if name.startswith("on") or name == "style" or (name in LEADING and script):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._in_data = self._in_data and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)


def check_page(text: str) -> None:
    parser = Markup()
    parser.feed(text)
    assert parser.found == []
    for data in parser.data:
        assert json.loads(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server over a graph whose every string is an attack."""
    folder = tmp_path_factory.mktemp("hostile") / "store"
    store = ox.Store(str(folder))
    graph = ox.NamedNode(BASE + "graph/paper/x")
    for n, text in enumerate(MARKUP):
        dataset, paper = ox.NamedNode(f"{BASE}id/dataset/d{n}"), ox.NamedNode(f"{BASE}id/paper/p{n}")
        record, agent = ox.NamedNode(f"{BASE}record/{n}"), ox.NamedNode(f"{BASE}id/agent/{n}")
        words = ox.Literal(text)
        said: dict[ox.NamedNode, dict[ox.NamedNode, ox.NamedNode | ox.Literal]] = {
            dataset: {
                RDF.type: DCAT.Dataset, DCTERMS.title: words, DCTERMS.description: words, DCAT.keyword: words,
                DCTERMS.creator: agent, DCTERMS.isReferencedBy: paper, DCTERMS.identifier: words,
                DCTERMS.issued: words, DCAT.landingPage: ox.NamedNode("javascript:alert(1)"),
            },
            agent: {FOAF.name: words, RDF.type: FOAF.Person},
            record: {RDF.type: DCAT.CatalogRecord, FOAF.primaryTopic: dataset},
            paper: {RDF.type: LPWCC.paper, DCTERMS.title: words, DCTERMS.references: dataset},
        }  # fmt: skip
        for thing, properties in said.items():
            store.extend(ox.Quad(thing, name, value, graph) for name, value in properties.items())
    store.flush()
    del store
    settings = ServerSettings(
        folder, BASE, query_seconds=1.0, workers=1, structured=lambda data, iri: {"x": data.decode()}
    )
    with serving(create_app(settings)) as client:
        yield client


def test_nothing_from_a_paper_is_markup(hostile: Client) -> None:
    things = [f"/doc/{kind}{n}" for n in range(len(MARKUP)) for kind in ("dataset/d", "paper/p", "agent/")]
    for path in ["/", "/papers", "/sitemap.xml", *things]:
        reply = hostile.ask(path, accept="text/html")
        assert reply.status == 200, path
        check_page(reply.text)


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_from_a_request_is_markup(hostile: Client, text: str) -> None:
    for path in (
        "/?q=",
        "/?task=",
        "/?year=x&role=",
        "/papers?q=",
        "/papers?dataset=",
        "/query?name=",
        "/query?plain=1&name=",
    ):
        reply = hostile.ask(path + quote(text), accept="text/html")
        assert reply.status == 200
        check_page(reply.text)
    for path in ("/doc/", "/id/", "/page/", "/", "/static/"):
        reply = hostile.ask(path + quote(text), accept="text/html")
        assert reply.status == 404
        assert "alert" not in reply.text
        check_page(reply.text)


def test_answers_of_queries_are_never_pages(hostile: Client) -> None:
    query = quote("SELECT * { ?s ?p ?o }")
    for accept in ("text/html", "text/html,*/*;q=0.1", "*/*", "application/xhtml+xml"):
        reply = hostile.ask(f"/sparql?query={query}", accept=accept)
        assert "html" not in reply.headers["content-type"]
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(client: Client, path: str) -> None:
    reply = client.ask(path)
    assert reply.status == 404
    assert "root:" not in reply.text
    assert str(Path(protocol.__file__).parent) not in reply.text
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_are_not_found_and_harm_nothing(client: Client, odd: str) -> None:
    for prefix in ("/id/", "/doc/", "/doc/dataset/", "/doc/annotation/x/span/"):
        for suffix in ("", ".ttl"):
            status = client.ask(prefix + quote(odd, safe="") + suffix, accept="text/html").status
            assert status in (303, 404) if odd in ("", ".", "..") else status == 404
    graph = client.ask("/rdf-graph-store?graph=" + quote(BASE + odd, safe=""))
    assert graph.status in (400, 404)
    dataset = quote(BASE + odd, safe="")
    assert client.ask(f"/papers?dataset={dataset}").status == 200
    named = client.ask(f"/sparql?query=ASK%7B%7D&default-graph-uri={dataset}")
    assert named.status in (200, 400)


@pytest.mark.parametrize("query", UPDATES)
def test_no_update_in_any_dress(client: Client, query: str) -> None:
    before = client.ask("/rdf-graph-store?default", accept="application/n-triples").body
    assert client.ask("/sparql?query=" + quote(query)).status == 400
    assert client.ask("/sparql?update=" + quote(query)).status == 403
    assert (
        client.ask("/sparql", "POST", query.encode(), content_type="application/sparql-query").status == 400
    )
    assert (
        client.ask("/sparql", "POST", query.encode(), content_type="application/sparql-update").status == 403
    )
    form = "application/x-www-form-urlencoded"
    assert (
        client.ask("/sparql", "POST", urlencode({"update": query}).encode(), content_type=form).status == 403
    )
    assert client.ask("/rdf-graph-store?default", accept="application/n-triples").body == before


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """A listener that notes whether anybody calls."""
    calls: list[str] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        yield listener.getsockname()[1], calls
        with contextlib.suppress(TimeoutError):
            listener.accept()
            calls.append("called")
        assert calls == []


@pytest.mark.parametrize("spelling", SERVICES)
def test_no_other_server_is_called(client: Client, trap: tuple[int, list[str]], spelling: str) -> None:
    pattern = spelling.format(u=f"http://127.0.0.1:{trap[0]}/")
    for query in (
        f"SELECT * {{ {pattern} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}",
        f"ASK {{ {pattern} }}",
    ):
        assert client.ask("/sparql?query=" + quote(query)).status in (400, 403)


def test_from_does_not_fetch(client: Client, trap: tuple[int, list[str]]) -> None:
    address = f"http://127.0.0.1:{trap[0]}/data"
    reply = client.ask(
        "/sparql?query=" + quote(f"ASK FROM <{address}> FROM NAMED <{address}> {{ ?s ?p ?o }}")
    )
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, False)


@pytest.mark.parametrize("query", NEVER_ENDING)
def test_what_never_ends_is_cut(hostile: Client, query: str) -> None:
    begun = time.monotonic()
    reply = hostile.ask("/sparql?query=" + quote(query))
    assert reply.status in (503, 504)
    assert time.monotonic() - begun < 30
    assert hostile.ask("/sparql?query=ASK%7B%7D").status == 200


def test_readers_do_not_wait_for_what_never_ends(hostile: Client) -> None:
    endless = "/sparql?query=" + quote(f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}")
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        cut = [threads.submit(hostile.ask, endless) for _ in range(2)]
        begun = time.monotonic()
        assert all(hostile.ask(f"/doc/dataset/d{n}", accept="text/html").status == 200 for n in range(5))
        assert time.monotonic() - begun < 3
        assert [reply.result().status for reply in cut] == [504, 504]


def test_answers_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ox.Store()
    store.extend(ox.Quad(RDF.type, RDF.type, ox.Literal(f"{n:0100d}")) for n in range(2_000))
    monkeypatch.setattr(worker, "MAX_ANSWER", 100_000)
    monkeypatch.setattr(worker, "MAX_TRIPLES", 1_000)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = run_job(store, Job(query))
        assert answer.status == 403
        assert b"LIMIT" in answer.body


def raw(client: Client, request: bytes, seconds: float = 1.5) -> bytes:
    with socket.create_connection(("127.0.0.1", client.port), timeout=seconds) as connection:
        connection.sendall(request)
        parts = []
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)


@pytest.mark.parametrize("request_bytes", BROKEN)
def test_broken_requests_are_refused(client: Client, request_bytes: bytes) -> None:
    reply = raw(client, request_bytes)
    assert not re.match(rb"HTTP/1\.1 (5\d\d|200 )", reply) or b"169.254" in request_bytes
    assert b"Traceback" not in reply
    assert client.ask("/robots.txt").status == 200


@pytest.mark.parametrize(("accept", "status"), WISHES)
def test_odd_wishes(client: Client, accept: str, status: int) -> None:
    assert client.ask("/doc/dataset/rivers", accept=accept).status == status
    assert client.ask("/sparql?query=ASK%7B%7D", accept=accept).status in (200, 406)


def test_bodies(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = "application/sparql-query"
    assert client.ask("/sparql", "POST", b"#" * 1_000_001, content_type=direct).status == 413
    packed = gzip.compress(b"ASK {}" + b" " * 1_000_000)
    assert client.ask("/sparql", "POST", packed, content_type=direct, content_encoding="gzip").status in (
        400,
        415,
    )
    assert client.ask("/sparql", "POST", b"\xff\xfe", content_type=direct).status == 400
    assert client.ask("/sparql", "POST", b"ASK {}", content_type=direct + "; charset").status in (200, 415)
    many = "&".join(f"a{n}=1" for n in range(5_000)).encode()
    form = "application/x-www-form-urlencoded"
    assert client.ask("/sparql", "POST", many, content_type=form).status == 400
    monkeypatch.setattr(protocol, "BODY_SECONDS", 0.5)
    slow = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    slow += b"Content-Length: 9\r\nConnection: close\r\n\r\nASK"
    assert raw(client, slow).startswith(b"HTTP/1.1 408")


def test_methods(client: Client) -> None:
    for path in (
        "/",
        "/papers",
        "/query",
        "/doc/dataset/rivers",
        "/id/dataset/rivers",
        "/static/style.css",
        "/graph.nq",
        "/openapi.json",
    ):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.ask(path, method, b"x").status == 405


def test_the_policy_is_on_every_answer(client: Client) -> None:
    for path in (
        "/",
        "/doc/dataset/rivers",
        "/nothing",
        "/sparql?query=x",
        "/static/style.css",
        "/openapi.json",
        "/page/a/1.png",
    ):
        policy = client.ask(path, accept="text/html").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    editor = client.ask("/query").headers["content-security-policy"]
    assert "script-src 'self';" in editor
    assert "unsafe-eval" not in editor
