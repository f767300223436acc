"""Servers that speak SPARQL 1.1: queries and updates through SPARQLWrapper, or the Graph Store Protocol."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from paper2dcat.errors import EndpointError
from paper2dcat.publish.graphs import GraphFile
from paper2dcat.publish.remote import Target

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper
    from SPARQLWrapper.Wrapper import QueryResult

AGENT = "paper2dcat"


class UpdateServer:
    """A store that is filled with ``CLEAR GRAPH`` and ``INSERT DATA`` in batches."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.update_url = target.update or guess_update(target.endpoint)

    def counts(self, prefix: str) -> dict[str, int]:
        """Return the number of statements of every graph whose IRI begins with ``prefix``."""
        query = (
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
            f"FILTER(STRSTARTS(STR(?g), {_string(prefix)})) }} GROUP BY ?g"
        )
        rows = self._ask(query)
        return {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}

    def replace(self, file: GraphFile) -> None:
        """Clear the graph and insert the file's statements, a batch a request."""
        request = f"CLEAR SILENT GRAPH <{file.iri}>"
        for batch in _batches(file, self.target.batch):
            statements = f"INSERT DATA {{ GRAPH <{file.iri}> {{\n{''.join(batch)}}} }}"
            # The first batch goes with the clearing: a small graph is replaced in one transaction.
            self._update(f"{request} ;\n{statements}" if request else statements)
            request = ""
        if request:
            self._update(request)

    def drop(self, iri: str) -> None:
        """Remove a graph."""
        self._update(f"DROP SILENT GRAPH <{iri}>")

    def _wrapper(self, url: str, *, update: bool = False) -> SPARQLWrapper:
        from SPARQLWrapper import BASIC, DIGEST, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper

        wrapper = SPARQLWrapper(url, updateEndpoint=url, agent=AGENT)
        wrapper.setTimeout(self.target.timeout)
        wrapper.setMethod(POST)
        # Virtuoso 7 never answers a query that is the body of a POST with digest authentication.
        wrapper.setRequestMethod(POSTDIRECTLY if update else URLENCODED)
        if self.target.user:
            wrapper.setHTTPAuth(DIGEST if self.target.auth == "digest" else BASIC)
            wrapper.setCredentials(self.target.user, self.target.password)
        return wrapper

    def _ask(self, query: str) -> list[dict[str, dict[str, str]]]:
        from SPARQLWrapper import JSON

        wrapper = self._wrapper(self.target.endpoint)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(JSON)
        try:
            answer = _run(wrapper, self.target.endpoint).convert()
            rows: list[dict[str, dict[str, str]]] = cast("dict[str, Any]", answer)["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise EndpointError(
                f"{self.target.endpoint} does not answer SPARQL queries in JSON",
                remedy="Check that --endpoint is the address of a SPARQL query service.",
            ) from error
        return rows

    def _update(self, request: str) -> None:
        wrapper = self._wrapper(self.update_url, update=True)
        wrapper.setQuery(request)
        _run(wrapper, self.update_url)


class GraphStoreServer(UpdateServer):
    """A store that is filled by the Graph Store Protocol: one PUT replaces one graph."""

    def replace(self, file: GraphFile) -> None:
        """Replace the graph with the file's statements as N-Triples."""
        body = "".join(_triples(file)).encode("utf-8")
        self._send("PUT", file.iri, body)

    def drop(self, iri: str) -> None:
        """Remove a graph."""
        self._send("DELETE", iri, None)

    def _send(self, method: str, iri: str, body: bytes | None) -> None:
        separator = "&" if "?" in self.target.gsp else "?"
        url = f"{self.target.gsp}{separator}graph={urllib.parse.quote(iri, safe='')}"
        headers = {"User-Agent": AGENT}
        if body is not None:
            headers["Content-Type"] = "application/n-triples"
        request = urllib.request.Request(url, data=body, method=method, headers=headers)
        try:
            with self._opener().open(request, timeout=self.target.timeout) as response:
                response.read()
        except urllib.error.HTTPError as error:
            if method == "DELETE" and error.code == 404:
                return
            raise _http_error(self.target.gsp, error.code, _detail(error)) from error
        except (urllib.error.URLError, OSError) as error:
            raise _no_connection(self.target.gsp, error) from error

    def _opener(self) -> urllib.request.OpenerDirector:
        if not self.target.user:
            return urllib.request.build_opener()
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        basic = self.target.auth != "digest"
        passwords.add_password(
            None, self.target.gsp, self.target.user, self.target.password, is_authenticated=basic
        )
        handler = urllib.request.HTTPBasicAuthHandler if basic else urllib.request.HTTPDigestAuthHandler
        return urllib.request.build_opener(handler(passwords))


