"""The server of one workspace: SPARQL, things and documents, pages. Read-only, and calls no other host."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final

import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from paper2dcat.errors import QueryError
from paper2dcat.serve import graphstore, resources
from paper2dcat.serve.cache import Cache
from paper2dcat.serve.evidence import Evidence
from paper2dcat.serve.negotiate import SUFFIXES
from paper2dcat.serve.protocol import answer_query
from paper2dcat.serve.render import Renderer
from paper2dcat.serve.search import Lists
from paper2dcat.serve.settings import EDITOR, Headers, ServerSettings
from paper2dcat.serve.sites import Sites, is_plain
from paper2dcat.serve.things import Things
from paper2dcat.serve.worker import Freshness, QueryPool

_STATIC: Final = Path(__file__).parent / "static"
_THREADS: Final = 200
"""Requests that may wait for a process at the same time."""
_OWN: Final = 2
"""Processes for the queries of pages, so that other people's long queries do not keep readers waiting."""
_OWN_SECONDS: Final = 60.0
_KNOWN: Final = 10_000_000
_MADE: Final = 50_000_000
"""Characters of addresses and bytes of documents that are kept in memory."""

Handler = Callable[[Request], Awaitable[Response]]


def create_app(settings: ServerSettings) -> Starlette:
    """Return the ASGI application that serves one workspace's store."""
    site = _Site(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        yield
        site.close()

    app = Starlette(
        routes=site.routes(),
        lifespan=lifespan,
        exception_handlers={QueryError: _query_failed, HTTPException: site.refused},
    )
    app.add_middleware(Headers)
    return app


async def _query_failed(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"the store could not answer: {error}\n", 503, {"Retry-After": "5"})


class _Site:
    """The routes of one workspace."""

    def __init__(self, settings: ServerSettings) -> None:
        age = Freshness(settings.ledger)
        self._settings = settings
        self._base = settings.base
        self._queries = QueryPool(
            settings.store, size=settings.workers, seconds=settings.query_seconds, age=age
        )
        self._own = QueryPool(settings.store, size=_OWN, seconds=_OWN_SECONDS, age=age)
        renderer = self._renderer = Renderer(self._own, settings.base, settings.structured, age)
        self._things = Things(renderer, settings.files)
        self._evidence = Evidence(renderer, settings.files, pictures=settings.pictures, age=age)
        self._lists = Lists(renderer, age)
        self._sites = Sites(renderer, self._queries)
        self._known: Cache[str] = Cache(_KNOWN, lambda iri: len(iri) + 100, age)
        self._documents: Cache[tuple[resources.Document, str]] = Cache(
            _MADE, lambda made: len(made[0].body), age
        )

    def close(self) -> None:
        self._queries.close()
        self._own.close()
        self._evidence.close()

    async def refused(self, request: Request, error: Exception) -> Response:
        """Say why there is no answer: in a line of text, or on a page to a reader who follows a dead link."""
        if not isinstance(error, HTTPException):
            raise error
        if error.status_code == 404 and "text/html" in request.headers.get("accept", ""):
            message = f"{error.detail[:1].upper()}{error.detail[1:]}".rstrip(".")
            body = self._renderer.page("refused.html", status=404, message=message)
            return Response(body, 404, media_type="text/html")
        return PlainTextResponse(f"{error.detail}\n", error.status_code, dict(error.headers or {}))

    def routes(self) -> list[Route | Mount]:
        reading = ["GET", "HEAD"]
        anything = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
        return [
            Route("/", self._page(lambda r: self._lists.datasets(r.query_params)), methods=reading),
            Route("/papers", self._page(lambda r: self._lists.papers(r.query_params)), methods=reading),
            Route("/query", self._query_page, methods=reading),
            Route("/page/{slug}/{number:int}.png", self._picture, methods=reading),
            Route("/sparql", self._sparql, methods=anything),
            Route("/rdf-graph-store", self._graph_store, methods=anything),
            Route("/graph.nq", self._dump, methods=reading),
            Route("/.well-known/void", self._void, methods=reading),
            Route("/openapi.json", self._openapi, methods=reading),
            Route("/robots.txt", self._robots, methods=reading),
            Route("/sitemap.xml", self._sitemap, methods=reading),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Route("/doc/{path:path}", self._document, methods=reading),
            Route("/{path:path}", self._thing, methods=reading),
        ]

    def _page(self, make: Callable[[Request], bytes]) -> Handler:
        def made(request: Request) -> tuple[resources.Document, str]:
            return resources.Document("text/html", make(request)), ""

        async def handler(request: Request) -> Response:
            key = (request.url.path, request.url.query)
            document, _ = await run_in_threadpool(self._documents.get, key, lambda: made(request))
            return _cached(request, document)

        return handler

    async def _query_page(self, request: Request) -> Response:
        body = await run_in_threadpool(self._sites.sparql, request.query_params)
        response = _cached(request, resources.Document("text/html", body))
        if not is_plain(request.query_params):
            response.headers["Content-Security-Policy"] = EDITOR
        return response

    async def _sparql(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse(
                "the endpoint is asked with GET or POST\n", 405, {"Allow": "GET, HEAD, POST"}
            )
        browser = "text/html" in request.headers.get("accept", "") and not request.url.query
        if browser and request.method != "POST":
            return RedirectResponse("/query", 303, {"Vary": "Accept"})
        return await answer_query(request, self._queries)

    async def _graph_store(self, request: Request) -> Response:
        return await graphstore.answer(request, self._queries)

    async def _dump(self, _: Request) -> Response:
        dump = self._settings.dump
        if dump is None or not dump.is_file():
            raise HTTPException(
                404, "this workspace has no dump; its owner makes one with: paper2dcat export"
            )
        return FileResponse(dump, media_type="application/n-quads", filename="graph.nq")

    async def _void(self, _: Request) -> Response:
        return RedirectResponse("/doc/catalog", 303)

    async def _openapi(self, _: Request) -> Response:
        return FileResponse(_STATIC.parent / "openapi.json", media_type="application/json")

    async def _robots(self, request: Request) -> Response:
        sitemap = f"{str(request.base_url).rstrip('/')}/sitemap.xml"
        return PlainTextResponse(
            f"User-agent: *\nDisallow: /sparql\nDisallow: /rdf-graph-store\nSitemap: {sitemap}\n"
        )

    async def _sitemap(self, request: Request) -> Response:
        part = request.query_params.get("part", "")
        body = await run_in_threadpool(self._sites.sitemap, str(request.base_url).rstrip("/"), part)
        return Response(body, media_type="application/xml")

    async def _picture(self, request: Request) -> Response:
        slug, number = request.path_params["slug"], request.path_params["number"]
        found = await run_in_threadpool(self._evidence.picture, slug, number)
        if isinstance(found, str):
            raise HTTPException(404, found)
        content, tag = found
        headers = {"ETag": f'"{tag}"', "Cache-Control": "max-age=86400"}
        if f'"{tag}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="image/png")

    async def _thing(self, request: Request) -> Response:
        path = request.path_params["path"]
        if not await run_in_threadpool(resources.exists, self._own, self._base + path):
            raise HTTPException(404, "nothing here has this address")
        return RedirectResponse(f"/doc/{path.removeprefix('id/')}", 303, {"Vary": "Accept"})

    async def _document(self, request: Request) -> Response:
        path, media_type = resources.split_suffix(request.path_params["path"])
        iri = await run_in_threadpool(self._find, path)
        if not iri:
            raise HTTPException(404, "there is no such document")
        wanted = media_type or resources.choose_document(request.headers.get("accept", ""))
        if wanted is None:
            raise HTTPException(406, "offered are " + ", ".join(SUFFIXES.values()))
        document, kind = await run_in_threadpool(self._made, iri, wanted)
        response = _cached(request, document)
        response.headers["Link"] = ", ".join(_links(iri, path, wanted, kind))
        return response

    def _find(self, path: str) -> str:
        """Return the IRI that a document is about: ``/doc/dataset/x`` is about ``/id/dataset/x``."""
        candidates = (f"{self._base}id/{path}", f"{self._base}{path}")
        return self._known.get(
            path, lambda: next((i for i in candidates if resources.exists(self._own, i)), "")
        )

    def _made(self, iri: str, wanted: str) -> tuple[resources.Document, str]:
        """Return a document and the schema.org type of what it is about."""
        if wanted == "text/html" and self._evidence.is_place(iri.removeprefix(self._base)):
            return resources.Document(wanted, self._evidence.page(iri)), ""
        return self._documents.get((iri, wanted), lambda: self._make(iri, wanted))

    def _make(self, iri: str, wanted: str) -> tuple[resources.Document, str]:
        if wanted != "text/html":
            return resources.describe(self._own, iri, wanted), ""
        body, kind = self._things.page(iri)
        return resources.Document(wanted, body), kind


def _links(iri: str, path: str, media_type: str, kind: str) -> list[str]:
    """Return a document's links: to what it is about, its other forms, its types (https://signposting.org)."""
    about = f"<{iri}>"
    links = [f'{about}; rel="describes"']
    forms = [(f"</doc/{path}.{suffix}>", form) for suffix, form in SUFFIXES.items() if form != media_type]
    if media_type == "text/html" and kind:
        links += [f'{about}; rel="cite-as"', '<https://schema.org/AboutPage>; rel="type"']
        links.append(f'<https://schema.org/{kind}>; rel="type"')
        links += [f'{address}; rel="describedby"; type="{form}"' for address, form in forms]
    links += [f'{address}; rel="alternate"; type="{form}"' for address, form in forms]
    return [link.encode("ascii", "backslashreplace").decode() for link in links]


def _cached(request: Request, document: resources.Document) -> Response:
    """Answer with validators, or 304 when the client has this very document (RFC 9110, 13.1.2)."""
    headers = {"ETag": document.etag, "Vary": "Accept", "Cache-Control": "no-cache"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if document.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(document.body, headers=headers, media_type=document.media_type)
