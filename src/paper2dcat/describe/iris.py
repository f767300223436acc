"""Minting: every IRI of the published graph is made here, from a base and stable keys, by slash IRIs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cached_property, lru_cache
from typing import Final

from pyoxigraph import NamedNode

from paper2dcat import names
from paper2dcat.vocab import FOAF

_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_ORGANISATION: Final = re.compile(
    r"\b(universit\w*|institut\w*|foundation|cent(er|re)|team|group|inc|corp(oration)?|bureau|agency|project|"
    r"organi[sz]ation|consortium|lab(oratory|s)?|association|ministry|department|office|society|council|bank|"
    r"network|initiative|program(me)?|authority|commission|union|committee|company|ltd|gmbh|llc|service|survey|"
    r"hospital|college|school|library|museum|collaboration|challenge|conference|workshop|community|archive)\b",
    re.IGNORECASE,
)
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = 60
key_slug: Final = lru_cache(maxsize=1024)(names.key_slug)


@lru_cache(maxsize=65536)
def text_slug(text: str) -> str:
    """Return a readable, IRI-safe form of any text; a digest keeps apart what it would make equal."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    if slug and len(slug) <= _LONGEST and slug.replace("-", " ") == text.lower():
        return slug
    return f"{slug[:_LONGEST].strip('-')}-{digest(text)}".strip("-")


def work_slug(title: str) -> str:
    """Return what the printings of one work's title share: its words, without case or accents."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    letters = "".join(c for c in title.casefold() if c.isalnum())
    if slug and len(slug) <= _LONGEST and letters.isascii():
        return slug
    return f"{slug[:_LONGEST].strip('-')}-{digest(letters)}".strip("-")


def digest(text: str) -> str:
    """Return ten hexadecimal digits that stand for a text (40 bits: for keys within one paper or work)."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@lru_cache(maxsize=65536)
def agent_kind(name: str) -> NamedNode | None:
    """Return what an agent is by its name; None for a single word, which may be a family or a firm."""
    if _ORGANISATION.search(name):
        return FOAF.Organization
    return FOAF.Person if len(name.split()) > 1 else None


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return what the printings of one person's name within one work share: family name and first initial.

    ``A. Krizhevsky`` and ``Alex Krizhevsky`` give ``krizhevsky-a``; an organisation keeps its whole name.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9'-]+", plain) if word.strip("'-")]
    if not words or agent_kind(name) != FOAF.Person:
        return text_slug(name)
    while len(words) > 2 and words[-1] in ("jr", "sr", "ii", "iii", "iv"):
        words.pop()
    family = _NOT_SLUG.sub("", words[-1])
    return f"{family}-{words[0].lstrip(chr(39) + '-')[0]}" if family else text_slug(name)


@lru_cache(maxsize=4096)
def name_keys(printed: tuple[str, ...]) -> dict[str, str]:
    """Return the key of each name of one list; people whom initials would merge keep whole names."""
    owners: dict[str, set[str]] = {}
    for name in printed:
        owners.setdefault(name_key(name), set()).add(name)
    return {name: name_key(name) if len(owners[name_key(name)]) == 1 else text_slug(name) for name in printed}


