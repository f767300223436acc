"""The server of one workspace: SPARQL, things and documents, pages. Read-only, and calls no other host."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paper2dcat.errors import QueryError
from paper2dcat.serve import graphstore, resources
from paper2dcat.serve.negotiate import SUFFIXES
from paper2dcat.serve.pages import Pages
from paper2dcat.serve.protocol import answer_query
from paper2dcat.serve.worker import QueryPool

_STATIC = Path(__file__).parent / "static"

_SECURITY = {
    # Nothing from a paper is markup, and if it ever were, it could not run or call anywhere.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Vary",
}


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server needs to know: the store, the base IRI of its things, and its limits."""

    store: Path
    base: str
    query_seconds: float = 30.0
    workers: int = 2
    texts: Path | None = None
    """Folder of the papers' repaired texts."""


class _Headers:
    """Adds the same security and CORS headers to every answer and answers CORS preflights."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            allowed = {"Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS"}
            allowed["Access-Control-Allow-Headers"] = "Accept, Content-Type"
            allowed["Allow"] = "GET, HEAD, POST, OPTIONS"
            await Response(status_code=204, headers={**_SECURITY, **allowed})(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def create_app(settings: ServerSettings) -> Starlette:
    """Return the ASGI application that serves one workspace's store."""
    pool = QueryPool(settings.store, size=settings.workers, seconds=settings.query_seconds)
    site = _Site(pool, settings.base, settings.texts)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    app = Starlette(
        routes=site.routes(),
        lifespan=lifespan,
        exception_handlers={QueryError: _query_failed, HTTPException: _refused},
    )
    app.add_middleware(_Headers)
    return app


async def _query_failed(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"the store could not answer: {error}\n", 503, {"Retry-After": "5"})


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return PlainTextResponse(f"{error.detail}\n", error.status_code, dict(error.headers or {}))


Handler = Callable[[Request], Awaitable[Response]]


class _Site:
    """The routes of one workspace."""

    def __init__(self, pool: QueryPool, base: str, texts: Path | None) -> None:
        self._pool = pool
        self._base = base
        self._pages = Pages(pool, base, texts)

    def routes(self) -> list[Route | Mount]:
        reading = ["GET", "HEAD"]
        anything = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
        return [
            Route("/", self._page(self._pages.home), methods=reading),
            Route("/sparql", self._sparql, methods=anything),
            Route("/query", self._page(self._pages.sparql), methods=reading),
            Route("/rdf-graph-store", self._graph_store, methods=anything),
            Route("/.well-known/void", self._void, methods=reading),
            Route("/robots.txt", self._robots, methods=reading),
            Route("/sitemap.xml", self._sitemap, methods=reading),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Route("/doc/{path:path}", self._document, methods=reading),
            Route("/{path:path}", self._thing, methods=reading),
        ]

    def _page(self, make: Callable[[Request], bytes]) -> Handler:
        async def handler(request: Request) -> Response:
            body = await run_in_threadpool(make, request)
            return _cached(request, resources.Document("text/html", body))

        return handler

    async def _sparql(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse(
                "the endpoint is asked with GET or POST\n", 405, {"Allow": "GET, HEAD, POST"}
            )
        browser = "text/html" in request.headers.get("accept", "") and not request.url.query
        if browser and request.method != "POST":
            return RedirectResponse("/query", 303)
        return await answer_query(request, self._pool)

    async def _graph_store(self, request: Request) -> Response:
        return await graphstore.answer(request, self._pool)

    async def _void(self, _: Request) -> Response:
        return RedirectResponse("/doc/catalog", 303)

    async def _robots(self, _: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /sparql\nSitemap: /sitemap.xml\n")

    async def _sitemap(self, request: Request) -> Response:
        body = await run_in_threadpool(self._pages.sitemap, str(request.base_url))
        return Response(body, media_type="application/xml")

    async def _thing(self, request: Request) -> Response:
        path = request.path_params["path"]
        if not resources.is_iri(self._base + path) or not await run_in_threadpool(
            resources.exists, self._pool, self._base + path
        ):
            raise HTTPException(404, f"nothing here is called {self._base}{path}")
        return RedirectResponse(f"/doc/{path.removeprefix('id/')}", 303, {"Vary": "Accept"})

    async def _document(self, request: Request) -> Response:
        path, media_type = resources.split_suffix(request.path_params["path"])
        iri = await run_in_threadpool(self._find, path)
        if iri is None:
            raise HTTPException(404, f"there is no document about {path}")
        wanted = media_type or resources.choose_document(request.headers.get("accept", ""))
        if wanted is None:
            raise HTTPException(406, "offered are " + ", ".join(SUFFIXES.values()))
        if wanted == "text/html":
            body = await run_in_threadpool(self._pages.thing, iri)
            document = resources.Document(wanted, body)
        else:
            document = await run_in_threadpool(resources.describe, self._pool, iri, wanted)
        response = _cached(request, document)
        links = [f'</doc/{path}.{s}>; rel="alternate"; type="{t}"' for s, t in SUFFIXES.items()]
        response.headers["Link"] = ", ".join([f'<{iri}>; rel="describes"', *links])
        return response

    def _find(self, path: str) -> str | None:
        """Return the IRI that a document is about: ``/doc/dataset/x`` is about ``/id/dataset/x``."""
        for iri in (f"{self._base}id/{path}", f"{self._base}{path}"):
            if resources.is_iri(iri) and resources.exists(self._pool, iri):
                return iri
        return None


def _cached(request: Request, document: resources.Document) -> Response:
    """Answer with validators, or 304 when the client has this very document (RFC 9110, 13.1.2)."""
    headers = {"ETag": document.etag, "Vary": "Accept", "Cache-Control": "no-cache"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if document.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(document.body, headers=headers, media_type=document.media_type)
