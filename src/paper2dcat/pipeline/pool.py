"""Worker processes that may die: each paper has a deadline and a memory limit, and costs only itself.

``concurrent.futures`` breaks the whole pool when one process dies and cannot stop a task that hangs, so
this is a small pool of our own: one connection a worker, killed at the deadline, replaced when gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from paper2dcat.config import Config
from paper2dcat.errors import EndpointError, Paper2dcatError, PaperError
from paper2dcat.model import ExtractorInfo
from paper2dcat.pipeline.collect import Input
from paper2dcat.pipeline.processed import Message, Processed, Ready, Stop, failed_record

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_START_SECONDS = 180.0
_TRIES = 2
_REFUSALS = 5
"""So many papers in a row that a server fails on stop the run."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    log: Path
    deadline: float
    ready: bool = False
    task: Input | None = None


@dataclass(slots=True)
class Pool:
    """Runs papers through worker processes; use it as a context manager, which ends them all."""

    config: Config
    jobs: int
    verbose: bool = False
    _workers: list[_Worker] = field(default_factory=list)
    _info: ExtractorInfo | None = None
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _started: int = 0
    _killed: int = 0
    _answered: bool = False
    _refusals: int = 0

    def __enter__(self) -> Pool:
        self._folder = tempfile.TemporaryDirectory(prefix="paper2dcat-")
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def info(self) -> ExtractorInfo:
        """Which extractor the workers run; waits until the first of them is ready."""
        while self._info is None:
            self._turn()
        return self._info

    def run(self, papers: Sequence[Input]) -> Iterator[tuple[Input, Processed]]:
        """Process papers in any order; yield each with what came of it as soon as it is done."""
        waiting = deque(papers)
        tries: dict[str, int] = {}
        left = len(waiting)
        self._feed(waiting)
        while left:
            finished: list[tuple[Input, Processed]] = []
            for task, done in self._turn():
                if done is None:
                    tries[task.sha256] = tries.get(task.sha256, 1) + 1
                    if tries[task.sha256] <= _TRIES:
                        waiting.append(task)
                        continue
                    done = self._failed(
                        task, "its worker process died", self._last_words(task), "worker-died"
                    )
                finished.append((task, done))
            self._feed(waiting)  # first, so that no worker waits while what is done is written
            left -= len(finished)
            yield from finished

    def _feed(self, waiting: deque[Input]) -> None:
        """Give each worker that has nothing to do a paper, and start as many as there is work for."""
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self.jobs, len(waiting) + busy):
            self._start()
        for worker in self._workers:
            if worker.ready and worker.task is None and waiting:
                self._give(worker, waiting.popleft())

    def _start(self) -> None:
        assert self._folder is not None
        self._started += 1
        log = Path(self._folder.name) / f"worker-{self._started}.log"
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_work, args=(theirs, self.config), daemon=True)
        with _interrupts_ignored(), _printing_to(None if self.verbose else log):
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, log, time.monotonic() + _START_SECONDS))

    def _give(self, worker: _Worker, task: Input) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self.config.paper_seconds
        with contextlib.suppress(OSError):  # a dead worker is noticed when its connection is read
            worker.connection.send(task)

    def _turn(self) -> list[tuple[Input, Processed | None]]:
        """Wait for a message, a death or a deadline; return the papers that are done (None: worker died)."""
        busy = [w for w in self._workers if w.task is not None or not w.ready]
        patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
        heard = wait([w.connection for w in self._workers], timeout=patience)
        done: list[tuple[Input, Processed | None]] = []
        for worker in list(self._workers):
            if worker.connection in heard:
                result = self._hear(worker)
                if worker.task is not None and result is not None:
                    done.append((worker.task, result if isinstance(result, Processed) else None))
                    worker.task = None
            elif worker in busy and time.monotonic() >= worker.deadline:
                done.extend(self._late(worker))
        return done

    def _hear(self, worker: _Worker) -> Processed | str | None:
        """Read one message: a result, None when the worker only got ready, a text when it is gone."""
        try:
            message: Message = worker.connection.recv()
        except (EOFError, OSError):
            self._drop(worker)
            if not worker.ready:
                self._start_again(worker)
            return "gone"
        if isinstance(message, Stop):
            return self._stopped(worker, message.error)
        if isinstance(message, Ready):
            worker.ready = True
            self._info = message.info
            return None
        self._answered, self._refusals = True, 0
        return message

    def _start_again(self, worker: _Worker) -> None:
        """Replace a worker that a signal ended while it started; one that gave up by itself would do so again."""
        self._killed += 1
        if (worker.process.exitcode or 0) >= 0 or self._killed > _TRIES:
            raise Paper2dcatError(
                f"a worker process could not start: {_last_line(worker.log) or 'it was killed'}",
                remedy="Run again with -v to see all it says.",
            )
        self._start()

    def _stopped(self, worker: _Worker, error: Paper2dcatError) -> Processed:
        """Return a failure for a paper whose server failed once; else raise what stops the run.

        A server that answered before may have a bad moment (the next run tries that paper again). One that
        fails from the start or keeps failing would fail every paper.
        """
        self._refusals += 1
        passing = isinstance(error, EndpointError) and self._answered and self._refusals < _REFUSALS
        if worker.task is None or not passing:
            raise error
        return self._failed(worker.task, error.message, error.remedy, error.code or "endpoint")

    def _late(self, worker: _Worker) -> list[tuple[Input, Processed | None]]:
        self._drop(worker)
        if worker.task is None:
            raise Paper2dcatError(
                f"a worker process was not ready after {_START_SECONDS:.0f} s", remedy="Run again with -v."
            )
        limit = f"{self.config.paper_seconds:g} s"
        return [
            (
                worker.task,
                self._failed(
                    worker.task,
                    f"it took longer than {limit}",
                    "Raise paper_seconds in paper2dcat.toml.",
                    "time-limit",
                ),
            )
        ]

    def _drop(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)

    def _failed(self, task: Input, message: str, remedy: str, code: str) -> Processed:
        error = PaperError(message, remedy=remedy, code=code)
        return Processed(failed_record(task, self.info, error, stage="process"), "", final=False)

    def _last_words(self, task: Input) -> str:
        assert self._folder is not None
        logs = sorted(Path(self._folder.name).glob("*.log"), key=lambda path: path.stat().st_mtime)
        words = [line for line in (_last_line(log) for log in logs) if line]
        return f"It last said: {words[-1]}" if words else ""


def _work(connection: Connection, config: Config) -> None:
    """Be a worker. Only workers import what reads papers: it is half of what starting costs."""
    from paper2dcat.pipeline.worker import work

    work(connection, config)


def _last_line(log: Path) -> str:
    try:
        lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    except OSError:
        return ""
    return lines[-1][:300] if lines else ""


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start a process that ignores Ctrl-C (an ignored signal stays ignored); only the parent reacts to it."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # only the main thread may set handlers
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _printing_to(log: Path | None) -> Iterator[None]:
    """Let a process that starts in the block print to a file from its first moment, broken imports included.

    Only the last line of what a worker printed is ever shown, when it dies. A process inherits the streams
    that are open when it starts, and ``multiprocessing`` has no other way to hand it some.
    """
    if log is None:
        yield
        return
    sys.stdout.flush()
    sys.stderr.flush()
    saved = {stream: os.dup(stream) for stream in (1, 2)}
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for stream in saved:
            os.dup2(target, stream)
        yield
    finally:
        for stream, copy in saved.items():
            os.dup2(copy, stream)
            os.close(copy)
        os.close(target)


def worker_count(jobs: int) -> int:
    """Return how many workers ``jobs`` means: itself, or one for each core this process may use."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
