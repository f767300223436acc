"""The server as a client sees it: protocol, negotiation, linked data, pages, limits, attacks."""

from __future__ import annotations

import json
import time
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.serve.conftest import BASE, Client

DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


def sparql(query: str, **parameters: str) -> str:
    return "/sparql?" + urlencode({"query": query, **parameters})


class TestProtocol:
    def test_get_gives_json_by_default(self, client: Client) -> None:
        reply = client.ask(sparql("SELECT ?d { ?d a <http://www.w3.org/ns/dcat#Dataset> } ORDER BY ?d"))
        assert reply.status == 200
        assert reply.headers["content-type"] == "application/sparql-results+json"
        rows = json.loads(reply.body)["results"]["bindings"]
        assert [row["d"]["value"] for row in rows] == [BASE + "id/dataset/hills", BASE + "id/dataset/rivers"]

    @pytest.mark.parametrize(
        ("accept", "media_type"),
        [
            ("application/sparql-results+xml", "application/sparql-results+xml"),
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
            ("application/json", "application/sparql-results+json"),
            ("*/*", "application/sparql-results+json"),
            ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ],
    )
    def test_rows_come_as_wanted(self, client: Client, accept: str, media_type: str) -> None:
        reply = client.ask(sparql("SELECT * { ?s ?p ?o } LIMIT 1"), accept=accept)
        assert (reply.status, reply.headers["content-type"]) == (200, media_type)

    @pytest.mark.parametrize(
        "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
    )
    def test_graphs_come_as_wanted(self, client: Client, accept: str) -> None:
        reply = client.ask(
            sparql("CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?o }"), accept=accept
        )
        assert reply.headers["content-type"].startswith(accept)
        parsed = list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(accept)))
        assert len(parsed) == 4

    def test_post_both_ways(self, client: Client) -> None:
        ask = "ASK { ?s ?p ?o }"
        direct = client.ask("/sparql", "POST", ask.encode(), content_type="application/sparql-query")
        form = client.ask("/sparql", "POST", urlencode({"query": ask}).encode(), content_type=FORM)
        assert direct.status == form.status == 200
        assert json.loads(direct.body)["boolean"] is json.loads(form.body)["boolean"] is True

    def test_dataset_of_the_protocol(self, client: Client) -> None:
        ask = "ASK { <https://kg.example.org/id/paper/two> ?p ?o }"
        one = client.ask(sparql(ask, **{"default-graph-uri": BASE + "graph/paper/one"}))
        two = client.ask(sparql(ask, **{"default-graph-uri": BASE + "graph/paper/two"}))
        assert [json.loads(reply.body)["boolean"] for reply in (one, two)] == [False, True]

    @pytest.mark.parametrize(
        ("path", "method", "body", "headers", "status"),
        [
            ("/sparql?query=nonsense", "GET", None, {}, 400),
            ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "GET", None, {}, 400),
            ("/sparql", "PUT", b"x", {}, 405),
            ("/sparql", "POST", b"ASK{}", {"content_type": "text/plain"}, 415),
            ("/sparql", "POST", "ASK{}".encode("utf-16"), {"content_type": f"{DIRECT}; charset=UTF-16"}, 415),
            ("/sparql", "POST", b"update=CLEAR+ALL", {"content_type": FORM}, 403),
            ("/sparql", "POST", b"CLEAR ALL", {"content_type": "application/sparql-update"}, 403),
            ("/sparql?query=" + quote("INSERT DATA { <a:a> <a:b> 1 }"), "GET", None, {}, 400),
            ("/sparql?query=" + quote("ASK{}"), "GET", None, {"accept": "image/png"}, 406),
            ("/sparql", "POST", b"query=" + b"x" * 1_100_000, {"content_type": FORM}, 413),
            ("/sparql?query=" + quote("ASK { SERVICE <http://a:1/> {} }"), "GET", None, {}, 403),
            ("/sparql?query=" + quote("ASK { \\u0053ERVICE <http://a:1/> {} }"), "GET", None, {}, 403),
        ],
    )  # fmt: skip
    def test_refusals(
        self, client: Client, path: str, method: str, body: bytes | None, headers: dict[str, str], status: int
    ) -> None:
        reply = client.ask(path, method, body, **headers)
        assert reply.status == status
        assert reply.body.strip()

    def test_a_word_in_a_string_is_no_service(self, client: Client) -> None:
        reply = client.ask(sparql('ASK { ?s ?p ?o FILTER("SERVICE <x>" = "SERVICE <x>") } # SERVICE'))
        assert reply.status == 200

    def test_an_endless_query_is_cut_and_others_go_on(self, client: Client) -> None:
        begun = time.monotonic()
        reply = client.ask(sparql(ENDLESS))
        assert reply.status == 504
        assert time.monotonic() - begun < 20
        assert client.ask(sparql("ASK {}")).status == 200

    def test_service_description(self, client: Client) -> None:
        reply = client.ask("/sparql", accept="text/turtle")
        assert b"sd:endpoint" in reply.body
        assert reply.headers["content-type"].startswith("text/turtle")


