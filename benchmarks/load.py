"""Many readers at once: latency, errors and memory of `paper2dcat serve` under mixed pages and queries.

    python benchmarks/load.py WORKSPACE [--clients 50] [--seconds 120]

Each client asks one thing after another, at random: pages (search, datasets, papers, evidence, pictures), documents
in Turtle, and SPARQL queries. The first seconds, when nothing was made before, are counted apart. Then the same again
for a sixth of the time while one more client sends a query that would run for ever. The server is one of its own, with
default settings but a time limit of 5 s for a query.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from ratios import note

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
QUERIES = (
    "SELECT ?t (COUNT(?p) AS ?n) { ?p <http://purl.org/dc/terms/references> ?d . ?d <http://purl.org/dc/terms/title> ?t }"
    " GROUP BY ?t ORDER BY DESC(?n) LIMIT 20",
    "ASK { ?s a <http://www.w3.org/ns/dcat#Dataset> }",
    "SELECT ?p ?title { ?p a <https://linkedpaperswithcode.com/class/paper> ; ?any ?title } LIMIT 50",
    "CONSTRUCT WHERE { ?d <http://www.w3.org/ns/dcat#theme> ?t } LIMIT 200",
)


@dataclass
class Tally:
    """What the clients saw."""

    seconds: list[float] = field(default_factory=list)
    kinds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, wrong: str) -> None:
        with self.lock:
            self.seconds.append(seconds)
            self.kinds.setdefault(kind, []).append(seconds)
            if wrong:
                self.wrong[wrong] += 1


def ask(connection: http.client.HTTPConnection, path: str, accept: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Accept": accept})
    response = connection.getresponse()
    return response.status, response.read()


def targets(port: int) -> dict[str, list[tuple[str, str]]]:
    """Return what can be asked for, by kind: paths with the wanted media type."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    query = "SELECT ?t ?title { ?t a ?k ; <http://purl.org/dc/terms/title> ?title VALUES ?k { <http://www.w3.org/ns/dcat#Dataset>"
    query += " <https://linkedpaperswithcode.com/class/paper> } }"
    _, body = ask(connection, "/sparql?query=" + quote(query), "application/sparql-results+json")
    things = {row["t"]["value"]: row["title"]["value"] for row in json.loads(body)["results"]["bindings"]}
    paths = sorted("/doc" + urlsplit(iri).path.partition("/id")[2] for iri in things if "/id/" in iri)
    words = sorted({word for title in things.values() for word in title.split() if len(word) > 3})
    _, page = ask(connection, next(p for p in paths if p.startswith("/doc/paper/")), "text/html")
    spans = sorted(
        {
            part.split(b"#")[0].decode()
            for part in page.split(b'href="')
            if part.startswith(b"/doc/annotation")
        }
    )
    connection.close()
    return {
        "search": [("/", "text/html"), *((f"/?q={quote(word)}", "text/html") for word in words)],
        "page": [(path, "text/html") for path in paths],
        "turtle": [(path, "text/turtle") for path in paths],
        "evidence": [(span, "text/html") for span in spans],
        "picture": [
            (f"/page/{span.split('/')[3]}/{n}.png", "image/png") for span in spans[:1] for n in (1, 2)
        ],
        "query": [("/sparql?query=" + quote(text), "*/*") for text in QUERIES],
    }


WEIGHTS = {"search": 25, "page": 30, "turtle": 10, "evidence": 10, "picture": 3, "query": 22}


def client(port: int, asked: dict[str, list[tuple[str, str]]], seed: int, end: float, tally: Tally) -> None:
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < end:
        kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        path, accept = chance.choice(asked[kind])
        begun, wrong = time.monotonic(), ""
        try:
            status, _ = ask(connection, path, accept)
            wrong = "" if status == 200 else f"{kind}: {status}"
        except (OSError, http.client.HTTPException) as error:
            wrong = f"{kind}: {type(error).__name__}"
            connection.close()
        tally.add(kind, time.monotonic() - begun, wrong)
    connection.close()


def crowd(port: int, asked: dict[str, list[tuple[str, str]]], clients: int, seconds: float) -> Tally:
    tally = Tally()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(port, asked, n, end, tally)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def endless(port: int, stop: threading.Event, statuses: Counter[int]) -> None:
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        statuses[ask(connection, "/sparql?query=" + quote(ENDLESS), "*/*")[0]] += 1
        connection.close()


def memory(process: int) -> float:
    """Return the megabytes that a process and its children hold (proportional set size, Linux)."""
    total = 0
    children = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in children.splitlines())}
    family = {process}
    for _ in range(4):
        family |= {pid for pid, parent in parents.items() if parent in family}
    for pid in family:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def watch(process: int, stop: threading.Event, samples: list[float]) -> None:
    while not stop.wait(2.0):
        samples.append(memory(process))


def report(name: str, tally: Tally, seconds: float) -> float:
    """Print the figures; return the 99th percentile in medians."""
    ordered = sorted(tally.seconds)
    middle, late = statistics.median(ordered), ordered[int(0.99 * len(ordered))]
    print(
        f"{name}: {len(ordered):,} requests, {len(ordered) / seconds:.0f} a second, {sum(tally.wrong.values())} errors"
    )
    print(
        f"  median {1000 * middle:.0f} ms, 99th percentile {1000 * late:.0f} ms: {late / middle:.1f} times the median"
    )
    for kind, found in sorted(tally.kinds.items()):
        found.sort()
        print(f"  {kind}: {len(found):,}, median {1000 * statistics.median(found):.0f} ms, "
              f"99th percentile {1000 * found[int(0.99 * len(found))]:.0f} ms")  # fmt: skip
    for wrong, count in tally.wrong.most_common():
        print(f"  {wrong}: {count}")
    return late / middle


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--warm", type=float, default=15.0, help="Seconds before them, counted apart.")
    arguments = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "paper2dcat", "serve", str(arguments.workspace), "--port", str(port)]
    with subprocess.Popen([*command, "-q", "--query-seconds", "5"]) as server:
        for _ in range(300):
            try:
                asked = targets(port)
                break
            except OSError:
                time.sleep(0.1)
        stop, samples = threading.Event(), []
        watcher = threading.Thread(target=watch, args=(server.pid, stop, samples))
        watcher.start()
        cold = crowd(port, asked, arguments.clients, arguments.warm) if arguments.warm else Tally()
        if arguments.warm:
            report("cold", cold, arguments.warm)
        plain = crowd(port, asked, arguments.clients, arguments.seconds)
        spread = report("mixed", plain, arguments.seconds)
        note(f"pages and queries, {arguments.clients} clients: 99th percentile", spread, "the median", "≤ 10")
        stop.set()
        watcher.join()
        statuses: Counter[int] = Counter()
        cut = threading.Event()
        runner = threading.Thread(target=endless, args=(port, cut, statuses))
        runner.start()
        beside = crowd(port, asked, arguments.clients, arguments.seconds / 6)
        cut.set()
        runner.join()
        report("beside a query without end", beside, arguments.seconds / 6)
        print(f"  the endless query was answered {dict(statuses)}")
        server.terminate()
    quarters = [
        statistics.median(samples[n * len(samples) // 4 : (n + 1) * len(samples) // 4]) for n in range(4)
    ]
    print("memory of all processes (PSS) by quarters of the mixed run:", *(f"{q:.0f} MB" for q in quarters))
    return 1 if cold.wrong or plain.wrong or beside.wrong or set(statuses) != {504} else 0


if __name__ == "__main__":
    sys.exit(main())
