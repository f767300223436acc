"""How cost grows with the corpus, in one command: ``python benchmarks/scale.py [--growth]``.

The papers are records that a language model wrote (no evidence, much repetition, all the mess of real
replies), shuffled, so that those of a small size are like those of a large one. Each size runs in a process of
its own, so that peak memory is its own. Seconds are CPU seconds of the process, threads included: on a busy
machine they hold better than wall time, but what shares the caches still shows. For each stage the growth
exponent between neighbouring sizes is printed, against papers and against statements: 1 is linear.

Also: validation against pyshacl on the same statements and shapes, with the same results; the shipped
queries against pyoxigraph alone on the same store; what adding one paper costs beside adding it to an empty
workspace; and what became of CIFAR-10. What is printed can be pasted into docs/running-big.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from memory import Peak, watched
from ratios import note
from scale_report import print_one_more, print_queries, print_stages

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.files import write_chunks
from paper2dcat.limits import collect_less
from paper2dcat.model import PaperRecord
from paper2dcat.peer import parse_records
from paper2dcat.pipeline import wholes
from paper2dcat.pipeline.report import Run
from paper2dcat.pipeline.settle import settle
from paper2dcat.publish import Pieces, whole
from paper2dcat.query import Query, WorkspaceSource, list_queries, run
from paper2dcat.query.binding import bind
from paper2dcat.query.sources import to_answer
from paper2dcat.query.tokens import names_graphs
from paper2dcat.query.values import to_terms
from paper2dcat.validate import Validator
from paper2dcat.workspace import Settings, Workspace

SILVER = Path(__file__).resolve().parents[2] / "shared/bench/llm_replies/metamine_finetune_silver.jsonl.gz"
CREATED = "2026-01-01T00:00:00Z"
SEED = 7
"""Of the order of the papers."""
ADDED = 5
"""Papers that are added one by one, to the running process and each to a new one; the median is taken."""
REPEATED = 3
"""CPU seconds from which a query isn't asked again."""
LARGE_QUERIES = 5000
"""Papers up to which ``--growth`` asks pyoxigraph the shipped queries as well."""


class Stopwatch:
    """CPU seconds by stage; each is told to whoever looks at the memory of this process."""

    def __init__(self, size: int, tell: Callable[[str], None]) -> None:
        self.size = size
        self.seconds: dict[str, float] = {}
        self._tell = tell
        self._name = ""
        self._since = time.process_time()

    def __call__(self, name: str) -> None:
        """End the stage before, begin another."""
        now = time.process_time()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
            words = f"{self.size:,} papers: {self._name} {now - self._since:.1f} s"
            print(f"# {words}", file=sys.stderr, flush=True)
        self._name, self._since = name, now
        self._tell(name)


def shuffle(folder: Path, *, in_order: bool) -> Path:
    """Write the papers' lines to a file in the order of :data:`SEED`; return the file."""
    with gzip.open(SILVER, "rb") as stream:
        lines = stream.readlines()
    if not in_order:
        random.Random(SEED).shuffle(lines)
    path = folder / "papers.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def records(papers: Path, start: int, number: int) -> Iterator[PaperRecord]:
    """Yield the records of some papers; those from a negative ``start`` are the last ones."""
    with papers.open(encoding="utf-8") as lines:
        if start < 0:
            start += sum(1 for _ in lines)
            lines.seek(0)
        for line in islice(lines, start, start + number):
            for paper in parse_records(line, "silver"):
                yield paper.record or paper.unverified(CREATED)


def as_a_command() -> None:
    """Set up a process as the command line does; the whole graph as one file is measured by itself."""
    wholes.SMALL = 0
    collect_less()


def empty(folder: Path) -> Workspace:
    """Return a new workspace."""
    workspace = Workspace.create(folder)
    workspace.save_settings(Settings(Config().base))
    return workspace


def derive(workspace: Workspace, tell: Callable[[str], None]) -> int:
    """Bring a workspace in step; return its number of statements."""
    with workspace.writing():
        return settle(workspace, Config(), lambda index: Run(), tell).report.statements


def measure(size: int, papers: Path, answer: Any) -> None:
    """Run one size from replies to a graph and one more paper, and send what was seen."""
    as_a_command()
    watch, root = Stopwatch(size, answer.send), papers.parent / str(size)
    workspace = empty(root / "workspace")
    watch("map")
    for record in records(papers, 0, size):
        workspace.write_record(record, "")
    statements = derive(workspace, watch)
    watch("N-Quads")
    write_chunks(root / "all.nq", whole(Pieces(workspace.graphs)))
    watch("one more paper")
    added = one_by_one(workspace, papers, root)
    watch("")
    found = {"size": size, "statements": statements, "seconds": watch.seconds, "added": added}
    answer.send(found | {"cifar": cifar(workspace)})


