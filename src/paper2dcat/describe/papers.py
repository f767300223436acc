"""The paper itself: bibliographic description, the file and its text, the extraction and what came of it."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from paper2dcat.describe.context import STRENGTH, Context, best_basis
from paper2dcat.describe.draft import Sheet, Term, date, is_placeholder, number, plain, tagged, web_iri
from paper2dcat.describe.evidence import describe_claim, describe_rule
from paper2dcat.describe.fields import PAPER_PROPERTIES
from paper2dcat.describe.iris import agent_kind, name_keys
from paper2dcat.describe.languages import describe_language, find_language
from paper2dcat.model import Basis, Evidence, Status
from paper2dcat.vocab import (
    BIBO,
    DCTERMS,
    FABIO,
    FOAF,
    IANA_MEDIA_TYPES,
    IT6,
    LPWCC,
    OWL,
    P2D,
    PDF_FRAGMENTS,
    PROV,
    RDF,
    RDFS,
    SPDX,
    XSD,
)  # fmt: skip

STATUS_TERMS: Final = {
    Status.OK: P2D.ok,
    Status.NO_DATASETS: P2D.noDatasets,
    Status.PARTIAL: P2D.partial,
    Status.FAILED: P2D.failed,
}
_ARXIV_MONTH: Final = re.compile(r"arXiv:(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")
_OLD_ARXIV_MONTH: Final = re.compile(r"arXiv:[a-z-]+(?:\.[A-Z]{2})?/(\d\d)(0[1-9]|1[0-2])\d{3}")


def describe_file(context: Context) -> None:
    """State the file, its checksum, its repaired text and the extraction that read them."""
    iris, sheet, sha = context.iris, context.main, context.record.sha256
    file, text = iris.file(sha), iris.text(sha)
    sheet.type(file, FOAF.Document, FABIO.DigitalManifestation, PROV.Entity)
    media_type = "text/plain" if context.is_text else "application/pdf"
    sheet.add(file, DCTERMS.format, describe_media_type(context.vocabularies, media_type))
    if len(sha) == 64:
        sheet.add(file, SPDX.checksum, iris.checksum(sha))
        sheet.type(iris.checksum(sha), SPDX.Checksum)
        sheet.add(iris.checksum(sha), SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        sheet.add(iris.checksum(sha), SPDX.checksumValue, Literal(sha, datatype=XSD.hexBinary))
        context.vocabularies.type(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
    if context.unverified:
        return
    sheet.type(text, FOAF.Document, PROV.Entity)
    sheet.add(text, DCTERMS.format, describe_media_type(context.vocabularies, "text/plain"))
    sheet.add(text, PROV.wasDerivedFrom, file)
    sheet.add(text, PROV.wasGeneratedBy, context.activity)
    context.vocabularies.type(NamedNode(PDF_FRAGMENTS), DCTERMS.Standard)


def describe_extraction(context: Context) -> None:
    """State the activity, who took part in it, and its result: what a query counts."""
    iris, sheet, record = context.iris, context.main, context.record
    activity, info = context.activity, record.extractor
    sheet.type(activity, PROV.Activity)
    sheet.add(activity, RDFS.label, tagged("Extraction of dataset descriptions"))
    sheet.add(activity, PROV.used, iris.file(record.sha256))
    software = iris.software(f"paper2dcat {info.name}", info.version)
    sheet.type(software, FOAF.Agent, PROV.SoftwareAgent)
    sheet.add(software, FOAF.name, plain(f"paper2dcat, extractor {info.name} {info.version}"))
    sheet.add(activity, PROV.wasAssociatedWith, software)
    if info.model:
        _describe_model(context, info.model, info.prompt_sha256)
    result = iris.result(context.key)
    sheet.type(result, P2D.ExtractionResult, PROV.Entity)
    sheet.add(result, P2D.status, STATUS_TERMS[record.status])
    sheet.add(result, P2D.datasetCount, number(len(record.datasets)))
    sheet.add(result, PROV.wasGeneratedBy, activity)
    sheet.add(result, PROV.wasDerivedFrom, iris.file(record.sha256))
    if record.paper.pages:
        sheet.add(result, P2D.pageCount, number(record.paper.pages))
    if record.paper.characters:
        sheet.add(result, P2D.characterCount, number(record.paper.characters))
    if record.status is not Status.FAILED:
        sheet.add(context.paper, P2D.result, result)


def _describe_model(context: Context, name: str, prompt_sha256: str | None) -> None:
    iris, sheet = context.iris, context.main
    model, association = iris.model(name), iris.association(context.key, context.run)
    sheet.type(model, FOAF.Agent, PROV.SoftwareAgent)
    sheet.add(model, FOAF.name, plain(f"language model {name}"))
    sheet.add(context.activity, PROV.wasAssociatedWith, model)
    sheet.add(context.activity, PROV.qualifiedAssociation, association)
    sheet.type(association, PROV.Association)
    sheet.add(association, PROV.agent, model)
    if prompt_sha256:
        prompt = iris.prompt(prompt_sha256)
        sheet.add(association, PROV.hadPlan, prompt)
        sheet.type(prompt, PROV.Plan, PROV.Entity)
        sheet.add(prompt, RDFS.label, tagged(f"Prompt with SHA-256 {prompt_sha256}"))


def describe_paper_itself(context: Context) -> None:
    """State the bibliographic description, each value where its basis belongs, and its evidence."""
    sheet, paper, about = context.main, context.paper, context.record.paper
    sheet.type(paper, FABIO.ResearchPaper, BIBO.AcademicArticle, LPWCC.paper, FOAF.Document, PROV.Entity)
    sheet.add(paper, IT6.hasDocument, context.iris.file(context.record.sha256))
    if not is_placeholder(about.title):
        _fact(context, "dcterms:title", about.title, tagged(about.title, context.language))
    else:
        _rule_value(context, DCTERMS.title, tagged(f"Paper {context.key}"), "title-from-identifier")
    for identifier in about.identifier:
        _fact(context, "dcterms:identifier", identifier, plain(identifier))
        _describe_identifier(context, identifier)
    if not about.identifier:
        _rule_value(context, DCTERMS.identifier, plain(context.key), "identifier-from-file")
    _describe_date(context)
    _describe_authors(context)
    if about.language and (language := find_language(about.language)):
        _fact(context, "language", about.language, describe_language(context.vocabularies, language))


def _describe_date(context: Context) -> None:
    stated = context.record.paper.date
    if literal := date(stated):
        _fact(context, "dcterms:date", stated, literal)
        return
    for identifier in context.record.paper.identifier:
        match = _ARXIV_MONTH.fullmatch(identifier) or _OLD_ARXIV_MONTH.fullmatch(identifier)
        if match and (literal := date(f"{'19' if int(match[1]) > 90 else '20'}{match[1]}-{match[2]}")):
            _rule_value(context, DCTERMS.date, literal, "date-from-arxiv-identifier")
            return
    # Reading always dates a file; a record from elsewhere is no younger than the paper it speaks of.
    if literal := date(context.record.created[:10]):
        _rule_value(context, DCTERMS.date, literal, "date-from-record-time")


def _describe_identifier(context: Context, identifier: str) -> None:
    prefix, _, rest = identifier.partition(":")
    sheet, paper = context.main, context.paper
    if prefix == "doi" and (iri := web_iri(f"https://doi.org/{rest}")):
        sheet.add(paper, BIBO.doi, plain(rest))
        sheet.add(paper, OWL.sameAs, iri)
    if prefix == "arXiv" and (page := web_iri(f"https://arxiv.org/abs/{rest}")):
        sheet.add(paper, FABIO.hasArXivId, plain(rest))
        sheet.add(paper, FOAF.page, page)
        sheet.type(page, FOAF.Document)


def _describe_authors(context: Context) -> None:
    sheet, paper, names = context.main, context.paper, _names(context)
    keys = name_keys(names)
    agents = [context.iris.agent(context.slug, keys[name]) for name in names]
    for name, agent in zip(names, agents, strict=True):
        describe_agent(sheet, agent, name)
        _fact(context, "dcterms:creator", name, agent)
    cells = [context.iris.author_list(context.key, n + 1) for n in range(len(agents))]
    for n, (cell, agent) in enumerate(zip(cells, agents, strict=True)):
        sheet.type(cell, RDF.List)
        sheet.add(cell, RDF.first, agent)
        sheet.add(cell, RDF.rest, cells[n + 1] if n + 1 < len(cells) else RDF.nil)
    if cells:
        sheet.add(paper, BIBO.authorList, cells[0])


def _names(context: Context) -> tuple[str, ...]:
    return tuple(name for name in context.record.paper.creator if not is_placeholder(name))


def describe_agent(sheet: Sheet, agent: NamedNode, name: str) -> None:
    """State who an agent is."""
    kind = agent_kind(name)
    sheet.type(agent, FOAF.Agent, *([kind] if kind else []))
    sheet.add(agent, FOAF.name, plain(name))


def describe_media_type(sheet: Sheet, media_type: str) -> NamedNode:
    """State what a media type is and return its IRI."""
    iri = NamedNode(IANA_MEDIA_TYPES + media_type)
    sheet.type(iri, DCTERMS.MediaType)
    sheet.add(iri, RDFS.label, plain(media_type))
    return iri


def _fact(context: Context, field: str, value: str, term: Term) -> None:
    """State a value about the paper and the claim with its evidence."""
    evidence: tuple[Evidence, ...] = tuple(
        sorted(
            (e for e in context.record.paper.evidence if e.field == field and e.value == value),
            key=lambda e: STRENGTH[e.basis],
        )
    )
    predicate = PAPER_PROPERTIES[field]
    if not evidence:
        context.main.add(context.paper, predicate, term)
        return
    claim = context.iris.claim(context.key, "paper", field, value)
    describe_claim(context, claim, context.paper, predicate, term, evidence)
    context.sheet(best_basis(evidence)).add(context.paper, predicate, term)


def _rule_value(context: Context, predicate: NamedNode, term: Term, rule: str) -> None:
    """State a value that a rule of this stage gives, in the graph of inferred statements."""
    sheet = context.sheet(Basis.INFERRED)
    sheet.add(context.paper, predicate, term)
    claim = context.iris.claim(context.key, "paper", rule, "")
    describe_claim(context, claim, context.paper, predicate, term, ())
    sheet.add(claim, P2D.rule, describe_rule(context, sheet, rule))
