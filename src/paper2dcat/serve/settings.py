"""What a server needs to know, and the headers of every answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paper2dcat.serve.files import NoFiles, PaperFiles
from paper2dcat.serve.render import Structured


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The store, the base IRI of its things, the papers' files, and the limits."""

    store: Path
    base: str
    query_seconds: float = 30.0
    workers: int = 2
    """Processes for other people's queries; pages have some of their own."""
    files: PaperFiles = field(default_factory=NoFiles)
    ledger: Path | None = None
    """A file that is replaced when the store has been brought up to date."""
    dump: Path | None = None
    """The whole graph as N-Quads, for download."""
    structured: Structured | None = None
    pictures: bool = True
    """Whether pages of papers are shown."""


_POLICY: Final = (
    "default-src 'none'; style-src 'self'{style}; script-src 'self'; img-src 'self' data:; font-src 'self'{font}; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT: Final = _POLICY.format(style="", font="")
"""Nothing from a paper is markup, and if it ever were, it could not run or call anywhere."""
EDITOR: Final = _POLICY.format(style=" 'unsafe-inline'", font=" data:")
"""The query editor sets styles in its markup; scripts are no freer on its page, which shows no paper."""

HEADERS: Final = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Vary",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}
_HOST: Final = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


class Headers:
    """Adds security and CORS headers to every answer, answers preflights, refuses broken ``Host`` headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if any(not _HOST.fullmatch(host) for host in hosts):
            await PlainTextResponse("the Host header names no host\n", 400)(scope, receive, with_headers)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)
