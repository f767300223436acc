"""Tokens and money: what requests took, what they may take, what a run would take.

The ledger is a file to which every process of a run appends a line for each request, so that a limit on
cost holds for the run as a whole. A line is shorter than PIPE_BUF and written in one call to a file
opened for appending, which POSIX keeps whole among writers.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError
from paper2dcat.extract.llm.failures import FailedRequestError, FailureKind
from paper2dcat.extract.llm.slots import lock
from paper2dcat.files import mapped
from paper2dcat.model import Usage

BYTES_PER_TOKEN: Final = 2.8
"""UTF-8 bytes of paper text for a token, on the low side: 2.7 (bibliographies) to 3.9 (prose) measured."""

MILLION: Final = 1_000_000


def tokens(text: str) -> int:
    """Return about how many tokens a text takes, rather too many than too few."""
    return int(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN) + 1


def price(config: ModelConfig, prompt_tokens: int, answer_tokens: int) -> float | None:
    """Return what tokens cost, None when no prices are given."""
    if config.price_in is None or config.price_out is None:
        return None
    return (prompt_tokens * config.price_in + answer_tokens * config.price_out) / MILLION


def add(one: Usage, other: Usage) -> Usage:
    """Return the sum of two accounts."""
    costs = [usage.cost for usage in (one, other) if usage.cost is not None]
    return Usage(
        requests=one.requests + other.requests,
        cached=one.cached + other.cached,
        prompt_tokens=one.prompt_tokens + other.prompt_tokens,
        answer_tokens=one.answer_tokens + other.answer_tokens,
        seconds=one.seconds + other.seconds,
        cost=sum(costs) if costs else None,
    )


class Account:
    """The account of one request under way; without ``usage`` in the end it cost nothing."""

    def __init__(self) -> None:
        self.usage = Usage()


class Ledger:
    """The account of a run, shared by its processes through a file, or by threads alone without one.

    Under a limit, what a request can cost at most is held back before it is sent and given back when its
    cost is known, so that requests of several processes together stay below it. A process that is killed
    leaves that held back: its request may be billed.
    """

    def __init__(self, config: ModelConfig) -> None:
        if config.max_cost is not None and (config.price_in is None or config.price_out is None):
            raise ConfigError(
                "a limit on cost needs prices",
                remedy="Give price_in and price_out (--price-in, --price-out), the prices of a million tokens.",
                code="no-prices",
            )
        self._limit = config.max_cost
        self._path = config.ledger
        self._lock = threading.Lock()
        self._spent = 0.0
        self._read_to = 0

    @contextlib.contextmanager
    def request(self, paper: str, most: float) -> Iterator[Account]:
        """Account for one request; raise ``FailedRequestError`` when it could pass the limit."""
        account = Account()
        held = most if self._limit is not None else 0.0
        if self._limit is not None:
            self._hold(held)
        try:
            yield account
        finally:
            usage = account.usage
            if usage.requests or held:
                self._write(_line(paper, usage, held))

    def spent(self) -> float:
        """Return what all requests have cost so far and what is held back for those under way."""
        with self._lock:
            if self._path is not None and self._path.exists():
                with mapped(self._path), self._path.open("rb") as stream:
                    self._take(stream)
            return self._spent

    def _hold(self, amount: float) -> None:
        limit = self._limit or 0.0
        if self._path is None:
            with self._lock:
                if self._spent + amount > limit:
                    raise _too_dear(limit)
                self._spent += amount
            return
        with self._lock, mapped(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b", buffering=0) as stream:
                lock(stream.fileno())
                self._take(stream)
                if self._spent + amount > limit:
                    raise _too_dear(limit)
                stream.write(json.dumps({"held": amount}).encode() + b"\n")

    def _take(self, stream: IO[bytes]) -> None:
        """Add what was written since the last look."""
        stream.seek(self._read_to)
        new = stream.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read_to += len(whole)
        self._spent += sum(_number(entry, "cost") + _number(entry, "held") for entry in _entries(whole))

    def _write(self, entry: dict[str, object]) -> None:
        if self._path is None:
            with self._lock:
                self._spent += _number(entry, "cost") + _number(entry, "held")
            return
        with mapped(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab", buffering=0) as stream:
                stream.write(json.dumps(entry).encode() + b"\n")


def read_ledger(path: Path, start: int = 0) -> tuple[dict[str, Usage], int]:
    """Return what asking about each paper took, from a place of a ledger on, and the place where it ends."""
    try:
        with path.open("rb") as stream:
            stream.seek(start)
            new = stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}, start
    whole = new[: new.rfind(b"\n") + 1]
    papers: dict[str, Usage] = {}
    for entry in _entries(whole):
        if entry.get("paper"):
            name = str(entry["paper"])
            papers[name] = add(papers.get(name, Usage()), _usage(entry))
    return papers, start + len(whole)


def _line(paper: str, usage: Usage, held: float) -> dict[str, object]:
    if not usage.requests:
        return {"held": -held}
    entry: dict[str, object] = {
        "paper": paper,
        "prompt_tokens": usage.prompt_tokens,
        "answer_tokens": usage.answer_tokens,
        "seconds": round(usage.seconds, 3),
    }
    if usage.cost is not None:
        entry["cost"] = usage.cost
    return entry | {"held": -held} if held else entry


def _usage(entry: dict[str, object]) -> Usage:
    return Usage(
        requests=1,
        prompt_tokens=int(_number(entry, "prompt_tokens")),
        answer_tokens=int(_number(entry, "answer_tokens")),
        seconds=_number(entry, "seconds"),
        cost=_number(entry, "cost") if "cost" in entry else None,
    )


def _entries(lines: bytes) -> Iterator[dict[str, object]]:
    """Yield the entries of a ledger; a line of another program's is none."""
    for line in lines.splitlines():
        with contextlib.suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, dict):
                yield entry


def _number(entry: dict[str, object], name: str) -> float:
    value = entry.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _too_dear(limit: float) -> FailedRequestError:
    return FailedRequestError(
        FailureKind.MAX_COST, f"The limit on cost ({limit:g}) could be passed by the next request."
    )
