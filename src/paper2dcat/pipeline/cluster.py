"""Papers on an existing dask.distributed cluster: bytes go out, records come back, one process writes.

Workers need no disk in common with this process: a paper travels as bytes, catalogues once to each worker.
A worker that dies is replaced by another (dask runs its papers again elsewhere); a paper that kills one
worker after the other, or that takes too long, costs only itself. Keys of language models don't travel: a
worker takes ``OPENAI_API_KEY`` from its own environment.
"""

from __future__ import annotations

import concurrent.futures
import importlib
import os
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from paper2dcat.config import Config
from paper2dcat.errors import EndpointError, Paper2dcatError, PaperError, UsageError
from paper2dcat.model import ExtractorInfo
from paper2dcat.pipeline.collect import Input
from paper2dcat.pipeline.fingerprint import code_of_records
from paper2dcat.pipeline.paper import Processor
from paper2dcat.pipeline.processed import Processed, failed_record

_CONNECT_SECONDS: Final = "20s"
_AHEAD: Final = 2
"""Papers sent ahead for each thread of the cluster: enough to keep it busy, few enough for any memory."""
_LATE: Final = 2.0
"""A paper may wait as long as it may take, since another can be before it."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """What every paper needs: the configuration, and the catalogue files it names."""

    config: Config
    catalogues: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, config: Config) -> Shipment:
        """Pack a configuration without what means nothing elsewhere, and without secrets."""
        files = tuple((path.name, path.read_bytes()) for path in config.catalogues)
        model = replace(config.model, api_key="", cache=None, ledger=None)
        return cls(replace(config, catalogues=(), model=model, scheduler=""), files)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says: what came of a paper, or the error that would stop every paper, and its code."""

    code: str
    processed: Processed | None = None
    error: Paper2dcatError | None = None


@lru_cache(maxsize=2)
def _processor(shipment: Shipment) -> Processor:
    folder = Path(tempfile.mkdtemp(prefix="paper2dcat-"))
    for name, content in shipment.catalogues:
        (folder / name).write_bytes(content)
    config = shipment.config
    key = os.environ.get("OPENAI_API_KEY", "")
    catalogues = tuple(folder / name for name, _ in shipment.catalogues)
    return Processor.load(replace(config, catalogues=catalogues, model=replace(config.model, api_key=key)))


