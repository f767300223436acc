"""What was made once for the present state of the graph, kept within a limit of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Value = TypeVar("Value")


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
        self._making: dict[Hashable, Future[Value]] = {}
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
                mine: Future[Value] = Future()
                self._making[key] = mine
        if coming is not None:
            return coming.result()
        try:
            value = make()
        except BaseException as error:
            self._done(key, mine)
            mine.set_exception(error)
            raise
        with self._lock:
            if age == self._of:
                self._keep(key, value)
        self._done(key, mine)
        mine.set_result(value)
        return value

    def _done(self, key: Hashable, mine: Future[Value]) -> None:
        with self._lock:
            if self._making.get(key) is mine:
                del self._making[key]

    def _keep(self, key: Hashable, value: Value) -> None:
        weight = self._size_of(value)
        if key in self._held or weight > self._limit // 4:
            return
        self._held[key] = (value, weight)
        self._size += weight
        while self._size > self._limit:
            _, (_, gone) = self._held.popitem(last=False)
            self._size -= gone
