"""What a process holds in memory, seen from outside while it works: its own pages and those of files it maps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_OFTEN = 0.05
"""Seconds between two looks."""


@dataclass
class Peak:
    """The most megabytes that were seen at one time, each number by itself.

    ``own`` is anonymous memory, which nobody else can have; ``files`` are pages of mapped files (a store's
    tables, program code), which the system takes back when others need room.
    """

    resident: float = 0.0
    own: float = 0.0
    files: float = 0.0

    def see(self, process: int) -> None:
        """Look at a process; one that has ended holds nothing."""
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return
        now = {name: int(kilobytes) / 1024 for name, kilobytes in re.findall(r"(\w+):\s+(\d+) kB", status)}
        self.resident = max(self.resident, now.get("VmRSS", 0.0))
        self.own = max(self.own, now.get("RssAnon", 0.0))
        self.files = max(self.files, now.get("RssFile", 0.0) + now.get("RssShmem", 0.0))


def watched(process: int, messages: Connection) -> tuple[Any, dict[str, Peak]]:
    """Look at a process until it sends what it found; strings that it sends before name what it begins.

    Return what it sent, and the peak of each thing that it named.
    """
    peaks: dict[str, Peak] = {}
    name = ""
    while True:
        while not messages.poll(_OFTEN):
            peaks.setdefault(name, Peak()).see(process)
        peaks.setdefault(name, Peak()).see(process)
        message = messages.recv()
        if not isinstance(message, str):
            return message, peaks
        name = message
