"""Named questions, and any SPARQL query, on a graph file, a workspace or a SPARQL endpoint.

>>> from paper2dcat.query import FileSource, get_query, render, run
>>> answer = run(get_query("list-paper-datasets"), FileSource([Path("graph.ttl")]),
...              {"paper": "arXiv:1904.00962"})                        # doctest: +SKIP
>>> print(render(answer, "table"))                                     # doctest: +SKIP

* :func:`list_queries` gives the shipped queries; each :class:`Query` has ``name``, ``summary``,
  ``parameters``, ``columns`` and ``text``. :func:`get_query` takes a shipped name or a query file's path.
* :func:`run` binds parameters as RDF terms and asks a source: :class:`FileSource` (RDF files of any syntax),
  :class:`WorkspaceSource` (a folder of ``paper2dcat build``), :class:`EndpointSource` (a SPARQL 1.1 service).
  Queries see all named graphs as one, whatever the source's own default graph is.
* the answer is a :class:`Rows`, a :class:`Statements` (CONSTRUCT) or a :class:`Truth` (ASK);
  :func:`render` returns it, :func:`write` writes it, as ``table``, ``json``, ``csv``, ``tsv``, ``xml`` or ``turtle``.

Errors: ``QueryError`` (unknown name, malformed query with line and column, missing or unknown parameter),
``GraphError`` (not RDF), ``WorkspaceError``, ``EndpointError`` (down, refused, not SPARQL).
"""

from paper2dcat.query.answers import Answer, Rows, Statements, Truth
from paper2dcat.query.endpoint import EndpointSource
from paper2dcat.query.formats import FORMATS, render, write
from paper2dcat.query.library import Parameter, Query, get_query, list_queries
from paper2dcat.query.run import run
from paper2dcat.query.sources import FileSource, Source, WorkspaceSource

__all__ = [
    "FORMATS",
    "Answer",
    "EndpointSource",
    "FileSource",
    "Parameter",
    "Query",
    "Rows",
    "Source",
    "Statements",
    "Truth",
    "WorkspaceSource",
    "get_query",
    "list_queries",
    "render",
    "run",
    "write",
]
