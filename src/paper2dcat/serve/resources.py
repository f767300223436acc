"""Things and documents: ``/id/…`` answers 303 and names ``/doc/…``, in every RDF syntax and as a page.

Follows "Cool URIs for the Semantic Web" (https://www.w3.org/TR/cooluris/, 303 URIs). What is not a real-world
thing but has an IRI in the graph (a record, an annotation, a file's description) is answered the same way. A
document also describes the parts of its thing that are named by a fragment (``…#page``), since a client that
follows such an IRI asks for the document without the fragment.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyoxigraph as ox

from paper2dcat.errors import QueryError
from paper2dcat.serve.negotiate import GRAPHS, SUFFIXES, choose
from paper2dcat.serve.worker import Job, QueryPool

PARTS = ("pdf", "page", "text", "quote", "position")
"""Fragments of the IRI of a place in a paper, which has no statements of its own."""

_DESCRIBE = """PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT {{ <{iri}> ?p ?o . ?o ?q ?label . ?s ?r <{iri}> . ?part ?t ?v }} WHERE {{
  {{ <{iri}> ?p ?o
     OPTIONAL {{ ?o ?q ?label
       FILTER(?q IN (<http://www.w3.org/2000/01/rdf-schema#label>, <http://purl.org/dc/terms/title>,
                     <http://xmlns.com/foaf/0.1/name>, <http://www.w3.org/2004/02/skos/core#prefLabel>)) }} }}
  UNION {{ <{iri}> bibo:authorList/rdf:rest* ?part . ?part ?t ?v }}
  UNION {{ <{iri}> ?any ?part . FILTER(STRSTARTS(STR(?part), "{iri}#")) ?part ?t ?v }}
  UNION {{ VALUES ?part {{ {parts} }} ?part ?t ?v }}
  UNION {{ SELECT ?s ?r WHERE {{ ?s ?r <{iri}> }} ORDER BY ?s ?r LIMIT 1000 }}
}}"""

_FORBIDDEN = set('<>"{}|^`\\ ') | {chr(c) for c in range(0x21)}
_LONGEST_IRI = 2_000


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
    """Tell whether a text is an absolute IRI that may stand between angle brackets (SPARQL 1.1, IRIREF)."""
    if not 0 < len(text) <= _LONGEST_IRI or _FORBIDDEN.intersection(text):
        return False
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def exists(pool: QueryPool, iri: str) -> bool:
    """Tell whether the graph says anything about an IRI without fragment, or about a part of it."""
    if not is_iri(iri) or "#" in iri:
        return False
    parts = " ".join(f"<{iri}#{part}>" for part in PARTS)
    answer = pool.ask(Job(f"ASK {{ VALUES ?it {{ <{iri}> {parts} }} ?it ?p ?o }}"))
    if answer.status != 200:
        raise QueryError(answer.body.decode("utf-8", "replace").strip())
    return b"true" in answer.body


def describe(pool: QueryPool, iri: str, media_type: str) -> Document:
    """Return what the graph says of an IRI: its statements, labels of what they name, and links to it."""
    parts = " ".join(f"<{iri}#{part}>" for part in PARTS)
    answer = pool.ask(Job(_DESCRIBE.format(iri=iri, parts=parts), media_type_graph=media_type))
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