def measure_queries(size: int, papers: Path, answer: Any, *, alone: bool) -> None:
    """Ask the shipped queries, of pyoxigraph ``alone`` too, and send what was seen."""
    as_a_command()
    watch, workspace = Stopwatch(size, answer.send), Workspace(papers.parent / str(size) / "workspace")
    watch("queries")
    queries = {query.name: fastest(ask(query, workspace)) for query in list_queries()}
    watch("pyoxigraph alone")
    beside = {q.name: fastest(ask_alone(q, workspace)) for q in list_queries()} if alone else {}
    watch("")
    answer.send({"queries": queries, "alone": beside, "seconds": {"queries": sum(queries.values())}})


def ask(query: Query, workspace: Workspace) -> Callable[[], object]:
    """Return what asks a shipped query through paper2dcat."""
    values, source = sample_values(query, workspace), WorkspaceSource(workspace.root)
    return lambda: run(query, source, values)


def ask_alone(query: Query, workspace: Workspace) -> Callable[[], object]:
    """Return what asks pyoxigraph alone the text of a shipped query with its parameters bound."""
    values = sample_values(query, workspace)
    store, source = ox.Store.read_only(str(workspace.store)), WorkspaceSource(workspace.root)
    terms = {name: to_terms(known(query, name), text, source.ask) for name, text in values.items()}
    text = bind(query.text, {**{p.name: [] for p in query.parameters}, **terms})
    return lambda: to_answer(store.query(text, use_default_graph_as_union=not names_graphs(text)))


def known(query: Query, name: str) -> Any:
    """Return a parameter of a query."""
    parameter = query.parameter(name)
    assert parameter is not None
    return parameter


def sample_values(query: Query, workspace: Workspace) -> dict[str, str]:
    """Return values for the parameters that a query can't do without."""
    paper = next(iter(sorted(workspace.records.glob("*.json"))))
    key = workspace.read_record(paper).key.replace("sha256:", "sha256-")
    about = {"dataset": f"{Config().base}id/dataset/cifar-10"}
    needed = [p for p in query.parameters if p.required and not p.default]
    values = {p.name: about.get(p.type, f"{Config().base}id/paper/{key}") for p in needed}
    return values | {p.name: p.default for p in query.parameters if p.default}


