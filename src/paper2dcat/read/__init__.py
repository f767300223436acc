"""Reading: a file becomes a ``Paper`` of repaired text with positions, sections, references and callouts."""

from paper2dcat.read.reader import read_paper

__all__ = ["read_paper"]
