"""SPARQL 1.1 Graph Store HTTP Protocol, GET and HEAD (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from paper2dcat.serve.negotiate import choose_graph
from paper2dcat.serve.resources import is_iri
from paper2dcat.serve.worker import Job, QueryPool


async def answer(request: Request, pool: QueryPool) -> Response:
    """Answer ``?default`` or ``?graph=IRI``; a write is refused with 405."""
    if request.method not in ("GET", "HEAD"):
        return PlainTextResponse("this store is read-only\n", 405, {"Allow": "GET, HEAD"})
    graph, default = request.query_params.get("graph"), "default" in request.query_params
    if (graph is None) == (not default):
        return PlainTextResponse("name one graph, with ?graph=IRI or ?default\n", 400)
    media_type = choose_graph(request.headers.get("accept", ""))
    if media_type is None:
        return PlainTextResponse("a graph comes as Turtle, N-Triples, JSON-LD or RDF/XML\n", 406)
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    if graph is not None:
        if ":" not in graph or not is_iri(graph):
            return PlainTextResponse(f"not an absolute IRI: {graph!r}\n", 400)
        known = await run_in_threadpool(pool.ask, Job(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
        if known.status != 200:
            return Response(known.body, known.status, media_type=known.media_type)
        if b"true" not in known.body:
            return PlainTextResponse(f"there is no graph {graph}\n", 404)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    found = await run_in_threadpool(pool.ask, Job(query, media_type_graph=media_type))
    return Response(found.body, found.status, {"Vary": "Accept"}, media_type=found.media_type)
