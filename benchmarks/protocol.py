"""The W3C's SPARQL 1.1 tests over HTTP: `paper2dcat serve` beside an Oxigraph server.

    python benchmarks/protocol.py RUNNER      # RUNNER: w3c_http.py with the W3C's rdf-tests beside it

Both servers hold the data that the tests would load by update. Tests that need writing are counted apart: a
server that is read-only passes them by refusing only where the test expects a refusal.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.serve import ServerSettings, create_app, run_server

DATA = "http://kasei.us/2009/09/sparql/data"


def preload(folder: Path, tests: Path) -> None:
    """Load the protocol tests' graphs."""
    store = ox.Store(str(folder))
    for n in (1, 2, 3):
        name = ox.NamedNode(f"{DATA}/data{n}.rdf")
        store.load(path=tests / "protocol" / f"data{n}.nt", format=ox.RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """Run a server until the block ends; give its address."""
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/", timeout=20).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield address
        server.terminate()


def outcomes(runner: Path, query: str, update: str, gsp: str) -> Counter[tuple[str, str]]:
    """Return how often each group of tests had each outcome; tests that write are a group of their own."""
    command = [sys.executable, str(runner), "--query", query, "--json"]
    plain = _run(command)
    queries = {name for group, name, outcome, _ in plain if group == "protocol" and outcome != "skip"}
    found: Counter[tuple[str, str]] = Counter()
    for group, name, outcome, _ in _run([*command, "--update", update, "--gsp", gsp]):
        kind = {"protocol": "query" if name in queries else "update", "sd": "service description"}.get(
            group, group
        )
        found[kind, outcome] += 1
    return found


def _run(command: list[str]) -> list[list[str]]:
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    rows: list[list[str]] = json.loads(printed[: printed.rindex("\n]") + 2])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runner", type=Path)
    parser.add_argument("--serve", nargs=2, metavar=("STORE", "PORT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        listener = socket.socket()
        listener.bind(("127.0.0.1", int(arguments.serve[1])))
        run_server(create_app(ServerSettings(Path(arguments.serve[0]), "http://localhost/")), listener)
        return
    tests = arguments.runner.parent.parent / "rdf-tests" / "sparql" / "sparql11"
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours", Path(folder) / "theirs"
        preload(ours, tests)
        preload(theirs, tests)
        port = free_port()
        serve = [sys.executable, __file__, str(arguments.runner), "--serve", str(ours), str(port)]
        with running(serve, port) as address:
            mine = outcomes(
                arguments.runner, f"{address}/sparql", f"{address}/sparql", f"{address}/rdf-graph-store"
            )
        port = free_port()
        oxigraph = Path(sys.executable).with_name("oxigraph")
        with running([str(oxigraph), "serve", "-l", str(theirs), "-b", f"127.0.0.1:{port}"], port) as address:
            other = outcomes(arguments.runner, f"{address}/query", f"{address}/update", f"{address}/store")
    print("| tests | paper2dcat serve | Oxigraph server |\n| --- | --- | --- |")
    for kind in ("query", "service description", "update", "gsp"):
        cells = [f"{c[kind, 'pass']} of {c[kind, 'pass'] + c[kind, 'fail']}" for c in (mine, other)]
        print(f"| {kind} | {cells[0]} | {cells[1]} |")


if __name__ == "__main__":
    main()
