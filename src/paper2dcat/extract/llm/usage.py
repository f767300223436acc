"""Tokens and money: what requests took, what they may take, what a run would take.

The ledger is a file to which every process of a run appends a line for each request, so that a limit on
cost holds for the run as a whole. A line is shorter than PIPE_BUF and written in one call to a file
opened for appending, which POSIX keeps whole among writers.
"""

from __future__ import annotations

import json
import os
import threading
from typing import Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError
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


class Ledger:
    """The account of a run, shared by its processes through a file, or by threads alone without one."""

    def __init__(self, config: ModelConfig) -> None:
        if config.max_cost is not None and (config.price_in is None or config.price_out is None):
            raise ConfigError(
                "a limit on cost needs prices",
                remedy="Give price_in and price_out, the prices of a million tokens.",
                code="no-prices",
            )
        self._config = config
        self._path = config.ledger
        self._lock = threading.Lock()
        self._spent = 0.0
        self._read_to = 0

    def record(self, paper: str, usage: Usage) -> None:
        """Add what one request took."""
        cost = usage.cost or 0.0
        if self._path is None:
            with self._lock:
                self._spent += cost
            return
        line = {
            "paper": paper,
            "prompt_tokens": usage.prompt_tokens,
            "answer_tokens": usage.answer_tokens,
            "seconds": round(usage.seconds, 3),
            "cost": cost,
        }
        with mapped(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                os.write(handle, json.dumps(line).encode() + b"\n")
            finally:
                os.close(handle)

    def spent(self) -> float:
        """Return what the run has cost so far, over all its processes."""
        if self._path is None:
            return self._spent
        with self._lock, mapped(self._path):
            if self._path.exists():
                with self._path.open("rb") as stream:
                    stream.seek(self._read_to)
                    new = stream.read()
                whole = new[: new.rfind(b"\n") + 1]
                self._read_to += len(whole)
                self._spent += sum(_cost(line) for line in whole.splitlines())
            return self._spent

    def exhausted(self) -> bool:
        """Say whether the limit on cost is reached."""
        return self._config.max_cost is not None and self.spent() >= self._config.max_cost


def _cost(line: bytes) -> float:
    """Return the cost in one line of the ledger; a line of another program's costs nothing."""
    try:
        entry = json.loads(line)
    except ValueError:
        return 0.0
    cost = entry.get("cost") if isinstance(entry, dict) else None
    return float(cost) if isinstance(cost, int | float) else 0.0