def process_bytes(shipment: Shipment, name: str, sha256: str, created: str, content: bytes) -> Answer:
    """Process one paper on a worker: the same function that local processes run."""
    code = code_of_records()
    with tempfile.TemporaryDirectory(prefix="paper2dcat-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return Answer(code, processed=_processor(shipment).process(Input(path, sha256, created)))
        except Paper2dcatError as error:
            return Answer(code, error=error)


def describe_worker(shipment: Shipment) -> tuple[str, ExtractorInfo | Paper2dcatError]:
    """Return what a worker's records depend on: its code and its extractor, or why it has none."""
    try:
        return code_of_records(), _processor(shipment).info
    except Paper2dcatError as error:
        return code_of_records(), error


@dataclass(slots=True)
class Cluster:
    """Runs papers on a cluster; the counterpart of :class:`~paper2dcat.pipeline.pool.Pool`."""

    config: Config
    _client: Any = None
    _shipment: Any = None
    _info: ExtractorInfo | None = None
    _under_way: dict[Any, tuple[Input, float]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        distributed = _distributed()
        shipment = Shipment.of(self.config)
        with _told(self.config.scheduler):
            self._client = distributed.Client(self.config.scheduler, timeout=_CONNECT_SECONDS)
            self._info = self._agreed(self._client.run(describe_worker, shipment))
            self._shipment = self._client.scatter(shipment, broadcast=True, hash=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close(timeout=5)

    @property
    def info(self) -> ExtractorInfo:
        """Which extractor the workers run."""
        assert self._info is not None
        return self._info

    def _agreed(self, said: dict[str, tuple[str, ExtractorInfo | Paper2dcatError]]) -> ExtractorInfo:
        if not said:
            raise EndpointError(
                f"the scheduler {self.config.scheduler} has no workers",
                remedy=f"Start some: dask worker {self.config.scheduler}",
                code="no-workers",
            )
        for code, info in said.values():
            if isinstance(info, Paper2dcatError):
                raise info
            self._check(code)
        return next(info for _, info in said.values() if isinstance(info, ExtractorInfo))

    def _check(self, code: str) -> None:
        if code != code_of_records():
            raise EndpointError(
                "a worker of the cluster runs another paper2dcat than this",
                remedy="Install the same version everywhere: records must not depend on who made them.",
                code="version",
            )

    def run(self, papers: Sequence[Input]) -> Iterator[tuple[Input, Processed]]:
        """Process papers in any order; yield each with what came of it as soon as it is done."""
        waiting = deque(papers)
        while waiting or self._under_way:
            with _told(self.config.scheduler):
                while waiting and len(self._under_way) < self._room():
                    self._send(waiting.popleft())
                finished = self._finished()
            yield from finished

    def _room(self) -> int:
        return _AHEAD * max(1, sum(map(int, self._client.nthreads().values())))

    def _send(self, paper: Input) -> None:
        content = paper.path.read_bytes()
        future = self._client.submit(
            process_bytes, self._shipment, paper.name, paper.sha256, paper.created, content, pure=False
        )
        self._under_way[future] = (paper, time.monotonic() + _LATE * self.config.paper_seconds)

    def _finished(self) -> list[tuple[Input, Processed]]:
        """Wait a moment; return the papers that are done, whatever came of them."""
        distributed = _distributed()
        try:
            distributed.wait(list(self._under_way), timeout=1.0, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if self._client.status != "running":
                raise
        done = [(future, *self._under_way[future]) for future in self._under_way if future.done()]
        late = [future for future, (_, by) in self._under_way.items() if time.monotonic() > by]
        results = [(paper, self._result(future, paper)) for future, paper, _ in done]
        results += [(self._under_way[f][0], self._too_late(f)) for f in late if not f.done()]
        for future in [*(future for future, _, _ in done), *late]:
            self._under_way.pop(future, None)
        return results

    def _result(self, future: Any, paper: Input) -> Processed:
        distributed = _distributed()
        try:
            answer: Answer = future.result()
        except (distributed.KilledWorker, MemoryError, RecursionError) as error:
            return self._failed(paper, f"its workers died: {error}", "worker-died")
        self._check(answer.code)
        if answer.error is not None:
            raise answer.error
        assert answer.processed is not None
        return answer.processed

    def _too_late(self, future: Any) -> Processed:
        """Give a paper up, and the worker that hangs on it too: a thread can't be stopped."""
        paper, _ = self._under_way[future]
        where = [address for address, keys in self._client.processing().items() if future.key in keys]
        future.cancel()
        if where:
            self._client.restart_workers(where, raise_for_error=False)
        return self._failed(paper, f"it took longer than {self.config.paper_seconds:g} s", "time-limit")

    def _failed(self, paper: Input, message: str, code: str) -> Processed:
        error = PaperError(message, remedy="The next run tries it again.", code=code)
        return Processed(failed_record(paper, self.info, error, stage="process"), "", final=False)


class _told:  # noqa: N801 - reads as a statement
    """Turns what the cluster's library raises into the error that names the scheduler."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        lost = (OSError, TimeoutError, concurrent.futures.CancelledError, concurrent.futures.TimeoutError)
        if isinstance(error, lost):
            raise EndpointError(
                f"the scheduler {self.address} does not answer: {error or type(error).__name__}",
                remedy="Check that it runs, then run the same command: finished papers are kept.",
                code="down",
            ) from error
        if isinstance(error, ValueError):
            raise UsageError(
                f"{self.address} is not the address of a scheduler: {error}",
                remedy="Such as tcp://127.0.0.1:8786",
            ) from error


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError(
            "--scheduler needs the package distributed, which is not installed",
            remedy="Install it with: pip install 'paper2dcat[cluster]'",
        ) from error
