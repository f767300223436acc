"""What a process may take, set from inside it."""

from __future__ import annotations

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
