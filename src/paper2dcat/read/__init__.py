"""Reading: a file becomes a ``Paper`` of repaired text with positions, sections, references and callouts."""

from paper2dcat.read.pdf.readers import check_reader
from paper2dcat.read.reader import read_paper

__all__ = ["check_reader", "read_paper"]
