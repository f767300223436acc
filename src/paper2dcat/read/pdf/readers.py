"""The readers of pages by name; each is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, Protocol

from paper2dcat.errors import UsageError
from paper2dcat.read.pdf.runs import PageRuns

DEFAULT: Final = "pdfminer"
READERS: Final = {
    "pdfminer": "paper2dcat.read.pdf.interpreter:TextInterpreter",
    "pdfium": "paper2dcat.read.pdf.pdfium:PdfiumPages",
}


class PageReader(Protocol):
    """Reads the pages of one document."""

    def page(self, number: int, page: Any) -> PageRuns:
        """Return the text runs of one of pdfminer's pages; what cannot be read is named in ``problems``."""
        ...


def check_reader(name: str) -> None:
    """Raise ``UsageError`` if there is no such reader or it is not installed."""
    _maker(name)


def load_reader(name: str, data: bytes) -> PageReader:
    """Return the reader of this name for a document."""
    reader: PageReader = _maker(name)(data)
    return reader


def _maker(name: str) -> Any:
    target = READERS.get(name)
    if target is None:
        raise UsageError(f"There is no reader named {name!r}.", remedy=f"Known: {', '.join(READERS)}.")
    module, _, attribute = target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except ImportError as error:
        raise UsageError(
            f"The reader {name!r} needs the package {error.name}, which is not installed.",
            remedy=f"pip install 'paper2dcat[{name}]'",
        ) from error
