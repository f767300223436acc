"""Damaged and hostile PDFs, read one after another: ``python benchmarks/mutants.py [--count 2000]``.

Each mutant is read in a worker process with the limits that a build has. It counts as explained when the
reader refuses it with a reason or reads it with an issue; as untouched when text and places are those of the
file it was made from; else as silent: then the change cannot be told from a file that was made so. Printed:
how many of each, by kind of change, and the longest time and largest memory of a worker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.read.mutants import kind_of, mutate

from paper2dcat.config import Config
from paper2dcat.errors import PaperError
from paper2dcat.model import Paper
from paper2dcat.read import read_paper

ROOT = Path(__file__).resolve().parents[1]
OWN = sorted((ROOT / "examples" / "papers").glob("*.pdf"))
SHARED = ROOT.parent / "shared" / "bench" / "pdfs"
PRODUCERS = {
    "pdfTeX": "S18-1151",
    "dvips and Ghostscript": "1607.01759v3",
    "Ghostscript": "1606.01781v2",
    "Distiller": "rcc-1575",
    "Adobe PDF Library": "rcc-3260",
    "PLOP": "rcc-1293",
    "Aspose": "rcc-1178",
    "Quartz": "sp-agarwal11",
    "RealPage": "rcc-189",
}
"""Papers of the shared folder, by what wrote them; our own examples are Typst's."""


class Outcome(NamedTuple):
    """What came of one mutant."""

    seed: int
    source: str
    result: str
    detail: str
    seconds: float
    megabytes: float


def sources() -> list[Path]:
    """Return the files that mutants are made from."""
    return [*OWN, *(p for name in PRODUCERS.values() if (p := SHARED / f"{name}.pdf").is_file())]


def places(paper: Paper) -> tuple[object, ...]:
    """Return what must be the same for a change to have had no effect."""
    return (paper.text, paper.lines, paper.pages)


def said(paper: Paper) -> set[tuple[str, str]]:
    """Return the issues of a paper, without its name."""
    return {(issue.where.partition(" > ")[2], issue.message) for issue in paper.issues}


@lru_cache(maxsize=32)
def _original(path: Path) -> Paper:
    return read_paper(path)


def one(seed: int) -> Outcome:
    """Read one mutant."""
    files = sources()
    source = files[(seed + seed // 12) % len(files)]
    data = mutate(source.read_bytes(), seed)
    original = _original(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.pdf"
        path.write_bytes(data)
        started = time.perf_counter()
        try:
            paper = read_paper(path)
            if said(paper) - said(original):
                result, detail = "issue", ",".join(sorted({issue.code for issue in paper.issues}))
            elif places(paper) == places(original):
                result, detail = "untouched", ""
            else:
                result, detail = "silent", ""
        except PaperError as error:
            result, detail = "refused", error.code
        except MemoryError:
            result, detail = "over its memory", ""
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(seed, source.name, result, detail, seconds, peak)


def limit(megabytes: int) -> None:
    """Give a worker the address space that a build gives it."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def main() -> None:
    """Run the campaign and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--silent", action="store_true", help="list the silent ones")
    options = parser.parse_args()
    config = Config()
    seeds = range(options.first, options.first + options.count)
    with multiprocessing.get_context("spawn").Pool(
        options.jobs, limit, (config.paper_megabytes,), maxtasksperchild=200
    ) as pool:
        outcomes = list(pool.imap_unordered(one, seeds, chunksize=10))
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        kinds[kind_of(outcome.seed)][outcome.result] += 1
        if options.silent and outcome.result == "silent":
            print(f"  silent: seed {outcome.seed}, {kind_of(outcome.seed)}, {outcome.source}")
    for kind, counts in kinds.items():
        print(f"{kind:20}", "  ".join(f"{result} {n}" for result, n in counts.most_common()))
    total = Counter(outcome.result for outcome in outcomes)
    explained = total["issue"] + total["refused"]
    print(
        f"{len(outcomes)} mutants of {len(sources())} files: no crash; {explained} explained "
        f"({total['refused']} refused), {total['untouched']} untouched, {total['silent']} silent"
    )
    print("issues:", Counter(code for o in outcomes for code in o.detail.split(",") if code).most_common())
    late = sum(outcome.seconds > config.paper_seconds for outcome in outcomes)
    print(
        f"longest {max(o.seconds for o in outcomes):.1f} s (limit {config.paper_seconds:.0f}), over it {late}; "
        f"largest worker {max(o.megabytes for o in outcomes):.0f} MB (limit {config.paper_megabytes})"
    )


if __name__ == "__main__":
    main()
