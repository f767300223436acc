"""Every ratio in the README and the docs, measured in one go, in one table: ``python benchmarks/ratios.py [--quick]``.

Each benchmark is run by itself, one after another, with its usual output on standard error; the table that is
printed at the end has what they noted. ``--quick`` takes few papers and short runs: it shows that all of them
work, its figures mean little. Wall-clock figures need an idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PDFS = HERE.parents[1] / "shared" / "bench" / "pdfs"
EXAMPLES = HERE.parent / "examples" / "papers"
_FILE = "PAPER2DCAT_RATIOS"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured, how many times what it stands beside, and where it should be."""

    what: str
    value: float
    beside: str
    goal: str


def note(what: str, value: float, beside: str, goal: str = "") -> None:
    """Keep a ratio for the table, when there is to be one."""
    if path := os.environ.get(_FILE):
        with Path(path).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(Ratio(what, value, beside, goal))) + "\n")


def commands(graph: Path, *, quick: bool) -> list[list[str]]:
    """Return the benchmarks that give ratios, with their arguments."""
    if quick:
        return [
            ["reading.py", "--beside", "3", "--only-times"],
            ["build.py", "--sample", "3"],
            ["scale.py", "--sizes", "50", "100", "--pyshacl", "5"],
            ["cluster.py", "--papers", "6"],
            ["load.py", str(graph), "--clients", "5", "--seconds", "12", "--warm", "3"],
        ]
    return [
        ["reading.py"],
        ["build.py"],
        ["scale.py"],
        ["cluster.py"],
        ["load.py", str(graph)],
    ]


def main() -> None:
    """Run them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few papers, short runs")
    options = parser.parse_args()
    if not PDFS.is_dir():
        sys.exit(f"{PDFS} is not there: these benchmarks need the project's shared folder")
    failed = []
    with tempfile.TemporaryDirectory(prefix="paper2dcat-ratios-") as name:
        found, graph = Path(name) / "ratios.jsonl", Path(name) / "graph"
        found.touch()
        make = [sys.executable, "-m", "paper2dcat", "build", "-q", str(EXAMPLES), "-o", str(graph)]
        subprocess.run(make, check=True)
        for script, *arguments in commands(graph, quick=options.quick):
            line = [sys.executable, str(HERE / script), *arguments]
            if subprocess.run(
                line, stdout=sys.stderr, env=os.environ | {_FILE: str(found)}, check=False
            ).returncode:
                failed.append(script)
        ratios = [Ratio(**json.loads(line)) for line in found.read_text("utf-8").splitlines()]
    print("| what | times | what it stands beside | goal |\n| --- | --- | --- | --- |")
    for ratio in ratios:
        print(f"| {ratio.what} | {ratio.value:.3g} | {ratio.beside} | {ratio.goal} |")
    if failed:
        sys.exit(f"these ended with an error, see above: {', '.join(failed)}")


if __name__ == "__main__":
    main()
