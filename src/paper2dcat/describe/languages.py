"""Languages by the EU authority table: what a name such as ``German`` or a tag such as ``de`` stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from paper2dcat.describe.draft import Sheet, plain, tagged
from paper2dcat.languages import COMMON, language_name
from paper2dcat.vocab import DCTERMS, EU_LANGUAGE, LEXVO_LANGUAGE, SKOS


@dataclass(frozen=True, slots=True)
class Language:
    """A language: ``alpha3`` is its ISO 639-3 code, ``tag`` its shortest BCP 47 tag."""

    alpha3: str
    tag: str
    name: str

    @property
    def iri(self) -> NamedNode:
        """The language's concept in the EU authority table, whose codes are ISO 639-3 in capitals."""
        return NamedNode(f"{EU_LANGUAGE}/{self.alpha3.upper()}")


@lru_cache(maxsize=4096)
def find_language(name: str) -> Language | None:
    """Return the language of an English name or a BCP 47 tag; None when there is none."""
    if not (known := language_name(name)):
        return None
    if known in COMMON:
        return Language(*COMMON[known], known)

    import langcodes

    try:
        base = langcodes.Language.make(language=langcodes.find(known).language)
        return Language(base.to_alpha3(), base.to_tag(), base.display_name())
    except (LookupError, ValueError):
        return None


def describe_language(sheet: Sheet, language: Language) -> NamedNode:
    """State what a language is, as the authority table has it, and return its IRI."""
    scheme = NamedNode(EU_LANGUAGE)
    sheet.type(scheme, SKOS.ConceptScheme)
    sheet.add(scheme, DCTERMS.title, tagged("Language"))
    sheet.type(language.iri, DCTERMS.LinguisticSystem, SKOS.Concept)
    sheet.add(language.iri, SKOS.inScheme, scheme)
    sheet.add(language.iri, SKOS.prefLabel, tagged(language.name))
    sheet.add(language.iri, SKOS.notation, plain(language.tag))
    sheet.add(language.iri, SKOS.exactMatch, NamedNode(LEXVO_LANGUAGE + language.alpha3))
    return language.iri
