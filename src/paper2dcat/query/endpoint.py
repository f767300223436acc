"""A SPARQL 1.1 service, asked through SPARQLWrapper, with its named graphs as one graph.

The protocol has no standard way to say "the union of all graphs". What is tried, in this order, until one is
found under which statements of named graphs are seen: the service's own default graph; Oxigraph's parameter;
the graph names that Jena and Stardog give to the union; at last the list of all graphs as
``default-graph-uri``, which any service must understand (SPARQL 1.1 Protocol, 2.1.4).
"""

from __future__ import annotations

import http.client
import urllib.error
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from paper2dcat.errors import EndpointError
from paper2dcat.query.answers import Answer, Rows, Statements, Truth
from paper2dcat.query.sources import to_answer
from paper2dcat.query.tokens import names_graphs, query_form

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

Parameters = tuple[tuple[str, str], ...]

_DEFAULT_GRAPH: Final = "default-graph-uri"
_UNIONS: Final[tuple[Parameters, ...]] = (
    (),
    (("union-default-graph", "true"),),
    ((_DEFAULT_GRAPH, "urn:x-arq:UnionGraph"),),
    ((_DEFAULT_GRAPH, "tag:stardog:api:context:all"),),
)
_SAMPLE: Final = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
_HIDDEN: Final = (
    "ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?o) && isIRI(?s)) } } LIMIT 25 } "
    "FILTER NOT EXISTS { ?s ?p ?o } }"
)
"""Whether any of some statements of named graphs is not in the default graph."""
_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@dataclass(frozen=True)
class EndpointSource:
    """A SPARQL service. ``union=False`` takes its default graph as it is."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    auth: Literal["basic", "digest"] = "basic"
    timeout: int = 60
    union: bool = True

    def ask(self, query: str) -> Answer:
        """Return the service's answer."""
        own = not self.union or names_graphs(query)
        return self._request(query, () if own else self._union)

    @cached_property
    def _union(self) -> Parameters:
        for parameters in _UNIONS:
            if not self._hidden(parameters):
                return parameters
        answer = self._request(_GRAPHS, ())
        assert isinstance(answer, Rows)
        return tuple(
            (_DEFAULT_GRAPH, row[0].value) for row in answer.rows if isinstance(row[0], ox.NamedNode)
        )

    def _hidden(self, parameters: Parameters) -> bool:
        """Whether statements of named graphs stay unseen under these parameters."""
        if not parameters:
            return self._truth(_HIDDEN, ())
        sample = self._request(_SAMPLE, ())
        assert isinstance(sample, Rows)
        try:
            # Under default-graph-uri no named graphs exist, so the sample is looked for by its terms.
            return not all(self._truth(_seen(row), parameters) for row in sample.rows)
        except EndpointError:
            return True

    def _truth(self, query: str, parameters: Parameters) -> bool:
        answer = self._request(query, parameters)
        return isinstance(answer, Truth) and answer.value

    def _request(self, query: str, parameters: Parameters) -> Answer:
        wrapper = self._wrapper(query, parameters)
        content, media_type = fetch(wrapper, self.url)
        try:
            return parse_answer(content, media_type, query_form(query))
        except (SyntaxError, ValueError) as error:
            raise not_sparql(self.url, media_type) from error

    def _wrapper(self, query: str, parameters: Parameters) -> SPARQLWrapper:
        from SPARQLWrapper import BASIC, DIGEST, JSON, N3, POST, URLENCODED, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, agent="paper2dcat")
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(self.timeout)
        if self.user:
            wrapper.setHTTPAuth(DIGEST if self.auth == "digest" else BASIC)
            wrapper.setCredentials(self.user, self.password)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(JSON if query_form(query) in ("SELECT", "ASK") else N3)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        return wrapper


def _seen(row: tuple[object, ...]) -> str:
    terms = " ".join(str(term) for term in row[1:] if not isinstance(term, ox.BlankNode))
    return f"ASK {{ {terms} }}" if terms.count(" ") >= 2 else "ASK { ?s ?p ?o }"


def parse_answer(content: bytes, media_type: str, form: str) -> Answer:
    """Return the answer in a response's body; ``ValueError`` or ``SyntaxError`` when it is none."""
    if form in ("SELECT", "ASK"):
        results = ox.QueryResultsFormat.from_media_type(media_type)
        if results is None:
            raise ValueError(f"not a format of SPARQL results: {media_type}")
        return to_answer(ox.parse_query_results(content, format=results))
    syntax = ox.RdfFormat.from_media_type(media_type)
    if syntax is None:
        raise ValueError(f"not an RDF syntax: {media_type}")
    return Statements(quad.triple for quad in ox.parse(content, format=syntax))


def fetch(wrapper: SPARQLWrapper, url: str) -> tuple[bytes, str]:
    """Send a query; return the body and its media type, or raise the error that says what to do."""
    from SPARQLWrapper import SPARQLExceptions

    codes = {
        SPARQLExceptions.QueryBadFormed: 400,
        SPARQLExceptions.Unauthorized: 401,
        SPARQLExceptions.EndPointNotFound: 404,
        SPARQLExceptions.URITooLong: 414,
        SPARQLExceptions.EndPointInternalError: 500,
    }
    try:
        result = wrapper.query()
        with result.response as response:
            return response.read(), response.headers.get("Content-Type", "")
    except tuple(codes) as error:
        raise refused(url, codes[type(error)], str(error)) from error
    except urllib.error.HTTPError as error:
        with error:
            raise refused(url, error.code, "") from error
    except TimeoutError as error:
        raise _timed_out(url) from error
    except (OSError, http.client.HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise _timed_out(url) from error
        raise _down(url, error) from error
    except ValueError as error:
        raise EndpointError(
            f"{url!r} is not the address of an endpoint: {error}",
            remedy="Give an http or https URL.",
            code="bad-url",
        ) from error


_REMEDIES: Final = {
    400: "It may not know all of SPARQL 1.1; try the query in its own form.",
    401: "Give --user and its password, and --auth digest if the server wants that.",
    403: "This user may not ask there.",
    404: "Check the path of the address: it is often /sparql or /query.",
    405: "That address does not take queries: it is often /sparql or /query.",
}


def refused(url: str, code: int, detail: str) -> EndpointError:
    """Return the error for an HTTP status."""
    lines = [line.strip() for line in detail.splitlines() if line.strip()]
    said = f": {lines[-1][:300]}" if lines and code not in (401, 403, 404) else ""
    remedy = _REMEDIES.get(code, "Try again later, or look at the server's log.")
    return EndpointError(f"{url} answered {code}{said}", remedy=remedy, code=f"http-{code}")


def not_sparql(url: str, media_type: str) -> EndpointError:
    """Return the error for an answer that is no SPARQL result."""
    return EndpointError(
        f"{url} does not answer as a SPARQL endpoint does (it sent {media_type or 'no media type'})",
        remedy="Check the address: it is often /sparql or /query, not the server's web page.",
        code="not-sparql",
    )


def _timed_out(url: str) -> EndpointError:
    return EndpointError(
        f"{url} did not answer in time", remedy="Give it longer with --timeout SECONDS.", code="timeout"
    )


def _down(url: str, error: Exception) -> EndpointError:
    reason = getattr(error, "reason", None) or error
    text = getattr(reason, "strerror", None) or str(reason)
    return EndpointError(
        f"{url} cannot be reached: {text}",
        remedy="Check that the server runs and the address is right.",
        code="down",
    )
