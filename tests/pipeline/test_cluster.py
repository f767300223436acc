"""Real schedulers and workers on loopback, which die."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paper2dcat.config import Config
from paper2dcat.errors import EndpointError, UsageError
from paper2dcat.model import PaperRecord
from paper2dcat.pipeline.build import Silent, build
from tests.pdfs import NO_DATASET, PAPER, make_pdf
from tests.publish.servers import free_port

from .test_faults import published

pytest.importorskip("distributed", reason="the package distributed is not installed")
pytestmark = [pytest.mark.server, pytest.mark.slow]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)


@pytest.fixture
def scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    process = start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter")
    try:
        yield f"tcp://127.0.0.1:{port}", process
    finally:
        stop(process)


@contextlib.contextmanager
def workers(address: str, number: int, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    import distributed

    options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--death-timeout", "60"]
    started = [
        start("worker", address, *options, "--local-directory", str(folder / f"worker-{n}"))
        for n in range(number)
    ]
    try:
        connect: Any = distributed.Client
        with connect(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(number, timeout=60)
        yield started
    finally:
        for process in started:
            stop(process)


def folder_of_papers(folder: Path, number: int) -> Path:
    folder.mkdir()
    (folder / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    for n in range(number):
        lines = [line.replace("Steady", f"Steady {n}") for line in PAPER[0]]
        (folder / f"steps{n}.pdf").write_bytes(make_pdf([lines]))
    return folder


class Killer(Silent):
    """Kills a process when so many papers are done."""

    def __init__(self, process: subprocess.Popen[bytes], after: int) -> None:
        self.process, self.left = process, after

    def paper(self, record: PaperRecord) -> None:
        self.left -= 1
        if self.left == 0:
            stop(self.process)


def test_a_worker_dies_and_the_graph_is_the_same(
    scheduler: tuple[str, subprocess.Popen[bytes]], tmp_path: Path, words: str
) -> None:
    papers = folder_of_papers(tmp_path / "papers", 12)
    local = Config(extractor=words, shipped_catalogue=False, jobs=1)
    assert build([papers], tmp_path / "local", local).clean
    address, _ = scheduler
    remote = Config(extractor=words, shipped_catalogue=False, scheduler=address)
    with workers(address, 2, tmp_path) as (first, _):
        result = build([papers], tmp_path / "remote", remote, observer=Killer(first, 3))
        assert result.clean
    assert published(tmp_path / "remote") == published(tmp_path / "local")


def test_a_lost_scheduler_is_told_and_the_next_run_goes_on(
    scheduler: tuple[str, subprocess.Popen[bytes]], tmp_path: Path, words: str
) -> None:
    papers = folder_of_papers(tmp_path / "papers", 12)
    local = Config(extractor=words, shipped_catalogue=False, jobs=1)
    address, process = scheduler
    remote = Config(extractor=words, shipped_catalogue=False, scheduler=address)
    with workers(address, 1, tmp_path), pytest.raises(EndpointError, match="does not answer"):
        build([papers], tmp_path / "g", remote, observer=Killer(process, 3))
    kept = len(list((tmp_path / "g" / "records").iterdir()))
    assert kept >= 3
    result = build([papers], tmp_path / "g", local)
    assert result.clean
    assert result.report.run["kept"] == kept
    build([papers], tmp_path / "whole", local)
    assert published(tmp_path / "g") == published(tmp_path / "whole")


def test_a_cluster_without_workers(
    scheduler: tuple[str, subprocess.Popen[bytes]], tmp_path: Path, words: str
) -> None:
    papers = folder_of_papers(tmp_path / "papers", 1)
    with pytest.raises(EndpointError, match="no workers"):
        build([papers], tmp_path / "g", Config(extractor=words, scheduler=scheduler[0]))


def test_no_scheduler_there(tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paper2dcat.pipeline.cluster._CONNECT_SECONDS", "1s")
    papers = folder_of_papers(tmp_path / "papers", 1)
    with pytest.raises(EndpointError, match="does not answer"):
        build([papers], tmp_path / "g", Config(extractor=words, scheduler=f"tcp://127.0.0.1:{free_port()}"))
    with pytest.raises((UsageError, EndpointError)):
        build([papers], tmp_path / "g", Config(extractor=words, scheduler="nonsense"))
    assert threading.active_count() < 50
    time.sleep(0)
