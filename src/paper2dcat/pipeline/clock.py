"""Measuring the stages of a run."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable


class Clock:
    """Measures stages, and tells of each as it begins."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.seconds: dict[str, float] = defaultdict(float)
        self._name = ""
        self._since = 0.0

    def stage(self, name: str) -> None:
        """End the stage before, begin another."""
        self.stop()
        self._name, self._since = name, time.perf_counter()
        self.tell(name)

    def stop(self) -> None:
        """End the stage."""
        if self._name:
            self.seconds[self._name] += round(time.perf_counter() - self._since, 4)
        self._name = ""
