"""Disturb builds, publishing and corrections at random moments: ``python benchmarks/faults.py [--faults 200]``.

The command is killed, the server is killed in mid-publish and started again, the disk fills up, or the folder is
read-only (both on a small memory disk of its own, where this process may mount one). After each fault the same
command runs to its end, and the workspace (records, texts, pieces, whole files) and the server must be what an
undisturbed run gives, byte for byte and statement for statement. A command that the fault did not kill must
have ended by itself, with exit code 0, 1 or 2 and no traceback. The papers are the small ones in ``examples/``,
read by a small extractor. The moments are drawn from the time that the command takes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "tests" / "plugin"
sys.path[:0] = [str(ROOT), str(PLUGIN)]
os.environ["PYTHONPATH"] = str(PLUGIN)

from tests.publish.servers import Oxigraph  # noqa: E402

from paper2dcat.cli import cli  # noqa: E402
from paper2dcat.cli.run import run  # noqa: E402

PAPERS = sorted((ROOT / "examples" / "papers").glob("*.pdf"))
KEPT = ("records", "text", "positions", "graphs", "quarantine", "graph.nq", "graph.ttl", "curation.toml")
CORRECTION = '[[rename]]\nname = "ImageNet"\ntitle = "ImageNet (ILSVRC)"\n'
KILLS = ("build", "build", "curate", "publish")
"""Kinds of commands that are killed; builds twice as often."""
DISK = "8m"


class Running:
    """A command of paper2dcat in a process of its own, forked so that starting costs nothing."""

    def __init__(self, arguments: Sequence[object], errors: Path) -> None:
        self.errors = errors
        self.code: int | None = None
        self.child = os.fork()
        if self.child:
            return
        code = 3
        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            code = run(cli, [*map(str, arguments), "-q"])
        finally:
            # Nothing of this process's parent may be unwound here: its folders are not the child's to remove.
            os._exit(code)

    def ended_within(self, seconds: float) -> bool:
        """Wait for a while; return whether the command ended by itself."""
        until = time.monotonic() + seconds
        while self.code is None and time.monotonic() < until:
            time.sleep(0.002)
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def kill(self) -> None:
        """Kill the command and all that it started."""
        os.killpg(self.child, signal.SIGKILL)
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def wait(self) -> int:
        """Return the exit code."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        return self.code


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything that must be the same; when a paper was read need not."""
    files = [path for name in KEPT for path in [folder / name, *(folder / name).rglob("*")] if path.is_file()]
    return {
        str(path.relative_to(folder)): re.sub(rb'"created":"[^"]*"', b"", path.read_bytes()) for path in files
    }


class MemoryDisk:
    """A small disk in memory that can be filled and made read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.there = self._mount("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs")

    def _mount(self, *options: str) -> bool:
        command = ["mount", *options, str(self.folder)]
        with contextlib.suppress(OSError):
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        return False

    def read_only(self) -> None:
        """Let nothing be written."""
        if not self._mount("-o", "remount,ro"):
            raise SystemExit(f"{self.folder}: cannot be made read-only")

    def writable(self) -> None:
        """Let things be written again."""
        if not self._mount("-o", "remount,rw"):
            raise SystemExit(f"{self.folder}: cannot be made writable again")

    def fill(self, free: int) -> None:
        """Leave so many bytes."""
        room = shutil.disk_usage(self.folder).free
        (self.folder / "ballast").write_bytes(bytes(max(0, room - free)))

    def empty(self) -> None:
        """Give the room back."""
        (self.folder / "ballast").unlink()

    def close(self) -> None:
        """Unmount."""
        if self.there:
            subprocess.run(["umount", str(self.folder)], check=True)