def connect(target: Target) -> UpdateServer:
    """Return the server that a target means."""
    return GraphStoreServer(target) if target.gsp else UpdateServer(target)


def guess_update(endpoint: str) -> str:
    """Return the update address that goes with a query address: ``/query`` → ``/update``, else the same."""
    return f"{endpoint.removesuffix('/query')}/update" if endpoint.endswith("/query") else endpoint


def _run(wrapper: SPARQLWrapper, url: str) -> QueryResult:
    from SPARQLWrapper import SPARQLExceptions

    codes = {
        SPARQLExceptions.QueryBadFormed: 400,
        SPARQLExceptions.Unauthorized: 401,
        SPARQLExceptions.EndPointNotFound: 404,
        SPARQLExceptions.URITooLong: 414,
        SPARQLExceptions.EndPointInternalError: 500,
    }
    try:
        return wrapper.query()
    except tuple(codes) as error:
        raise _http_error(url, codes[type(error)], str(error)) from error
    except urllib.error.HTTPError as error:
        raise _http_error(url, error.code, _detail(error)) from error
    except (urllib.error.URLError, OSError) as error:
        raise _no_connection(url, error) from error
    except ValueError as error:
        raise EndpointError(f"{url} is not an address", remedy="Give an http or https URL.") from error


_REMEDIES = {
    400: "Try the Graph Store Protocol with --gsp, or smaller batches with --batch.",
    401: "Give --user and the password in PAPER2DCAT_PASSWORD, and --auth digest if the server wants it.",
    403: "The user may not write there: ask the server's keeper for the right to update.",
    404: "Check the path of the address, e.g. /query and /update, or /sparql.",
    405: "That address does not take this request: give the update address with --update.",
    413: "Send smaller batches with --batch.",
}


def _http_error(url: str, code: int, detail: str) -> EndpointError:
    remedy = _REMEDIES.get(code, "Look at the server's log.")
    lines = [line.strip() for line in detail.splitlines() if line.strip()]
    said = f": {lines[-1][:200]}" if lines and code not in (401, 403) else ""
    return EndpointError(f"{url} answered {code}{said}", remedy=remedy, code=f"http-{code}")


def _detail(error: urllib.error.HTTPError) -> str:
    try:
        return error.read(2000).decode("utf-8", "replace")
    except OSError:
        return ""


def _no_connection(url: str, error: OSError) -> EndpointError:
    reason = getattr(error, "reason", None) or error
    text = getattr(reason, "strerror", None) or str(reason)
    return EndpointError(
        f"{url} does not answer: {text}",
        remedy="Check that the server runs and the address is right.",
        code="down",
    )


def _triples(file: GraphFile) -> Iterator[str]:
    """Yield the statements of a named graph as N-Triples lines."""
    for line in file.lines():
        yield f"{line[: line.rindex(b' <')].decode('utf-8')} .\n"


def _batches(file: GraphFile, size: int) -> Iterator[list[str]]:
    lines = _triples(file)
    while batch := list(islice(lines, size)):
        yield batch


def _string(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
