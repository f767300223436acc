"""How cost grows with the corpus, in one command: ``python benchmarks/scale.py [--sizes 1000 5000 20000]``.

The papers are records that a language model wrote (no evidence, much repetition, all the mess of real
replies). Each size runs in a process of its own, so that peak memory is its own. Seconds are CPU seconds of
the process, threads included: on a busy machine they hold, wall time doesn't. For each stage the growth
exponent between neighbouring sizes is printed: 1 is linear.

Also: validation against pyshacl on the same statements and shapes, with the same results; the shipped
queries against pyoxigraph alone on the same store; what adding one paper costs beside adding it to an empty
workspace; and what became of CIFAR-10.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import multiprocessing
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from ratios import note

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
ADDED = 5
"""Papers that are added one by one; the median is taken."""


class Stopwatch:
    """CPU seconds and peak memory in MB by stage, told as each ends."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.seconds: dict[str, float] = {}
        self.peaks: dict[str, float] = {}
        self._name = ""
        self._since = time.process_time()

    def __call__(self, name: str) -> None:
        """End the stage before, begin another."""
        now, peak = time.process_time(), peak_memory()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
            self.peaks[self._name] = max(self.peaks.get(self._name, 0.0), peak)
            words = f"{now - self._since:.1f} s, {peak:.0f} MB"
            print(f"# {self.size:,} papers: {self._name} {words}", file=sys.stderr, flush=True)
        self._name, self._since = name, now


def peak_memory() -> float:
    """Return the most memory in MB since the last call: resident, files that are mapped included."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")
    return peak / 1024


def records(start: int, number: int) -> Iterator[PaperRecord]:
    """Yield the records of some papers."""
    with gzip.open(SILVER, "rt", encoding="utf-8") as lines:
        for line in islice(lines, start, start + number):
            for paper in parse_records(line, "silver"):
                yield paper.record or paper.unverified(CREATED)


def empty(folder: Path) -> Workspace:
    """Return a new workspace."""
    workspace = Workspace.create(folder)
    workspace.save_settings(Settings(Config().base))
    return workspace


def derive(workspace: Workspace, tell: Callable[[str], None]) -> int:
    """Bring a workspace in step; return its number of statements."""
    with workspace.writing():
        return settle(workspace, Config(), lambda index: Run(), tell).report.statements


def measure(size: int, folder: str, answer: Any, *, asked: bool = True) -> None:
    """Run one size from replies to answers of queries, and send what was seen."""
    # The whole graph as one file is what grows with the corpus; it is measured by itself, as N-Quads.
    wholes.SMALL = 0
    collect_less()  # as every command does
    watch, root = Stopwatch(size), Path(folder)
    workspace = empty(root / "workspace")
    watch("map")
    for record in records(0, size):
        workspace.write_record(record, "")
    statements = derive(workspace, watch)
    watch("N-Quads")
    write_chunks(root / "all.nq", whole(Pieces(workspace.graphs)))
    watch("add papers")
    added = one_by_one(workspace, size, root)
    queries = []
    if asked:
        watch("queries")
        queries = [ask(query, workspace) for query in list_queries()]
    watch("")
    answer.send(
        {
            "size": size,
            "statements": statements,
            "seconds": watch.seconds,
            "peaks": watch.peaks,
            "queries": queries,
            "added": added,
            "cifar": cifar(workspace),
        }
    )


def ask(query: Query, workspace: Workspace) -> tuple[str, float, float]:
    """Return CPU seconds of a shipped query through paper2dcat, and of its text on pyoxigraph alone."""
    values = sample_values(query, workspace)
    store, source = ox.Store.read_only(str(workspace.store)), WorkspaceSource(workspace.root)
    terms = {name: to_terms(known(query, name), text, source.ask) for name, text in values.items()}
    text = bind(query.text, {**{p.name: [] for p in query.parameters}, **terms})

    def ours() -> object:
        return run(query, source, values)

    def alone() -> object:
        return to_answer(store.query(text, use_default_graph_as_union=not names_graphs(text)))

    return query.name, fastest(ours), fastest(alone)


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
        if sum(seconds) > 3:
            break
    return min(seconds)


def one_by_one(workspace: Workspace, size: int, root: Path) -> dict[str, float]:
    """Return CPU seconds of adding one paper to this workspace and to an empty one.

    Once within this process, which has read the catalogues, and once in a new one, as a command does it.
    """
    seconds: dict[str, list[float]] = {"here": [], "empty": [], "here, new": [], "empty, new": []}
    for number, record in enumerate(records(min(size, 20000), 2 * ADDED)):
        other = empty(root / f"empty-{number}")
        for name, target in (("here", workspace), ("empty", other)):
            if number < ADDED:
                seconds[name].append(add(target.root, record))
            else:
                seconds[f"{name}, new"].append(in_new_process(target.root, record))
        shutil.rmtree(other.root)
    return {name: statistics.median(found) for name, found in seconds.items()}


def add(folder: Path, record: PaperRecord, answer: Any = None) -> float:
    """Return the CPU seconds that adding a paper takes; send them too, when somebody waits for them."""
    wholes.SMALL = 0
    collect_less()  # as every command does
    workspace, before = Workspace(folder), time.process_time()
    workspace.write_record(record, "")
    derive(workspace, lambda name: None)
    seconds = time.process_time() - before
    if answer is not None:
        answer.send(seconds)
    return seconds


def in_new_process(folder: Path, record: PaperRecord) -> float:
    """Return the CPU seconds that adding a paper takes a process that has done nothing before."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=add, args=(folder, record, theirs))
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


