"""Endpoints: a real server gives what the file gives, and a server that fails is told as what it is."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.errors import EndpointError
from paper2dcat.query import EndpointSource, FileSource, Rows, Truth, get_query, list_queries, run
from tests.queries.servers import Respond, answering, content, free_port, oxigraph, upload
from tests.queries.test_query_answers import FIXTURE, Case, all_cases

YES = content(200, "application/sparql-results+json", b'{"head": {}, "boolean": true}')
ASK = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module", params=["its own default graph", "union as default graph"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    options = ["--union-default-graph"] if request.param.startswith("union") else []
    with oxigraph(tmp_path_factory.mktemp("store"), *options) as url:
        upload(url, ox.serialize(ox.parse(path=FIXTURE), format=ox.RdfFormat.N_QUADS) or b"")
        yield url


@pytest.mark.server
@pytest.mark.parametrize("case", all_cases(), ids=lambda case: "-".join([case.query, *case.parameters]))
def test_a_server_gives_the_expected_answer(case: Case, server: str) -> None:
    case.assert_answered(run(get_query(case.query), EndpointSource(f"{server}/query"), case.parameters))


@pytest.mark.server
def test_a_server_counts_what_the_file_counts(server: str) -> None:
    source, file = EndpointSource(f"{server}/query"), FileSource([FIXTURE])
    for query in list_queries():
        if not any(parameter.required for parameter in query.parameters):
            assert run(query, source) == run(query, file), query.name


@pytest.mark.server
def test_graphs_are_listed_when_a_server_knows_no_union(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paper2dcat.query.endpoint._UNIONS", ())
    source = EndpointSource(f"{server}/query")
    assert len(source._union) == 8
    assert run(get_query("count-things"), source) == run(get_query("count-things"), FileSource([FIXTURE]))


@pytest.mark.server
def test_a_server_without_statements_answers_with_none(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as url:
        answer = run(get_query("list-creators"), EndpointSource(f"{url}/query"))
    assert isinstance(answer, Rows)
    assert len(answer) == 0


@pytest.mark.server
def test_a_web_page_is_not_an_endpoint(server: str) -> None:
    with pytest.raises(EndpointError) as caught:
        EndpointSource(f"{server}/nowhere").ask(ASK)
    assert caught.value.code in ("http-404", "http-405")


def test_a_server_that_is_down_is_told() -> None:
    with pytest.raises(EndpointError, match=r"cannot be reached: Connection refused") as caught:
        EndpointSource(f"http://127.0.0.1:{free_port()}/query").ask(ASK)
    assert caught.value.code == "down"
    assert "server runs" in caught.value.remedy


@pytest.mark.parametrize("url", ["nonsense", "ht tp://x/", "http://[::1/"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(EndpointError):
        EndpointSource(url).ask(ASK)


@pytest.mark.parametrize(
    ("respond", "code", "words"),
    [
        (content(401, "text/plain", b"who are you"), "http-401", "--user"),
        (content(403, "text/plain", b"no"), "http-403", "may not ask"),
        (content(404, "text/html", b"<h1>not here</h1>"), "http-404", "/sparql"),
        (content(400, "text/plain", b"Parse error\nat line 1"), "http-400", "at line 1"),
        (content(414, "text/plain", b""), "http-414", "414"),
        (content(500, "text/plain", b"out of memory"), "http-500", "out of memory"),
        (content(503, "text/plain", b""), "http-503", "503"),
        (content(200, "text/html", b"<html>Welcome</html>"), "not-sparql", "text/html"),
        (content(200, "application/sparql-results+json", b'{"head": {"vars": ['), "not-sparql", "SPARQL"),
        (content(200, "", b"{}"), "not-sparql", "no media type"),
    ],
)
def test_a_server_that_refuses_or_answers_nonsense_is_told(respond: Respond, code: str, words: str) -> None:
    with answering(respond) as url, pytest.raises(EndpointError) as caught:
        EndpointSource(url, union=False).ask(ASK)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert url in caught.value.message


def test_a_server_that_takes_too_long_is_told() -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)

    with answering(slow) as url, pytest.raises(EndpointError) as caught:
        EndpointSource(url, union=False, timeout=1).ask(ASK)
    assert caught.value.code == "timeout"
    assert "--timeout" in caught.value.remedy


def test_a_connection_that_breaks_off_is_told() -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"{")

    with answering(cut) as url, pytest.raises(EndpointError) as caught:
        EndpointSource(url, union=False).ask(ASK)
    assert caught.value.code in ("down", "not-sparql")


def test_basic_authentication_sends_user_and_password_and_shows_neither() -> None:
    seen = []

    def guarded(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Authorization", ""))
        YES(handler)

    with answering(guarded) as url:
        source = EndpointSource(url, user="pub", password="secret", union=False)
        assert source.ask(ASK) == Truth(True)
    assert seen == ["Basic " + base64.b64encode(b"pub:secret").decode()]
    assert "secret" not in repr(source)


def test_digest_authentication_answers_the_challenge(monkeypatch: pytest.MonkeyPatch) -> None:
    # SPARQLWrapper installs an opener for the whole process: no other test should ask through it.
    monkeypatch.setattr("urllib.request._opener", None)
    seen = []

    def guarded(handler: BaseHTTPRequestHandler) -> None:
        given = handler.headers.get("Authorization", "")
        seen.append(given)
        if given.startswith("Digest ") and 'username="pub"' in given:
            YES(handler)
        else:
            challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5'
            content(401, "text/plain", b"", WWW_Authenticate=challenge)(handler)

    with answering(guarded) as url:
        source = EndpointSource(url, user="pub", password="secret", auth="digest", union=False)
        assert source.ask(ASK) == Truth(True)
    assert seen[0] == ""
    assert "response=" in seen[-1]
    assert all("secret" not in header for header in seen)
