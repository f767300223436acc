"""Things and documents: ``/id/…`` answers 303 and names ``/doc/…``, in every RDF syntax and as a page.

Follows "Cool URIs for the Semantic Web" (https://www.w3.org/TR/cooluris/, 303 URIs). What is not a real-world
thing but has an IRI in the graph (a record, an annotation, a file's description) is answered the same way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from paper2dcat.errors import QueryError
from paper2dcat.serve.negotiate import GRAPHS, SUFFIXES, choose
from paper2dcat.serve.worker import Job, QueryPool

_DESCRIBE = """CONSTRUCT {{ <{iri}> ?p ?o . ?o ?q ?label . ?s ?r <{iri}> }} WHERE {{
  {{ <{iri}> ?p ?o
     OPTIONAL {{ ?o ?q ?label
       FILTER(?q IN (<http://www.w3.org/2000/01/rdf-schema#label>, <http://purl.org/dc/terms/title>,
                     <http://xmlns.com/foaf/0.1/name>, <http://www.w3.org/2004/02/skos/core#prefLabel>)) }} }}
  UNION {{ SELECT ?s ?r WHERE {{ ?s ?r <{iri}> }} ORDER BY ?s ?r LIMIT 1000 }}
}}"""

_FORBIDDEN = set('<>"{}|^`\\ ') | {chr(c) for c in range(0x21)}


@dataclass(frozen=True, slots=True)
class Document:
    """One document about one thing: its bytes in one syntax, with the validator that caches compare."""

    media_type: str
    body: bytes

    @property
    def etag(self) -> str:
        """A strong validator (RFC 9110, 8.8.3): digest of syntax and bytes."""
        digest = hashlib.sha256(self.media_type.encode() + b"\0" + self.body).hexdigest()
        return f'"{digest[:32]}"'


def is_iri(text: str) -> bool:
    """Tell whether a text may stand between angle brackets (SPARQL 1.1, IRIREF)."""
    return bool(text) and not _FORBIDDEN.intersection(text)


def exists(pool: QueryPool, iri: str) -> bool:
    """Tell whether the graph says anything about an IRI."""
    answer = pool.ask(Job(f"ASK {{ <{iri}> ?p ?o }}"))
    if answer.status != 200:
        raise QueryError(answer.body.decode("utf-8", "replace").strip())
    return b"true" in answer.body


def describe(pool: QueryPool, iri: str, media_type: str) -> Document:
    """Return what the graph says of an IRI: its statements, labels of what they name, and links to it."""
    answer = pool.ask(Job(_DESCRIBE.format(iri=iri), media_type_graph=media_type))
    if answer.status != 200:
        raise QueryError(answer.body.decode("utf-8", "replace").strip())
    return Document(answer.media_type, answer.body)


def split_suffix(path: str) -> tuple[str, str | None]:
    """Part ``dataset/cifar-10.ttl`` into path and media type; no known suffix: None."""
    stem, dot, suffix = path.rpartition(".")
    if dot and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    return path, None


def choose_document(accept: str) -> str | None:
    """Return the media type of a document for an ``Accept`` header; a browser gets HTML."""
    return choose(accept, (*GRAPHS[:-1], "text/html", GRAPHS[-1])) if accept.strip() else GRAPHS[-1]
