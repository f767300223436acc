"""Kill builds, publishing and corrections at random moments: ``python benchmarks/faults.py [--kills 200]``.

After each kill the same command runs to its end, and the workspace (records, texts, pieces, whole files) and
the server must be what an undisturbed run gives, byte for byte and statement for statement. The papers are
the small ones in ``examples/``, read by a small extractor. The moments are drawn from the time that the command takes.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "tests" / "plugin"
sys.path[:0] = [str(ROOT), str(PLUGIN)]
os.environ["PYTHONPATH"] = str(PLUGIN)

from tests.publish.servers import free_port, oxigraph  # noqa: E402

from paper2dcat.cli import cli  # noqa: E402
from paper2dcat.cli.run import run  # noqa: E402
from paper2dcat.publish import Target, connect  # noqa: E402
from paper2dcat.workspace import Workspace  # noqa: E402

PAPERS = sorted((ROOT / "examples" / "papers").glob("*.pdf"))
KEPT = ("records", "text", "positions", "graphs", "quarantine", "graph.nq", "graph.ttl", "curation.toml")
CORRECTION = '[[rename]]\nname = "ImageNet"\ntitle = "ImageNet (ILSVRC)"\n'


def start(arguments: Sequence[object]) -> int:
    """Run a command of paper2dcat in a process of its own, forked so that starting costs nothing."""
    if child := os.fork():
        return child
    code = 3
    try:
        os.setsid()
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        code = run(cli, [*map(str, arguments), "-q"])
    finally:
        # Nothing of this process's parent may be unwound here: its folders are not the child's to remove.
        os._exit(code)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything that must be the same; when a paper was read need not."""
    files = [path for name in KEPT for path in [folder / name, *(folder / name).rglob("*")] if path.is_file()]
    return {
        str(path.relative_to(folder)): re.sub(rb'"created":"[^"]*"', b"", path.read_bytes()) for path in files
    }


def finish(arguments: Sequence[object]) -> int:
    """Run a command to its end; return its exit code."""
    _, status = os.waitpid(start(arguments), 0)
    return os.waitstatus_to_exitcode(status)


def kill(arguments: Sequence[object], after: float) -> bool:
    """Start a command, kill it after a while; return whether it was still running then."""
    child, until = start(arguments), time.monotonic() + after
    while time.monotonic() < until:
        time.sleep(0.002)
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


class Campaign:
    """A workspace for each kind of command, as it is before the command, and as it should be after."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder = folder
        self.server = server
        self.correction = folder / "mine.toml"
        self.correction.write_text(CORRECTION)
        self.before = folder / "before"
        self.must("build", self.before, PAPERS[:-1])
        self.after = {kind: folder / f"after-{kind}" for kind in ("build", "curate", "publish")}
        self.seconds: dict[str, float] = {}
        for kind, target in self.after.items():
            shutil.copytree(self.before, target)
            started = time.monotonic()
            self.must(kind, target)
            self.seconds[kind] = time.monotonic() - started
        self.wanted = {kind: contents(target) for kind, target in self.after.items()}
        self.counts = self.on_server()

    def line(self, kind: str, target: Path, papers: Sequence[Path] = PAPERS) -> list[object]:
        """Return the command of a kind on a workspace."""
        if kind == "build":
            return ["build", *papers, "-o", target, "--extractor", "words", "--no-catalogue", "--jobs", 1]
        if kind == "curate":
            return ["curate", target, self.correction]
        return ["publish", target, "--endpoint", f"{self.server}/query", "--batch", 40, "--again"]

    def must(self, kind: str, target: Path, papers: Sequence[Path] = PAPERS) -> None:
        """Run a command that has to succeed."""
        if code := finish(self.line(kind, target, papers)):
            raise SystemExit(f"{kind} ended with {code}")

    def on_server(self) -> dict[str, int]:
        """Return the number of statements of each graph on the server."""
        prefix = f"{Workspace.open(self.before).settings().base}graph/"
        return connect(Target(f"{self.server}/query")).counts(prefix)

    def once(self, kind: str, moments: random.Random) -> tuple[bool, str]:
        """Kill one command and run it again; return whether it was killed, and what is wrong."""
        target = self.folder / "target"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.before, target)
        killed = kill(self.line(kind, target), moments.uniform(0.05, self.seconds[kind]))
        self.must(kind, target)
        wrong = [n for n, c in self.wanted[kind].items() if contents(target).get(n) != c]
        wrong += sorted(contents(target).keys() - self.wanted[kind].keys())
        if kind == "publish" and self.on_server() != self.counts:
            wrong.append("the server")
        if finish(["fsck", target, "-n"]):
            wrong.append("fsck")
        return killed, ", ".join(wrong)


def main() -> None:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments, kills, failures = random.Random(options.seed), Counter[str](), []
    with (
        tempfile.TemporaryDirectory(prefix="paper2dcat-faults-") as folder,
        oxigraph(Path(folder) / "server", free_port()) as server,
    ):
        campaign = Campaign(Path(folder), server)
        while sum(kills.values()) < options.kills:
            kind = moments.choice(["build", "build", "curate", "publish"])
            killed, wrong = campaign.once(kind, moments)
            kills[kind] += killed
            if wrong:
                failures.append(f"{kind}: {wrong}")
                print(failures[-1], flush=True)
    print(f"{sum(kills.values())} kills ({dict(kills)}), {len(failures)} left something wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