def against_pyshacl(papers: int) -> tuple[int, float, float, bool]:
    """Return statements, CPU seconds of both engines on the same graph, and whether the results are the same."""
    from paper2dcat.catalogue import load_catalogue
    from paper2dcat.pipeline.describing import describe_all
    from paper2dcat.resolve import Curation

    found = list({record.key: record for record in records(0, papers)}.values())
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


def exponent(one: dict[str, Any], other: dict[str, Any], stage: str) -> float:
    """Return how a stage grows between two sizes."""
    left, right = one["seconds"].get(stage, 0), other["seconds"].get(stage, 0)
    return math.log(right / left) / math.log(other["size"] / one["size"]) if left and right else math.nan


def print_stages(found: Sequence[dict[str, Any]]) -> None:
    """Print seconds by size, and exponents."""
    stages = [name for name in found[0]["seconds"] if name]
    sizes = " ".join(f"{one['size']:>9,}" for one in found)
    print(f"{'CPU seconds, papers:':<24}{sizes}   growth exponents")
    for stage in stages:
        seconds = " ".join(f"{one['seconds'].get(stage, 0):>9.1f}" for one in found)
        growth = " ".join(f"{exponent(a, b, stage):5.2f}" for a, b in pairwise(found))
        print(f"{stage:<24}{seconds}   {growth}")
        if len(found) > 1:
            note(
                f"{stage}, growth exponent",
                exponent(*found[-2:], stage),
                "papers",
                "" if stage == "add papers" else "≤ 1.1",
            )
    print(f"{'statements':<24}" + " ".join(f"{one['statements']:>9,}" for one in found))
    print("peak memory, MB:")
    for stage in stages:
        print(f"  {stage:<22}" + " ".join(f"{one['peaks'][stage]:>9.0f}" for one in found))
    for words, suffix in (("add one paper", ""), ("  in a new process", ", new")):
        for title, name in ((words, f"here{suffix}"), ("    to an empty one", f"empty{suffix}")):
            print(f"{title:<24}" + " ".join(f"{one['added'][name]:>9.2f}" for one in found))
        ratios = (one["added"][f"here{suffix}"] / one["added"][f"empty{suffix}"] for one in found)
        print(f"{'    ratio':<24}" + " ".join(f"{ratio:>9.2f}" for ratio in ratios))
        last = found[-1]["added"]
        note(
            f"{words.strip()}, time",
            last[f"here{suffix}"] / last[f"empty{suffix}"],
            "an empty workspace",
            "≤ 2",
        )


def print_queries(found: Sequence[dict[str, Any]]) -> None:
    """Print what the shipped queries cost at the largest size."""
    last = found[-1]
    print(f"\nqueries at {last['size']:,} papers: CPU seconds through paper2dcat, pyoxigraph alone, ratio")
    for name, ours, alone in last["queries"]:
        print(f"  {name:<32}{ours:>8.3f}{alone:>8.3f}{ours / max(alone, 1e-6):>7.2f}")
    ours, alone = (sum(query[n] for query in last["queries"]) for n in (1, 2))
    print(f"  {'all':<32}{ours:>8.3f}{alone:>8.3f}{ours / alone:>7.2f}")
    note("shipped queries, time", ours / alone, "pyoxigraph on the same store", "≤ 1.5")


def main() -> None:
    """Run every size and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--pyshacl", type=int, default=40, help="Papers of the comparison with pyshacl.")
    parser.add_argument(
        "--growth", action="store_true", help="Neither queries nor pyshacl, which take most of the time."
    )
    parser.add_argument("--json", type=Path, help="File for the figures as JSON.")
    options = parser.parse_args()
    if not SILVER.is_file():
        sys.exit(f"{SILVER} is not there: this benchmark needs the project's shared folder")
    found = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="paper2dcat-scale-") as folder:
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.get_context("spawn").Process(
                target=measure, args=(size, folder, theirs), kwargs={"asked": not options.growth}
            )
            process.start()
            theirs.close()
            found.append(ours.recv())
            process.join()
        print(f"# {size:,} papers done", file=sys.stderr, flush=True)
        if options.json:
            options.json.write_text(json.dumps(found, indent=1))
    print_stages(found)
    if options.growth:
        return
    print_queries(found)
    statements, fast, slow, same = against_pyshacl(options.pyshacl)
    note("validation, speed", slow / fast, "pyshacl", "≥ 12")
    words = "same results" if same else "DIFFERENT RESULTS"
    print(
        f"\nvalidation of {statements:,} statements: shacl {fast:.2f} s, pyshacl {slow:.2f} s, {slow / fast:.0f} ×,"
        f" {words}"
    )
    print("\n" + "\n".join(found[-1]["cifar"]))


if __name__ == "__main__":
    main()