class Campaign:
    """A workspace for each kind of command, as it is before the command, and as it should be after."""

    def __init__(self, folder: Path, server: Oxigraph, disk: MemoryDisk) -> None:
        self.folder = folder
        self.server = server
        self.disk = disk
        self.correction = folder / "mine.toml"
        self.correction.write_text(CORRECTION)
        self.before = folder / "before"
        self.must("build", self.before, PAPERS[:-1])
        self.seconds: dict[str, float] = {}
        self.wanted: dict[str, dict[str, bytes]] = {}
        for kind in ("build", "curate", "publish"):
            target = folder / f"after-{kind}"
            shutil.copytree(self.before, target)
            started = time.monotonic()
            self.must(kind, target)
            self.seconds[kind] = time.monotonic() - started
            self.wanted[kind] = contents(target)
        self.growth = sum(map(len, self.wanted["build"].values()))
        self.stored = self.on_server()

    @property
    def faults(self) -> tuple[str, ...]:
        """The kinds of faults that can be made here."""
        return (*KILLS, "server", *(("full disk", "read-only") if self.disk.there else ()))

    def line(
        self, kind: str, target: Path, papers: Sequence[Path] = PAPERS, *, again: bool = True
    ) -> list[object]:
        """Return the command of a kind on a workspace; ``again`` publishes what was published before."""
        if kind == "build":
            return ["build", *papers, "-o", target, "--extractor", "words", "--no-catalogue", "--jobs", 1]
        if kind == "curate":
            return ["curate", target, self.correction]
        endpoint = ["--endpoint", f"{self.server.address}/query"]
        return ["publish", target, *endpoint, "--batch", 40, *(["--again"] if again else [])]

    def start(self, line: Sequence[object]) -> Running:
        """Start a command."""
        return Running(line, self.folder / "errors")

    def must(self, kind: str, target: Path, papers: Sequence[Path] = PAPERS, *, again: bool = True) -> None:
        """Run a command that has to succeed."""
        running = self.start(self.line(kind, target, papers, again=again))
        if code := running.wait():
            raise SystemExit(f"{kind} ended with {code}: {running.errors.read_text()}")

    def on_server(self) -> list[bytes]:
        """Return every statement on the server."""
        request = urllib.request.Request(
            f"{self.server.address}/store", headers={"Accept": "application/n-quads"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return sorted(answer.read().splitlines())

    def once(self, fault: str, moments: random.Random) -> tuple[bool, str]:
        """Disturb one command and run it again; return whether it was disturbed, and what is wrong."""
        kind = fault if fault in self.wanted else "publish" if fault == "server" else "build"
        target = (self.disk.folder if fault in ("full disk", "read-only") else self.folder) / "target"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.before, target)
        if fault == "full disk":
            self.disk.fill(moments.randrange(self.growth))
        elif fault == "read-only":
            self.disk.read_only()
        running = self.start(self.line(kind, target))
        if fault == "full disk":
            disturbed = running.wait() != 0
            self.disk.empty()
        elif fault == "read-only":
            disturbed = running.wait() != 0
            self.disk.writable()
        else:
            disturbed = not running.ended_within(moments.uniform(0.05, self.seconds[kind]))
            if disturbed and fault == "server":
                self.server.kill()
                running.wait()
                self.server.start()
            elif disturbed:
                running.kill()
        said = running.errors.read_text()
        self.must(kind, target, again=fault != "server")
        wrong = [n for n, c in self.wanted[kind].items() if contents(target).get(n) != c]
        wrong += sorted(contents(target).keys() - self.wanted[kind].keys())
        if running.code not in (0, 1, 2, -signal.SIGKILL) or "Traceback" in said:
            wrong.append(f"exit code {running.code}, said {said!r}")
        if kind == "publish" and self.on_server() != self.stored:
            wrong.append("the server")
        if self.start(["fsck", target, "-n"]).wait():
            wrong.append("fsck")
        return disturbed, ", ".join(wrong)


def main() -> None:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments, faults, failures = random.Random(options.seed), Counter[str](), []
    with tempfile.TemporaryDirectory(prefix="paper2dcat-faults-") as folder, contextlib.ExitStack() as ends:
        server = Oxigraph(Path(folder) / "server")
        ends.callback(server.stop)
        disk = MemoryDisk(Path(folder) / "disk")
        ends.callback(disk.close)
        if not disk.there:
            print("no disk can be mounted here: full and read-only disks are left out")
        campaign = Campaign(Path(folder), server, disk)
        while faults.total() < options.faults:
            fault = moments.choice(campaign.faults)
            disturbed, wrong = campaign.once(fault, moments)
            faults[fault] += disturbed
            if wrong:
                failures.append(f"{fault}: {wrong}")
                print(failures[-1], flush=True)
    kinds = ", ".join(f"{number} {fault}" for fault, number in sorted(faults.items()))
    print(f"{faults.total()} faults ({kinds}), {len(failures)} left something wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
