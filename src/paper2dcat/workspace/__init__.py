"""What is durable: a folder with one record file for each paper, and the graph derived from them."""

from paper2dcat.workspace.find import find_paper, open_paper
from paper2dcat.workspace.layout import FORMAT, Settings, Source, Workspace

__all__ = ["FORMAT", "Settings", "Source", "Workspace", "find_paper", "open_paper"]