class TestGraphStore:
    def test_reads(self, client: Client) -> None:
        graph = quote(BASE + "graph/paper/two", safe="")
        reply = client.ask(f"/rdf-graph-store?graph={graph}", accept="application/n-triples")
        assert reply.status == 200
        assert len(reply.text.splitlines()) == 5
        assert client.ask(f"/rdf-graph-store?graph={graph}", "HEAD").body == b""
        assert (
            len(client.ask("/rdf-graph-store?default", accept="application/n-triples").text.splitlines()) > 30
        )

    @pytest.mark.parametrize(
        ("query", "method", "status"),
        [
            ("?graph=https%3A%2F%2Fkg.example.org%2Fgraph%2Fnone", "GET", 404),
            ("", "GET", 400),
            ("?graph=" + quote("x> <y", safe=""), "GET", 400),
            ("?default", "PUT", 405),
            ("?default", "DELETE", 405),
        ],
    )
    def test_refusals(self, client: Client, query: str, method: str, status: int) -> None:
        assert client.ask("/rdf-graph-store" + query, method).status == status


class TestLinkedData:
    def test_a_thing_points_to_its_document(self, client: Client) -> None:
        reply = client.ask("/id/dataset/rivers")
        assert (reply.status, reply.headers["location"]) == (303, "/doc/dataset/rivers")

    @pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
    def test_documents_by_suffix(self, client: Client, suffix: str) -> None:
        reply = client.ask(f"/doc/dataset/rivers.{suffix}")
        assert reply.status == 200
        parsed = ox.parse(reply.body, format=ox.RdfFormat.from_extension(suffix))
        assert any(quad.subject == ox.NamedNode(BASE + "id/dataset/rivers") for quad in parsed)

    def test_validators(self, client: Client) -> None:
        first = client.ask("/doc/dataset/rivers", accept="text/turtle")
        again = client.ask("/doc/dataset/rivers", accept="text/turtle", if_none_match=first.headers["etag"])
        html = client.ask("/doc/dataset/rivers", accept="text/html")
        assert again.status == 304
        assert html.headers["etag"] != first.headers["etag"]
        assert "describes" in first.headers["link"]
        assert first.headers["vary"] == "Accept"

    @pytest.mark.parametrize(
        "path",
        [
            "/id/dataset/none",
            "/doc/nothing",
            "/../../etc/passwd",
            "/static/../app.py",
            "/id/%3Cx%3E",
            "/id/%00",
        ],
    )
    def test_what_is_not_there(self, client: Client, path: str) -> None:
        assert client.ask(path).status == 404

    def test_a_dead_link_is_a_page_for_a_reader_and_a_line_for_a_program(self, client: Client) -> None:
        page, line = client.ask("/doc/nothing", accept="text/html"), client.ask("/doc/nothing")
        assert (page.status, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert "<h1>There is no such document</h1>" in page.text
        assert line.text == "there is no such document\n"

    def test_nothing_acceptable(self, client: Client) -> None:
        assert client.ask("/doc/dataset/rivers", accept="image/png").status == 406

    def test_preflight(self, client: Client) -> None:
        reply = client.ask("/sparql", "OPTIONS")
        assert (reply.status, reply.headers["access-control-allow-origin"]) == (204, "*")


class TestPages:
    def test_search(self, client: Client) -> None:
        everything, some = client.ask("/").text, client.ask("/?q=streams").text
        assert "Hills" in everything
        assert "Hills" not in some
        assert "1 of 2 datasets" in some
        assert "Nothing matches" in client.ask("/?q=oceans&page=99999999999").text

    def test_facets(self, client: Client) -> None:
        assert "1 of 2 datasets" in client.ask("/?task=Sorting").text

    def test_dataset_page_shows_evidence(self, client: Client) -> None:
        page = client.ask("/doc/dataset/rivers", accept="text/html").text
        assert "the river &lt;i&gt;notes&lt;/i&gt;" in page
        assert "p. 4" in page
        assert 'href="/doc/annotation/one/span/10-33#words"' in page
        assert "Hills" in page

    def test_nothing_from_a_paper_is_markup(self, client: Client) -> None:
        for path in ("/", "/doc/dataset/rivers", "/doc/paper/one", "/?q=%3Cscript%3Ealert(2)%3C/script%3E"):
            reply = client.ask(path, accept="text/html")
            assert reply.status == 200
            assert "<script>alert" not in reply.text
            assert "<b>bold" not in reply.text
            assert "default-src 'none'" in reply.headers["content-security-policy"]

    @pytest.mark.parametrize(
        "path", ["/query", "/doc/task/sorting", "/sitemap.xml", "/robots.txt", "/static/style.css"]
    )
    def test_other_pages(self, client: Client, path: str) -> None:
        assert client.ask(path, accept="text/html").status == 200
