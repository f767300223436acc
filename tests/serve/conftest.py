"""A real server on loopback over a small store."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import uvicorn
from starlette.applications import Starlette

from paper2dcat.config import Config
from paper2dcat.pipeline.build import build
from paper2dcat.serve import ServerSettings, create_app
from paper2dcat.workspace import Workspace
from tests.conftest import ROOT

BASE = "https://kg.example.org/"
DATA = Path(__file__).parent / "data" / "small.trig"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Client:
    port: int

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()


@pytest.fixture(scope="package")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "store"
    store = ox.Store(str(folder))
    store.load(path=str(DATA), format=ox.RdfFormat.TRIG)
    store.flush()
    return folder


@contextlib.contextmanager
def serving(app: Starlette) -> Iterator[Client]:
    """Run an application on loopback in a thread."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    try:
        yield Client(listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


@pytest.fixture(scope="package")
def client(store_folder: Path) -> Iterator[Client]:
    with serving(create_app(ServerSettings(store_folder, BASE, query_seconds=3.0))) as found:
        yield found


@pytest.fixture(scope="package")
def port() -> int:
    """A port that the workspace's base IRI can name before its server runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def workspace(tmp_path_factory: pytest.TempPathFactory, port: int) -> Workspace:
    """A workspace of the example papers, whose IRIs lead to its server."""
    folder = tmp_path_factory.mktemp("browse")
    papers = folder / "papers"
    papers.mkdir()
    for path in sorted((ROOT / "examples" / "papers").glob("*.pdf")):
        shutil.copy(path, papers)
    return build([papers], folder / "graph", Config(base=f"http://127.0.0.1:{port}/")).workspace


@pytest.fixture(scope="package")
def browse(workspace: Workspace, port: int) -> Iterator[Client]:
    """``paper2dcat serve`` on that workspace, as a process of its own."""
    command = [sys.executable, "-m", "paper2dcat", "serve", str(workspace.root), "--port", str(port), "-q"]
    with subprocess.Popen(command) as process:
        client = Client(port)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client.ask("/robots.txt")
                break
            except OSError:
                time.sleep(0.1)
        try:
            yield client
        finally:
            process.terminate()
            process.wait(30)
