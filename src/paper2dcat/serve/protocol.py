"""SPARQL 1.1 Protocol, query operation only, with a service description.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from paper2dcat.serve.guard import reaches_out
from paper2dcat.serve.negotiate import choose_graph, choose_rows
from paper2dcat.serve.worker import GRAPH_FORMATS, RESULT_FORMATS, Job, QueryPool
from paper2dcat.vocab import RDF, SD

MAX_BODY = 1_000_000
"""Bytes of a request's body; a longer one is answered 413."""
BODY_SECONDS = 20.0
"""A body that takes longer to come is answered 408."""

_READ_ONLY = "this endpoint is read-only; publish to a store of your own to update it\n"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class _Operation:
    queries: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


class Refusal(Exception):  # noqa: N818 - an answer, not an error of ours
    """A request that is answered with a status and a line of text instead of a result."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.response = PlainTextResponse(message, status)


async def read_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """Return the body; :class:`Refusal` 413 when it is longer than ``limit`` bytes."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    raise Refusal(413, f"the request is longer than {limit} bytes\n")
                parts.append(chunk)
    except TimeoutError as error:
        raise Refusal(408, "the request took too long to arrive\n") from error
    return b"".join(parts)


async def _operation(request: Request) -> _Operation:
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    queries: list[str] = []
    if request.method == "POST":
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        charset = dict(p.strip().lower().split("=", 1) for p in parameters.split(";") if "=" in p)
        if charset.get("charset", "utf-8").strip('"') not in ("utf-8", "utf8"):
            raise Refusal(415, "a request has to be in UTF-8\n")
        body = await read_body(request)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal(400, "the request is not UTF-8\n") from error
        match kind.strip().lower():
            case "application/x-www-form-urlencoded":
                pairs += parse_qsl(text, keep_blank_values=True)
            case "application/sparql-query":
                queries.append(text)
            case "application/sparql-update":
                raise Refusal(403, _READ_ONLY)
            case other:
                raise Refusal(415, f"a query is posted as application/sparql-query or {_FORM}, not {other}\n")
    if any(name == "update" for name, _ in pairs):
        raise Refusal(403, _READ_ONLY)
    queries += [value for name, value in pairs if name == "query"]
    return _Operation(
        tuple(queries),
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


async def answer_query(request: Request, pool: QueryPool) -> Response:
    """Answer one request at the endpoint: a query, or the service description when there is none."""
    try:
        operation = await _operation(request)
    except Refusal as refusal:
        return refusal.response
    accept = request.headers.get("accept", "")
    if not operation.queries:
        if request.method == "POST":
            return PlainTextResponse("the request has no query\n", 400)
        return describe_service(str(request.url.replace(query="")), accept)
    if len(operation.queries) > 1:
        return PlainTextResponse("the request has more than one query\n", 400)
    query = operation.queries[0]
    if reaches_out(query):
        return PlainTextResponse("SERVICE is not allowed here\n", 403)
    rows, graph = choose_rows(accept), choose_graph(accept)
    if rows is None and graph is None:
        offered = ", ".join([*RESULT_FORMATS, *GRAPH_FORMATS])
        return PlainTextResponse(f"offered are {offered}\n", 406)
    job = Job(
        query,
        rows or "application/sparql-results+json",
        graph or "text/turtle",
        operation.default_graphs,
        operation.named_graphs,
        base=str(request.url.replace(query="")),
    )
    answer = await run_in_threadpool(pool.ask, job)
    headers = {"Vary": "Accept"}
    if answer.status == 503:
        headers["Retry-After"] = "5"
    return Response(answer.body, answer.status, headers, media_type=answer.media_type)


def describe_service(endpoint: str, accept: str) -> Response:
    """Return the service description (https://www.w3.org/TR/sparql11-service-description/)."""
    media_type = choose_graph(accept) or "text/turtle"
    service = ox.NamedNode(endpoint)
    formats = "http://www.w3.org/ns/formats/"
    names = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"]
    names += ["Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"]
    triples = [
        ox.Triple(service, RDF.type, SD.Service),
        ox.Triple(service, SD.endpoint, service),
        ox.Triple(service, SD.supportedLanguage, SD.SPARQL11Query),
        ox.Triple(service, SD.feature, SD.UnionDefaultGraph),
        *(ox.Triple(service, SD.resultFormat, ox.NamedNode(formats + name)) for name in names),
    ]
    body = ox.serialize(triples, format=GRAPH_FORMATS[media_type], prefixes={SD.prefix: SD.iri})
    return Response(body, headers={"Vary": "Accept"}, media_type=media_type)
