"""Work in processes of its own, so that what takes too long can be cut without hurting the rest.

A query may run for ever and a page of a hostile PDF may crash the program that draws it. Each job runs in one
of a few processes; one that outlives its time, or dies, costs only its own job and is replaced.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from enum import Enum
from functools import cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from paper2dcat.limits import limit_memory

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_START_SECONDS = 60.0
"""Starting an interpreter is not the job's time: it gets a generous limit of its own."""

Handle = Callable[[object], object]
Prepare = Callable[..., Handle]


class Failed(Enum):
    """Why a job has no result."""

    BUSY = "no process was free in time"
    LATE = "it took too long"
    DIED = "the process died"


def _work(pipe: Connection, prepare: Prepare, arguments: tuple[object, ...], megabytes: int) -> None:
    """Prepare once, then answer jobs until the other side hangs up."""
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError, ConnectionResetError):
        handle = prepare(*arguments)
        limit_memory(megabytes)
        pipe.send(None)
        while True:
            pipe.send(handle(pipe.recv()))


@cache
def _context() -> ForkServerContext | SpawnContext:
    """Return what starts processes: by forking one that has loaded the program, where there is such a thing.

    So a process that is cut is replaced in a moment. (It has no threads; forking the server itself would not do.)
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["paper2dcat.serve.worker", "paper2dcat.serve.painter"])
    return context


class _Process:
    """One process and the pipe to it; ``age`` is the generation of data that it was started on."""

    def __init__(self, prepare: Prepare, arguments: tuple[object, ...], megabytes: int, age: object) -> None:
        self.age = age
        self._pipe, there = multiprocessing.Pipe()
        work = (there, prepare, arguments, megabytes)
        self._process = _context().Process(target=_work, args=work, daemon=True)
        self._process.start()
        there.close()
        self._ready = False

    def ask(self, job: object, seconds: float) -> object | Failed:
        try:
            if not self._ready:
                if not self._pipe.poll(_START_SECONDS):
                    return Failed.LATE
                self._pipe.recv()
                self._ready = True
            self._pipe.send(job)
            if not self._pipe.poll(seconds):
                return Failed.LATE
            result: object = self._pipe.recv()
        except (EOFError, OSError):
            return Failed.DIED
        return result

    def kill(self) -> None:
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


class _Turn:
    """A caller's place in the queue; the process is handed over, so that no newcomer can take it."""

    def __init__(self) -> None:
        self.come = threading.Event()
        self.process: _Process | None = None


class Processes:
    """A fixed number of processes. Who comes first is served first; nobody waits longer than ``wait``."""

    def __init__(
        self, prepare: Prepare, *arguments: object, size: int, wait: float = 10.0, megabytes: int = 2048,
        age: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._prepare, self._arguments, self._megabytes = prepare, arguments, megabytes
        self._age = age
        self._wait = wait
        self._lock = threading.Lock()
        self._queue: deque[_Turn] = deque()
        self._closed = False
        self._free = [self._start() for _ in range(size)]

    def _start(self) -> _Process:
        return _Process(self._prepare, self._arguments, self._megabytes, self._age())

    def ask(self, job: object, seconds: float) -> object | Failed:
        """Run one job; what it gives, or why it gives nothing."""
        process = self._take()
        if process is None:
            return Failed.BUSY
        if process.age != self._age():
            process.kill()
            process = self._start()
        result = process.ask(job, seconds)
        if isinstance(result, Failed):
            process.kill()
            process = self._start()
        self._give_back(process)
        return result

    def _take(self) -> _Process | None:
        """Return a free process; queue for one, in the order of coming, when there is none."""
        with self._lock:
            if self._free:
                return self._free.pop()
            turn = _Turn()
            self._queue.append(turn)
        turn.come.wait(self._wait)
        with self._lock:
            if turn.process is None:
                self._queue.remove(turn)
            return turn.process

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            if self._closed:
                process.kill()
                return
            if self._queue:
                turn = self._queue.popleft()
                turn.process = process
                turn.come.set()
            else:
                self._free.append(process)

    def close(self) -> None:
        """Stop all processes that are free; busy ones are stopped when they come back."""
        with self._lock:
            self._closed = True
            while self._free:
                self._free.pop().kill()
