"""Reading RDF files of any syntax, with errors that name file, line and remedy.

The syntax is taken from the file's extension (``.ttl``, ``.nt``, ``.nq``, ``.trig``, ``.rdf``, ``.jsonld``
…), each optionally compressed (``.nq.gz``).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from paper2dcat.errors import GraphError

_EXTENSIONS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "n3": ox.RdfFormat.N3,
}
KNOWN: Final = ".ttl, .nt, .nq, .trig, .rdf, .jsonld (each also with .gz)"


def format_of(path: Path) -> ox.RdfFormat:
    """Return the RDF syntax that a file's name says, or raise the error that lists the known ones."""
    name = path.name.lower().removesuffix(".gz")
    syntax = _EXTENSIONS.get(name.rpartition(".")[2])
    if syntax is None:
        raise GraphError(
            f"{path} has no extension of an RDF syntax", remedy=f"Known ones: {KNOWN}.", code="unknown-syntax"
        )
    return syntax


def iter_quads(path: Path, *, lenient: bool = False) -> Iterator[ox.Quad]:
    """Yield the statements of one file; blank nodes get labels that no other file has.

    ``lenient`` skips the checks of IRIs and language tags: for files that this program wrote itself.
    """
    syntax = format_of(path)
    base = None if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else path.resolve().as_uri()
    try:
        with _opened(path) as stream:
            yield from ox.parse(
                stream,
                format=syntax,
                base_iri=base,
                rename_blank_nodes=True,
                lenient=lenient,
            )
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
        raise graph_error(path, error, syntax) from error


def read_quads(paths: Iterable[Path], *, lenient: bool = False) -> list[ox.Quad]:
    """Return the statements of several files, one after another."""
    return [quad for path in paths for quad in iter_quads(path, lenient=lenient)]


def load_files(store: ox.Store, paths: Iterable[Path]) -> None:
    """Load files into a store, in bulk, each named graph under its name."""
    for path in paths:
        syntax = format_of(path)
        base = None if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else path.resolve().as_uri()
        try:
            with _opened(path) as stream:
                store.bulk_load(stream, format=syntax, base_iri=base)
        except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
            raise graph_error(path, error, syntax) from error


def _opened(path: Path) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return path.open("rb")


def graph_error(path: Path, error: Exception, syntax: ox.RdfFormat) -> GraphError:
    """Return the error that says why a file cannot be read as RDF and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return GraphError(f"there is no file {path}", remedy="Check the path.", code="missing")
    if isinstance(error, IsADirectoryError):
        return GraphError(
            f"{path} is a folder, not an RDF file",
            remedy="Name the files in it, or use --workspace for a folder that `paper2dcat build` made.",
            code="folder",
        )
    if isinstance(error, OSError | EOFError | zlib.error) and not isinstance(error, SyntaxError):
        reason = getattr(error, "strerror", None) or str(error)
        return GraphError(
            f"{path} cannot be read: {reason}",
            remedy="Check the file and its permissions.",
            code="unreadable",
        )
    line = getattr(error, "lineno", None)
    place = f"{path}:{line}" if line else str(path)
    return GraphError(
        f"{place} is not {syntax.name}: {error.args[0] if error.args else error}",
        remedy=f"Correct it there, or give the file the extension of the syntax it is in: {KNOWN}.",
        code="not-rdf",
    )
