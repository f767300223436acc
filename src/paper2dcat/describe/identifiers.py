"""DOIs of datasets: the one identifier that makes two descriptions the same thing."""

from __future__ import annotations

import re
from typing import Final

from paper2dcat.describe.draft import Sheet, plain, web_iri
from paper2dcat.describe.iris import Iris
from paper2dcat.vocab import ADMS, OWL, SKOS

_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[^\s\"<>{}|\\^`]+)", re.IGNORECASE
)


def doi_of(identifier: str) -> str:
    """Return the DOI that an identifier is, in lower case (DOIs ignore case), or nothing."""
    match = _DOI.fullmatch(identifier.strip())
    return match[1].lower() if match else ""


def describe_doi(iris: Iris, sheet: Sheet, slug: str, doi: str) -> None:
    """State a dataset's DOI as ``adms:Identifier`` and that the DOI's IRI is the same dataset."""
    dataset, identifier = iris.dataset(slug), iris.doi_identifier(slug, doi)
    sheet.add(dataset, ADMS.identifier, identifier)
    sheet.type(identifier, ADMS.Identifier)
    sheet.add(identifier, SKOS.notation, plain(doi))
    sheet.add(identifier, ADMS.schemaAgency, plain("International DOI Foundation"))
    if iri := web_iri(f"https://doi.org/{doi}"):
        sheet.add(dataset, OWL.sameAs, iri)
