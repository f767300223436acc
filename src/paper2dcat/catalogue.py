"""The catalogue of known datasets: what others have published about them, as RDF.

The shipped files lie in ``catalogue/``, one a source, with licence and source in their heads; ``--catalogue``
adds any file of ``dcat:Dataset`` in any RDF syntax. What the catalogue says is never passed off as
something that a paper states: it finds names, and its values carry the IRI of their entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from paper2dcat import language_words, resources
from paper2dcat import names as naming
from paper2dcat.config import Config
from paper2dcat.errors import GraphError, UsageError
from paper2dcat.kept import kept
from paper2dcat.names import bracketed, normal_form
from paper2dcat.vocab import ADMS, DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS

LANGUAGE_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/language/"

Node = NamedNode | BlankNode
Properties = dict[NamedNode, list[NamedNode | BlankNode | Literal]]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What a catalogue says about one dataset: ``source`` is the catalogue's title, ``iri`` the entry's."""

    iri: str
    title: str
    source: str
    aliases: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    issued: str = ""
    landing_page: str = ""
    languages: tuple[str, ...] = ()
    """English names."""
    tasks: tuple[str, ...] = ()
    identifier: str = ""
    long_forms: tuple[str, ...] = ()
    """What the entry's text spells a name out by, or the acronym that it gives to one; not looked for in papers."""

    @property
    def names(self) -> tuple[str, ...]:
        """Title and aliases."""
        return (self.title, *self.aliases)


class Catalogue:
    """Known datasets, found by any of their names."""

    def __init__(self, entries: Iterable[CatalogueEntry] = ()) -> None:
        self.entries: tuple[CatalogueEntry, ...] = tuple(entries)
        self.by_iri: Final = {entry.iri: entry for entry in self.entries}
        self._index = _by_form((entry, entry.names) for entry in self.entries)
        self._called = _by_form((entry, (*entry.names, *entry.long_forms)) for entry in self.entries)

    def packed(self) -> tuple[object, ...]:
        """Return the catalogue as plain values."""
        number = {id(entry): at for at, entry in enumerate(self.entries)}
        rows = tuple(tuple(getattr(entry, name) for name in _COLUMNS) for entry in self.entries)
        return (
            rows,
            *(
                {form: tuple(number[id(entry)] for entry in found) for form, found in index.items()}
                for index in (self._index, self._called)
            ),
        )

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return the catalogue that :meth:`packed` made plain values of."""
        rows, *indexes = packed
        catalogue = cls()
        catalogue.entries = entries = tuple(CatalogueEntry(*row) for row in rows)
        catalogue.by_iri.update((entry.iri, entry) for entry in entries)
        catalogue._index, catalogue._called = (
            {form: tuple(entries[at] for at in found) for form, found in index.items()} for index in indexes
        )
        return catalogue

    def find(self, name: str) -> tuple[CatalogueEntry, ...]:
        """Return the entries with this name by normal form; those whose title it is come first."""
        return self._index.get(normal_form(name), ())

    def called(self, name: str) -> tuple[CatalogueEntry, ...]:
        """Return the entries that have this name or spell it out, in the order of :meth:`find`."""
        return self._called.get(normal_form(name), ())

    def keys(self) -> frozenset[str]:
        """Return the normal forms of all names."""
        return frozenset(self._index)

    def __len__(self) -> int:
        return len(self.entries)


_COLUMNS: Final = tuple(column.name for column in fields(CatalogueEntry))


def _by_form(
    named: Iterable[tuple[CatalogueEntry, tuple[str, ...]]],
) -> Mapping[str, tuple[CatalogueEntry, ...]]:
    index: dict[str, list[CatalogueEntry]] = defaultdict(list)
    for entry, names in named:
        for key in sorted({normal_form(name) for name in names} - {""}):
            index[key].append(entry)
    return {
        key: tuple(sorted(found, key=lambda e: normal_form(e.title) != key)) for key, found in index.items()
    }


def load_catalogue(config: Config) -> Catalogue:
    """Return the shipped catalogue (unless switched off) together with the user's files."""
    shipped: tuple[Path, ...] = ()
    if config.shipped_catalogue:
        shipped = tuple(resources.files("catalogue", "*.ttl"))
    return _load(tuple(config.catalogues), shipped)


