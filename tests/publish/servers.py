"""Real servers for tests: Oxigraph's, and a small one that misbehaves as it is told."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.publish import GraphFile
from paper2dcat.serialise import nquads


def graph_files(folder: Path, quads: Iterable[ox.Quad]) -> list[GraphFile]:
    """Write the named graphs of some statements as files."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    folder.mkdir(exist_ok=True)
    files = []
    for number, (iri, own) in enumerate(sorted(graphs.items())):
        path = folder / f"{number}.nq"
        path.write_bytes(nquads(own))
        files.append(GraphFile(iri, path, hashlib.sha256(nquads(own)).hexdigest(), len(own)))
    return files


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Oxigraph:
    """An Oxigraph server on a folder, which may be killed and started again at the same address."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        beside = Path(sys.executable).with_name("oxigraph")
        binary = str(beside) if beside.exists() else shutil.which("oxigraph")
        if binary is None:
            pytest.skip("the oxigraph server is not installed")
        port = port or free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._command = [binary, "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}"]
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"{self.address}/", timeout=5).close()
                return
            time.sleep(0.1)
        self.stop()
        pytest.fail("the oxigraph server did not start")

    def kill(self) -> None:
        """Kill it at once."""
        self._process.kill()
        self._process.wait(timeout=20)

    def stop(self) -> None:
        """Ask it to end."""
        self._process.terminate()
        self._process.wait(timeout=20)


@contextlib.contextmanager
def oxigraph(folder: Path, port: int = 0) -> Iterator[str]:
    """Run an Oxigraph server on a folder; give its address."""
    server = Oxigraph(folder, port)
    try:
        yield server.address
    finally:
        server.stop()


@contextlib.contextmanager
def refusing(status: int, body: bytes = b"", *, user: str = "", behind: str = "") -> Iterator[str]:
    """Run a server that answers everything with a status, or passes on to ``behind`` for the right user."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            wanted = "Basic " + base64.b64encode(user.encode()).decode()
            if behind and self.headers.get("Authorization") == wanted:
                self._pass_on(content)
                return
            self.send_response(status)
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="test"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_GET = do_DELETE = do_POST  # noqa: N815

        def _pass_on(self, content: bytes) -> None:
            kept = {k: v for k, v in self.headers.items() if k in ("Content-Type", "Accept")}
            request = urllib.request.Request(behind + self.path, content or None, kept, method=self.command)
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = response.read()
                self.send_response(response.status)
                self.send_header("Content-Type", response.headers.get("Content-Type", "text/plain"))
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
