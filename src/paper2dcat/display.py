"""Text of papers and graphs on a terminal: escape sequences in it must not reach the terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return text without control and format characters; line ends and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " if c.isspace() else "�" for c in text)


def clipped(text: str, width: int) -> str:
    """Return text of at most so many characters, with an ellipsis where it was cut."""
    return text if len(text) <= width else text[: width - 1] + "…"