@cache
def _load(own: tuple[Path, ...], shipped: tuple[Path, ...]) -> Catalogue:
    if own or not shipped:
        return Catalogue(chain.from_iterable(read_entries(path) for path in (*own, *shipped)))
    code = (__file__, naming.__file__, language_words.__file__)
    content = (part for path in shipped for part in (path.name.encode(), path.read_bytes()))
    return Catalogue.unpacked(
        kept(
            "catalogue",
            code,
            content,
            lambda: Catalogue(chain.from_iterable(map(read_entries, shipped))).packed(),
        )
    )


def read_entries(path: Path) -> list[CatalogueEntry]:
    """Return the ``dcat:Dataset`` of an RDF file, in the order of their IRIs."""
    subjects: dict[Node, Properties] = defaultdict(lambda: defaultdict(list))
    for triple in _triples(path):
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode | BlankNode) and isinstance(value, NamedNode | BlankNode | Literal):
            subjects[subject][triple.predicate].append(value)
    titles = [
        _text(properties, DCTERMS.title)
        for properties in subjects.values()
        if DCAT.Catalog in properties.get(RDF.type, [])
    ]
    source = titles[0] if titles and titles[0] else path.name
    entries = [
        _entry(subject.value, properties, subjects, source)
        for subject, properties in subjects.items()
        if isinstance(subject, NamedNode) and DCAT.Dataset in properties.get(RDF.type, [])
    ]
    return sorted((entry for entry in entries if entry.title), key=lambda entry: entry.iri)


def _triples(path: Path) -> Iterable[Triple]:
    kind = RdfFormat.from_extension(path.suffix.lstrip("."))
    if kind is None:
        raise UsageError(
            f"{path} is no RDF file as far as its name says.",
            remedy="Name it .ttl, .nt, .nq, .trig, .jsonld, .rdf or .n3.",
        )
    try:
        return [quad.triple for quad in parse(path=str(path), format=kind)]
    except SyntaxError as error:
        raise GraphError(
            f"{path} is not {kind.name}: {error}.", remedy="Correct the catalogue file."
        ) from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def _entry(iri: str, own: Properties, subjects: Mapping[Node, Properties], source: str) -> CatalogueEntry:
    titles = _english(own.get(DCTERMS.title, []))
    aliases = [*titles[1:], *_texts(own.get(SKOS.altLabel, []))]
    if titles and (parts := bracketed(titles[0])) and len(parts[1]) > 2:
        aliases += parts
    return CatalogueEntry(
        iri=iri,
        title=titles[0] if titles else "",
        source=source,
        aliases=tuple(dict.fromkeys(aliases)),
        creators=tuple(sorted(_names(own.get(DCTERMS.creator, []), subjects))),
        issued=_text(own, DCTERMS.issued),
        landing_page=next((page.value for page in own.get(DCAT.landingPage, [])), ""),
        languages=tuple(sorted(filter(None, map(_language, own.get(DCTERMS.language, []))))),
        tasks=tuple(_texts(own.get(DCTERMS.subject, []))),
        identifier=_text(own, DCTERMS.identifier) or _text(own, ADMS.identifier),
        long_forms=tuple(_texts(own.get(SKOS.hiddenLabel, []))),
    )


def _texts(values: Sequence[NamedNode | BlankNode | Literal]) -> list[str]:
    return [value.value for value in values if isinstance(value, Literal)]


def _text(properties: Properties, predicate: NamedNode) -> str:
    return next(iter(_texts(properties.get(predicate, []))), "")


def _english(values: Sequence[NamedNode | BlankNode | Literal]) -> list[str]:
    literals = [value for value in values if isinstance(value, Literal)]
    return [
        value.value for value in sorted(literals, key=lambda v: not (v.language or "en").startswith("en"))
    ]


def _names(
    values: Sequence[NamedNode | BlankNode | Literal], subjects: Mapping[Node, Properties]
) -> Iterable[str]:
    for value in values:
        if isinstance(value, Literal):
            yield value.value
            continue
        agent = subjects.get(value, {})
        for predicate in (FOAF.name, RDFS.label, SKOS.prefLabel):
            if found := _texts(agent.get(predicate, [])):
                yield found[0]
                break


def _language(value: NamedNode | BlankNode | Literal) -> str:
    code = value.value.removeprefix(LANGUAGE_AUTHORITY).rsplit("/", 1)[-1]
    return _language_name(code)


@cache
def _language_name(code: str) -> str:
    if len(code) > 3 and code.isalpha():
        return code
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        language = Language.get(code.casefold())
    except LanguageTagError:
        return ""
    return language.language_name() if language.is_valid() else ""
