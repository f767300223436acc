"""Describing: records and identities in, quads in named graphs out. Pure: no clock, no input.

Each paper has a graph of its own (what the paper says, and the evidence). What is held true of a dataset
across papers is in the graph of identities. Values that rest on a named catalogue or a named rule are in
graphs of their own, whoever states them; concepts and languages are in the graph of vocabularies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad

from paper2dcat.config import Config
from paper2dcat.describe.catalogue import Statistics, count, describe_catalogue
from paper2dcat.describe.catalogue_facts import describe_catalogue_facts, describe_facts_of
from paper2dcat.describe.conflicts import describe_conflicts
from paper2dcat.describe.context import Context
from paper2dcat.describe.datasets import describe_dataset
from paper2dcat.describe.identities import describe_identities, describe_identity, makers_of
from paper2dcat.describe.iris import Iris
from paper2dcat.describe.merging import merged_datasets
from paper2dcat.describe.observations import Observation, is_unverified, observe
from paper2dcat.describe.papers import describe_extraction, describe_file, describe_paper_itself
from paper2dcat.describe.vocabularies import describe_vocabularies
from paper2dcat.model import PaperRecord, Status
from paper2dcat.names import key_slug

if TYPE_CHECKING:
    from paper2dcat.describe.interfaces import IdentitySource

__all__ = [
    "Iris",
    "Observation",
    "Statistics",
    "count",
    "describe_catalogue",
    "describe_catalogue_facts",
    "describe_facts_of",
    "describe_identities",
    "describe_identity",
    "describe_paper",
    "describe_unverified",
    "describe_vocabularies",
    "is_unverified",
    "key_slug",
    "makers_of",
    "observe",
]


def describe_paper(record: PaperRecord, identities: IdentitySource, config: Config) -> list[Quad]:
    """Return what one paper says: itself, its extraction, its datasets, and the evidence for all of it.

    The quads lie in the paper's graph, in those of inferred and catalogue-based statements, and in that of
    vocabularies. A paper that could not be read has its extraction and result only; a record without any
    evidence is described as unverified.
    """
    if is_unverified(record):
        return describe_unverified(record, identities, config)
    return _describe(Context(record, config), identities)


def describe_unverified(record: PaperRecord, identities: IdentitySource, config: Config) -> list[Quad]:
    """Return what somebody claims that a paper says, without evidence, in a graph of its own."""
    return _describe(Context(record, config, unverified=True), identities)


def _describe(context: Context, identities: IdentitySource) -> list[Quad]:
    describe_file(context)
    describe_extraction(context)
    if context.record.status is not Status.FAILED:
        describe_paper_itself(context)
        for dataset in merged_datasets(context.record, identities):
            describe_dataset(context, dataset, identities)
            describe_conflicts(context, dataset, identities)
    return context.draft.quads()
