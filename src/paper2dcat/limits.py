"""What a process may take, set from inside it."""

from __future__ import annotations

import gc
from pathlib import Path

_MEGABYTE = 1 << 20


def limit_memory(megabytes: int) -> None:
    """Allow so much address space beyond what the loaded program takes (no such limit on Windows)."""
    try:
        import resource
    except ImportError:
        return
    statm = Path("/proc/self/statm")
    taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + megabytes * _MEGABYTE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def collect_less() -> None:
    """Leave what is loaded out of garbage collections from now on, and collect less often.

    Papers and graphs are millions of small objects with hardly a cycle among them: looking for cycles took a tenth
    of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
