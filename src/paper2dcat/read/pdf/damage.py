"""What is wrong with a file, noted where it is met and said once for each kind."""

from __future__ import annotations

from typing import Final

SHOWN: Final = 4
"""Places that a message names; the others are counted."""

_SAID: Final = {
    "leading-bytes": "the file does not begin with its header ({places})",
    "trailing-bytes": "something follows the end of the file ({places})",
    "truncated": "the file ends too early; what is left of it was read",
    "cross-references": "the table of objects is damaged ({places}); they were searched for in the whole file",
    "object-missing": "objects that the file refers to are missing or unreadable ({places})",
    "stream-damaged": "compressed data are damaged ({places}); what comes before the damage was read",
    "stream-length": "streams are not as long as they say ({places}); their ends were searched for",
    "stream-refused": "streams cannot be decoded ({places})",
    "page-tree": "the list of pages is damaged ({places})",
    "font-damaged": "fonts are damaged ({places}); some of their text may be wrong or missing",
}


class Damage:
    """The faults of one file: kinds with the places where they were met."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {}

    def note(self, kind: str, place: str = "") -> None:
        """Keep a fault of a known kind."""
        self._found.setdefault(kind, {})[place] = None

    def __contains__(self, kind: str) -> bool:
        return kind in self._found

    def problems(self) -> list[tuple[int, str, str]]:
        """Return page (0: the whole file), code and message of each kind."""
        return [
            (0, kind, _SAID[kind].format(places=_listed(list(places))))
            for kind, places in self._found.items()
        ]


def _listed(places: list[str]) -> str:
    shown = ", ".join(places[:SHOWN])
    more = len(places) - SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
