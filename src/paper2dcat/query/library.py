"""The shipped queries: ``queries/verb-noun.rq``, each with a ``#+`` header in TOML.

::

    #+ summary = "Datasets that a paper refers to, with their role"
    #+ [parameters.paper]
    #+ type = "paper"
    #+ about = "IRI, identifier or title of the paper"
    #+ required = true
    #+ [columns]
    #+ dataset = "the dataset"
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from paper2dcat.errors import QueryError
from paper2dcat.query.tokens import query_form, variables
from paper2dcat.resources import files

TYPES: Final = (
    "paper",
    "dataset",
    "agent",
    "concept",
    "node",
    "iri",
    "string",
    "term",
    "integer",
    "year",
)
"""Types of parameters. The first five take an IRI, or a name that is looked up in the graph; ``iri`` takes a
known prefix too (``dcterms:creator``); ``term`` is an IRI when it looks like one, else a string."""

_HEADER: Final = "#+"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes; without one and without a default, any value will do (unless required)."""

    name: str
    type: str
    about: str = ""
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says."""

    name: str
    text: str
    summary: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """Name and meaning of each column; empty for CONSTRUCT."""
    path: Path | None = None
    declared: bool = False
    """Whether the query has a header; one without takes a value for any of its variables."""

    @property
    def form(self) -> str:
        """``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``."""
        return query_form(self.text)

    def parameter(self, name: str) -> Parameter | None:
        """Return a parameter: declared in the header, or any variable of a query without a header."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        if not self.declared and name in variables(self.text):
            return Parameter(name, "term")
        return None


@cache
def list_queries() -> tuple[Query, ...]:
    """Return the shipped queries, sorted by name."""
    return tuple(read_query(path) for path in files("queries", "*.rq"))


def get_query(name: str) -> Query:
    """Return a shipped query by name, or the query in a file."""
    for query in list_queries():
        if query.name == name:
            return query
    path = Path(name)
    if path.is_file():
        return read_query(path)
    if path.suffix or "/" in name:
        raise QueryError(f"there is no query file {name}", remedy="Check the path.", code="missing")
    names = [query.name for query in list_queries()]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    near = near or [n for n in names if set(name.split("-")) & set(n.split("-"))][:3]
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise QueryError(
        f"there is no query named {name!r}",
        remedy=f"{hint}`paper2dcat query` without a name lists them all.",
        code="unknown-query",
    )


def read_query(path: Path) -> Query:
    """Read a query file; a header is optional."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read as a query: {error}", remedy="Check the file.") from error
    lines = [line[len(_HEADER) :].strip() for line in text.splitlines() if line.startswith(_HEADER)]
    try:
        header = tomllib.loads("\n".join(lines))
        parameters = tuple(Parameter(name, **table) for name, table in header.get("parameters", {}).items())
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise QueryError(
            f"the header of {path} is malformed: {error}",
            remedy="Its #+ lines are TOML; see the shipped queries.",
        ) from error
    for parameter in parameters:
        if parameter.type not in TYPES:
            raise QueryError(
                f"the header of {path} gives {parameter.name} the unknown type {parameter.type!r}",
                remedy=f"Known: {', '.join(TYPES)}.",
            )
    return Query(
        name=path.stem,
        text=text,
        summary=str(header.get("summary", "")),
        parameters=parameters,
        columns=tuple((name, str(about)) for name, about in header.get("columns", {}).items()),
        path=path,
        declared=bool(header),
    )
