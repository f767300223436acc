"""What the whole offline build costs beside pdfminer.six's default: ``python benchmarks/build.py [PDF or folder …]``.

Each runs in processes of its own over the same PDFs: ``paper2dcat build --jobs 1`` (reading, finding, grounding,
deriving, writing; start of Python and loading of the models included) and ``pdfminer.high_level.extract_text``
with its default settings. Compared is CPU time of the process and its children, so other load on the machine
hardly shows in the ratio; the memory is the largest resident set of any one process. Both find their modules
compiled, as pip leaves them: ours are compiled first, for an editable installation has them as they are.

The split by stage is what the run's own report says, by the clock, so it adds up on a quiet machine only; the last
line is the CPU time that no stage has: starting two processes, loading models and catalogue, writing files.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ratios import note

import paper2dcat

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "pdfs"
PDFMINER = """
import logging, sys
from pdfminer.high_level import extract_text
logging.disable(logging.WARNING)
for path in sys.argv[1:]:
    extract_text(path)
"""


def cost(command: list[str]) -> tuple[float, float, int]:
    """Run a command; return its CPU seconds, the largest resident set in MB so far, and its exit code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1024, done.returncode


def chosen(paths: list[Path], sample: int) -> list[str]:
    """Return the PDFs of the paths, a random sample of them when one is asked for."""
    files = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    if 0 < sample < len(files):
        files = sorted(random.Random(1).sample(files, sample))
    return [str(file) for file in files]


def table(timing: Mapping[str, float], ours: float, theirs: float) -> str:
    """Return the split of the build by stage, each with its part of pdfminer's time."""
    stages = {name: seconds for name, seconds in timing.items() if name != "run"}
    stages["start and writing"] = max(0.0, ours - sum(stages.values()))
    lines = [f"{'stage':<18} {'seconds':>8} {'of pdfminer':>12}"]
    lines += [f"{name:<18} {seconds:>8.2f} {seconds / theirs:>12.3f}" for name, seconds in stages.items()]
    return "\n".join(lines)


def main() -> None:
    """Print CPU seconds, ratio and memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, default=[DEFAULT])
    options.add_argument("--sample", type=int, default=0, help="this many PDFs, chosen at random")
    arguments = options.parse_args()
    files = chosen(arguments.paths, arguments.sample)
    if not files:
        sys.exit("No PDFs there. Name a file or a folder of PDFs.")
    os.environ["OMP_NUM_THREADS"] = "1"
    compileall.compile_dir(Path(paper2dcat.__file__).parent, quiet=1)
    build = [sys.executable, "-m", "paper2dcat", "build", "-q", "--jobs", "1", *files, "-o"]
    with tempfile.TemporaryDirectory() as folder:
        ours, memory, code = cost([*build, f"{folder}/graph"])
        report = Path(folder, "graph", "report.json")
        timing = json.loads(report.read_text(encoding="utf-8"))["timing"] if report.is_file() else {}
    theirs, _, failed = cost([sys.executable, "-c", PDFMINER, *files])
    if failed or code == 2:
        sys.exit(f"build ended with {code}, pdfminer with {failed}: there is nothing to compare.")
    print(
        f"{len(files)} PDFs: build {ours:.1f} s CPU, pdfminer.six {theirs:.1f} s; ratio {ours / theirs:.2f}"
    )
    note("offline build, reading included, CPU", ours / theirs, "pdfminer.six extract_text", "≤ 0.5")
    print(f"largest process of the build: {memory:.0f} MB")
    print(table(timing, ours, theirs))


if __name__ == "__main__":
    main()
