"""What pages show besides the graph: papers' texts, where words are printed, and the files themselves."""

from __future__ import annotations

from typing import Protocol

from paper2dcat.model import Positions


class PaperFiles(Protocol):
    """Gives what belongs to a paper; ``slug`` is the last part of the paper's IRI."""

    def text(self, slug: str) -> str:
        """Return the paper's repaired text, empty when there is none."""

    def positions(self, slug: str) -> Positions | None:
        """Return where the lines of the text are printed; None when that is not known."""

    def path(self, sha256: str) -> str:
        """Return where the file with this SHA-256 should lie, empty when nobody knows."""


class NoFiles:
    """For a store without a workspace."""

    def text(self, slug: str) -> str:
        """Return nothing."""
        return ""

    def positions(self, slug: str) -> Positions | None:
        """Return nothing."""
        return None

    def path(self, sha256: str) -> str:
        """Return nothing."""
        return ""