class Iris:
    """Makes the IRIs of one graph. ``base`` ends with a slash."""

    def __init__(self, base: str) -> None:
        self.base = base if base.endswith("/") else base + "/"

    def _mint(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    # -- things ---------------------------------------------------------------------------------------

    def paper(self, key: str) -> NamedNode:
        """The paper with this key."""
        return self._mint(f"id/paper/{key_slug(key)}")

    def author_list(self, key: str, position: int) -> NamedNode:
        """The cell of a paper's list of authors, from 1."""
        return self._mint(f"id/paper/{key_slug(key)}#authors-{position}")

    def dataset(self, slug: str) -> NamedNode:
        """The dataset of an identity."""
        return self._mint(f"id/dataset/{slug}")

    def distribution(self, slug: str, file_type: str) -> NamedNode:
        """The files of one type of a dataset."""
        return self._mint(f"id/dataset/{slug}/distribution/{text_slug(file_type.lower().replace('_', ' '))}")

    def doi_identifier(self, slug: str, doi: str) -> NamedNode:
        """A DOI of a dataset as ``adms:Identifier``."""
        return self._mint(f"id/dataset/{slug}/identifier/{text_slug('doi ' + doi)}")

    def agent(self, scope: str, key: str) -> NamedNode:
        """A person or organisation within a scope: the paper, the cited work or the dataset it belongs to."""
        return self._mint(f"id/agent/{scope}/{key}")

    def software(self, name: str, version: str) -> NamedNode:
        """A program in one version."""
        return self._mint(f"id/software/{text_slug(name)}" + (f"-{version}" if _safe(version) else ""))

    def model(self, name: str) -> NamedNode:
        """A language model by its name."""
        return self._mint(f"id/model/{text_slug(name)}")

    def prompt(self, sha256: str) -> NamedNode:
        """A prompt by its digest."""
        return self._mint(f"id/prompt/{sha256}")

    def rule(self, name: str) -> NamedNode:
        """A named rule of inference."""
        return self._mint(f"id/rule/{name if _SLUG.fullmatch(name) else text_slug(name)}")

    def concept(self, scheme: str, slug: str) -> NamedNode:
        """A concept of one of our schemes: ``task``, ``theme``, ``content-kind``."""
        return self._mint(f"id/{scheme}/{slug}")

    def scheme(self, scheme: str) -> NamedNode:
        """One of our concept schemes."""
        return self._mint(f"id/{scheme}")

    # -- documents and processes ----------------------------------------------------------------------

    def file(self, sha256: str) -> NamedNode:
        """The file that was read, by its content."""
        return self._mint(f"file/{sha256}")

    def checksum(self, sha256: str) -> NamedNode:
        """The checksum of a file."""
        return self._mint(f"file/{sha256}#sha256")

    def text(self, sha256: str) -> NamedNode:
        """The repaired text of a file: what offsets count in."""
        return self._mint(f"file/{sha256}/text")

    def activity(self, key: str, run: str) -> NamedNode:
        """The extraction that a record comes from."""
        return self._mint(f"activity/{key_slug(key)}/{text_slug(run)}")

    def association(self, key: str, run: str) -> NamedNode:
        """The part of a model in an extraction."""
        return NamedNode(self.activity(key, run).value + "#model")

    def result(self, key: str) -> NamedNode:
        """What came of a paper."""
        return self._mint(f"result/{key_slug(key)}")

    def record(self, slug: str) -> NamedNode:
        """The catalogue record of a dataset."""
        return self._mint(f"record/dataset/{slug}")

    def claim(self, key: str, about: str, field: str, value: str) -> NamedNode:
        """One value that a paper gives for a field of a dataset (``about``: its slug, or ``paper``)."""
        return self._mint(f"claim/{key_slug(key)}/{about}/{_local(field)}/{digest(value)}")

    def link(self, key: str, slug: str) -> NamedNode:
        """The claim that a paper refers to a dataset."""
        return self._mint(f"claim/{key_slug(key)}/{slug}/references")

    def decision(self, slug: str, field: str) -> NamedNode:
        """A value of a dataset that follows from many papers."""
        return self._mint(f"claim/dataset/{slug}/{_local(field)}")

    def mention(self, key: str, slug: str, start: int, end: int) -> NamedNode:
        """The annotation of a place where a paper names a dataset."""
        return self._mint(f"annotation/{key_slug(key)}/{slug}/{start}-{end}")

    def evidence(self, claim: NamedNode, where: str) -> NamedNode:
        """The annotation that says why a claim is believed."""
        path = claim.value.removeprefix(self.base + "claim/")
        return self._mint(f"annotation/{path}/{where}")

    def span(self, key: str, start: int, end: int, part: str) -> NamedNode:
        """A place in a paper: ``part`` is ``pdf``, ``page``, ``text``, ``quote`` or ``position``."""
        return self._mint(f"annotation/{key_slug(key)}/span/{start}-{end}#{part}")

    # -- the catalogue --------------------------------------------------------------------------------

    @cached_property
    def catalog(self) -> NamedNode:
        """The ``dcat:Catalog`` of the graph."""
        return self._mint("catalog")

    @cached_property
    def homepage(self) -> NamedNode:
        """The page that the base IRI names."""
        return NamedNode(self.base)

    @cached_property
    def publisher(self) -> NamedNode:
        """Who publishes the graph."""
        return self._mint("id/agent/publisher")

    @cached_property
    def contact(self) -> NamedNode:
        """Where to ask about the graph."""
        return self._mint("id/contact")

    @cached_property
    def service(self) -> NamedNode:
        """The SPARQL service."""
        return self._mint("sparql")

    @cached_property
    def dump(self) -> NamedNode:
        """The N-Quads file of the whole graph."""
        return self._mint("graph.nq")

    @cached_property
    def dump_distribution(self) -> NamedNode:
        """The dump as a distribution of the catalogue."""
        return self._mint("catalog/dump")

    @cached_property
    def statistics(self) -> NamedNode:
        """Where the graph's partitions are described."""
        return self._mint("void")

    # -- named graphs ---------------------------------------------------------------------------------

    def paper_graph(self, key: str) -> NamedNode:
        """The graph of what one paper says."""
        return self._mint(f"graph/paper/{key_slug(key)}")

    def unverified_graph(self, key: str) -> NamedNode:
        """The graph of what somebody says that a paper says, without evidence."""
        return self._mint(f"graph/unverified/paper/{key_slug(key)}")

    @cached_property
    def identities_graph(self) -> NamedNode:
        """The graph of what is held true of each dataset across papers."""
        return self._mint("graph/identities")

    @cached_property
    def unverified_identities_graph(self) -> NamedNode:
        """The graph of what is held of datasets that only records without evidence speak of."""
        return self._mint("graph/unverified/identities")

    @cached_property
    def catalogue_graph(self) -> NamedNode:
        """The graph of statements that rest on named catalogues."""
        return self._mint("graph/catalogue-based")

    @cached_property
    def inferred_graph(self) -> NamedNode:
        """The graph of statements that rest on named rules."""
        return self._mint("graph/inferred")

    @cached_property
    def vocabularies_graph(self) -> NamedNode:
        """The graph of concepts, languages, file types and media types in use."""
        return self._mint("graph/vocabularies")

    @cached_property
    def catalog_graph(self) -> NamedNode:
        """The graph that describes the catalogue itself."""
        return self._mint("graph/catalog")


def _local(field: str) -> str:
    return field.partition(":")[2] or field


def _safe(version: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Za-z.+_-]+", version))