def fastest(action: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU seconds of a few runs."""
    seconds = []
    for _ in range(times):
        before = time.process_time()
        action()
        seconds.append(time.process_time() - before)
        if sum(seconds) > REPEATED:
            break
    return min(seconds)


def one_by_one(workspace: Workspace, papers: Path, root: Path) -> dict[str, list[float]]:
    """Return CPU seconds of adding papers, the last of all, to this workspace and each to an empty one.

    Some within this process, which has read the catalogues, and some in new ones, as a command does it.
    """
    seconds: dict[str, list[float]] = {"here": [], "empty": [], "here, new": [], "empty, new": []}
    for number, record in enumerate(records(papers, -2 * ADDED, 2 * ADDED)):
        other = empty(root / f"empty-{number}")
        for name, target in (("here", workspace), ("empty", other)):
            if number < ADDED:
                seconds[name].append(add(target.root, record))
            else:
                seconds[f"{name}, new"].append(in_new_process(target.root, record))
        shutil.rmtree(other.root)
    return seconds


def add(folder: Path, record: PaperRecord) -> float:
    """Return the CPU seconds that adding a paper takes."""
    workspace, before = Workspace(folder), time.process_time()
    workspace.write_record(record, "")
    derive(workspace, lambda name: None)
    return time.process_time() - before


def add_and_tell(folder: Path, record: PaperRecord, answer: Any) -> None:
    """Add a paper in a process that has done nothing before; send the CPU seconds."""
    as_a_command()
    answer.send(add(folder, record))


def in_new_process(folder: Path, record: PaperRecord) -> float:
    """Return the CPU seconds that adding a paper takes a new process."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=add_and_tell, args=(folder, record, theirs))
    process.start()
    seconds = float(ours.recv())
    process.join()
    return seconds


def cifar(workspace: Workspace) -> list[str]:
    """Return what the graph says of CIFAR-10: its nodes, decided creators, other names, claims of creators."""
    store = ox.Store.read_only(str(workspace.store))
    prefix = (
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    )
    node = f"<{Config().base}id/dataset/cifar-10>"
    asked = {
        "nodes that are called CIFAR-10 in any spelling": (
            "SELECT DISTINCT ?x WHERE { ?x a dcat:Dataset ; dcterms:title|skos:altLabel ?t . "
            "FILTER(REGEX(STR(?t), '^cifar[- ]?10$', 'i')) }"
        ),
        "decided creators": f"SELECT DISTINCT ?x WHERE {{ {node} dcterms:creator/foaf:name ?x }}",
        "papers": f"SELECT (COUNT(DISTINCT ?p) AS ?x) WHERE {{ ?p dcterms:references {node} }}",
        "claims of creators": (
            f"SELECT (COUNT(DISTINCT ?c) AS ?x) WHERE {{ ?c rdf:subject {node} ; rdf:predicate dcterms:creator }}"
        ),
    }
    lines = []
    for title, query in asked.items():
        found = store.query(prefix + query, use_default_graph_as_union=True)
        lines.append(f"{title}: {', '.join(sorted(row['x'].value for row in found))}")  # type: ignore[union-attr]
    return lines


def against_pyshacl(papers: Path, number: int) -> tuple[int, float, float, bool]:
    """Return statements, CPU seconds of both engines on the same graph, and whether the results are the same."""
    from paper2dcat.pipeline.describing import describe_all
    from paper2dcat.resolve import Curation

    found = list({record.key: record for record in records(papers, 0, number)}.values())
    quads = describe_all(found, Config(), load_catalogue(Config()), Curation()).quads()
    # Something to find: some papers lose their titles.
    title = "http://purl.org/dc/terms/title"
    bad = [q for n, q in enumerate(quads) if q.predicate.value != title or n % 7]
    seconds, results = [], []
    for engine in ("shacl", "pyshacl"):
        with Validator("core", engine) as validator:
            validator(quads[:50])
            before = cpu_of_all()
            report = validator(bad)
        seconds.append(cpu_of_all() - before)
        results.append({(r.focus, r.path, r.value, r.component, r.severity) for r in report.results})
    return len(bad), seconds[0], seconds[1], results[0] == results[1] and bool(results[0])


def cpu_of_all() -> float:
    """Return CPU seconds of this process and of those of its children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def run_size(size: int, papers: Path, *, alone: bool) -> dict[str, Any]:
    """Run one size, its queries by themselves; return what was seen, with peak memory by stage."""
    made, peaks = by_itself(partial(measure, size, papers))
    asked, more = by_itself(partial(measure_queries, size, papers, alone=alone))
    shutil.rmtree(papers.parent / str(size))
    seconds = made["seconds"] | asked["seconds"]
    return (
        made | asked | {"seconds": seconds, "peaks": {name: asdict(p) for name, p in (peaks | more).items()}}
    )


def by_itself(action: Callable[[Any], None]) -> tuple[dict[str, Any], dict[str, Peak]]:
    """Run something in a process of its own; return what it sends, with its peak memory by stage."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=action, args=(theirs,))
    process.start()
    theirs.close()
    found, peaks = watched(process.pid or 0, ours)
    process.join()
    return found, peaks


def main() -> None:
    """Run every size and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--pyshacl", type=int, default=40, help="Papers of the comparison with pyshacl.")
    parser.add_argument(
        "--growth", action="store_true", help="Compare queries with pyoxigraph at small sizes only."
    )
    parser.add_argument("--in-order", action="store_true", help="Take the papers as the file has them.")
    parser.add_argument("--json", type=Path, help="File for the figures as JSON.")
    options = parser.parse_args()
    if not SILVER.is_file():
        sys.exit(f"{SILVER} is not there: this benchmark needs the project's shared folder")
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="paper2dcat-scale-") as folder:
        # What a command keeps between runs is kept for this one: others may be at work with other code.
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        load_catalogue(Config())
        papers = shuffle(Path(folder), in_order=options.in_order)
        smallest = min(options.sizes)
        for size in options.sizes:
            asked = not options.growth or size <= max(LARGE_QUERIES, smallest)
            found.append(run_size(size, papers, alone=asked))
            if options.json:
                options.json.write_text(json.dumps(found, indent=1))
        print_stages(found)
        print_one_more(found)
        print_queries(found)
        count, fast, slow, same = against_pyshacl(papers, options.pyshacl)
    note("validation, speed", slow / fast, "pyshacl", "≥ 12")
    words = "same results" if same else "DIFFERENT RESULTS"
    print(
        f"\nValidation of {count:,} statements: {fast:.2f} s, pyshacl {slow:.2f} s, {slow / fast:.0f} ×, {words}."
    )
    print("\n" + "\n".join(found[-1]["cifar"]))


if __name__ == "__main__":
    main()
