"""Reading with one process, two processes and a cluster: ``python benchmarks/cluster.py [FOLDER] [--papers N]``.

The cluster is a scheduler and two workers on this machine; one of them is killed when a third of the papers is
done. The graph must be the one that local processes give. Wall-clock times: they mean something on an idle
machine only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import distributed  # noqa: E402
from ratios import note  # noqa: E402
from tests.pipeline.test_cluster import Killer, start, stop  # noqa: E402
from tests.publish.servers import free_port  # noqa: E402

from paper2dcat.config import Config  # noqa: E402
from paper2dcat.pipeline.build import Silent, build  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "bench" / "pdfs"


def timed(papers: list[Path], output: Path, config: Config, observer: Silent) -> float:
    """Return the seconds that reading took, deriving left out."""
    started = time.monotonic()
    report = build(papers, output, config, observer=observer).report
    derived = sum(report.timing.get(stage, 0.0) for stage in ("resolve", "describe", "validate", "publish"))
    return time.monotonic() - started - derived


def main() -> None:
    """Run the three and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--papers", type=int, default=1000)
    options = parser.parse_args()
    papers = sorted(options.folder.rglob("*.pdf"))[: options.papers]
    address = f"tcp://127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="paper2dcat-cluster-") as name:
        folder = Path(name)
        one = timed(papers, folder / "one", Config(jobs=1), Silent())
        two = timed(papers, folder / "two", Config(jobs=2), Silent())
        scheduler = start(
            "scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"
        )
        workers = [
            start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)
        ]
        try:
            with distributed.Client(address, timeout="60s") as client:
                client.wait_for_workers(2, timeout=60)
            cluster = timed(papers, folder / "cluster", Config(scheduler=address), Silent())
            killer = Killer(workers[0], max(1, len(papers) // 3))
            maimed = timed(papers, folder / "maimed", Config(scheduler=address), killer)
        finally:
            for process in (*workers, scheduler):
                stop(process)
        graphs = {
            kind: (folder / kind / "graph.nq").read_bytes() for kind in ("one", "two", "cluster", "maimed")
        }
    number = len(papers)
    print(f"{number} papers: one process {one:.1f} s, two {two:.1f} s ({one / two:.2f} times as fast)")
    print(
        f"cluster of two workers {cluster:.1f} s, "
        f"{1000 * (cluster - two) / number:.0f} ms a paper more than two processes"
    )
    note("reading with two processes, speed", one / two, "one process", "≥ 1.7")
    note("reading on a cluster of two workers, time", cluster / two, "two local processes")
    print(f"one of them killed: {maimed:.1f} s")
    print("the same graph" if len(set(graphs.values())) == 1 else "DIFFERENT GRAPHS")


if __name__ == "__main__":
    main()
