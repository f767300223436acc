"""What was made once for the present state of the graph, kept within a limit of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from types import TracebackType
from typing import Generic, TypeVar

Value = TypeVar("Value")


class _Coming(Future[Value]):
    """A value that one thread makes in a ``with`` block, and others wait for: what goes wrong reaches them too."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.set_exception(error)


class Cache(Generic[Value]):
    """Least recently used values by key. All go when the graph changes, the oldest when they get too many.

    Who asks for what another is making already waits for it, so that a crowd at the door costs one query.
    """

    def __init__(
        self, limit: int, size: Callable[[Value], int], age: Callable[[], object] = lambda: None
    ) -> None:
        self._limit = limit
        self._size_of = size
        self._age = age
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._making: dict[Hashable, _Coming[Value]] = {}
        self._size = 0
        self._of: object = None
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made if it is not there."""
        age = self._age()
        with self._lock:
            if age != self._of:
                self._held.clear()
                self._making.clear()
                self._size, self._of = 0, age
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
            coming = self._making.get(key)
            if coming is None:
                mine = self._making[key] = _Coming()
        if coming is not None:
            return coming.result()
        with mine:
            try:
                value = make()
                self._keep(key, value, age)
            finally:
                self._done(key, mine)
            mine.set_result(value)
        return value

    def _done(self, key: Hashable, mine: _Coming[Value]) -> None:
        with self._lock:
            if self._making.get(key) is mine:
                del self._making[key]

    def _keep(self, key: Hashable, value: Value, age: object) -> None:
        """Hold a value, unless it is large, or the graph changed while it was made."""
        weight = self._size_of(value)
        with self._lock:
            if age != self._of or key in self._held or weight > self._limit // 4:
                return
            self._held[key] = (value, weight)
            self._size += weight
            while self._size > self._limit:
                _, (_, gone) = self._held.popitem(last=False)
                self._size -= gone
