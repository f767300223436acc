"""A real server on loopback over a small store."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import uvicorn

from paper2dcat.serve import ServerSettings, create_app

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


@pytest.fixture(scope="package")
def client(store_folder: Path) -> Iterator[Client]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_app(ServerSettings(store_folder, BASE, query_seconds=3.0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield Client(listener.getsockname()[1])
    server.should_exit = True
    thread.join(20)
    listener.close()
