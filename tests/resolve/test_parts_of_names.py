"""Which shorter name in use a longer one is a part or a version of, by its words; and when it is none."""

from __future__ import annotations

import pytest

from paper2dcat.resolve import Curation, NoCatalogue, RelationKind, resolve
from paper2dcat.resolve.plain import is_plain, names_little
from tests.resolve.make import paper

_PART, _VERSION, _MEMBER = RelationKind.SUBSET_OF, RelationKind.VERSION_OF, RelationKind.MEMBER_OF


def relation(part: str, whole: str) -> RelationKind | None:
    """Return how the first name stands to the second when one paper each uses them."""
    records = [paper("1", part), paper("2", whole)]
    found = resolve(records, catalogue=NoCatalogue(), curation=Curation())
    target = found.dataset_of("", whole).slug
    kinds = [r.kind for r in found.dataset_of("", part).relations if r.target == target]
    return kinds[0] if kinds else None


@pytest.mark.parametrize(
    ("part", "whole", "kind"),
    [
        ("RiverNet-10k", "RiverNet", _PART),
        ("Zorvex-64", "Zorvex", _PART),
        ("Zorvex-100-2k", "Zorvex-100", _PART),
        ("Zorvex101-7", "Zorvex101", _PART),
        ("Zorvex Forecasting", "Zorvex", _PART),
        ("Zorvex MR", "Zorvex", _PART),
        ("Zorvex Town 3", "Zorvex", _PART),
        ("Zorvex testing set", "Zorvex", _PART),
        ("Zorvex 2001-2009", "Zorvex", _PART),
        ("Zorvex 2001-2002", "Zorvex", _VERSION),
        ("Zorvex I", "Zorvex", _VERSION),
        ("BraTS'19 challenge", "BraTS", _VERSION),
        ("TREC-10", "TREC", _VERSION),
        ("BioASQ 9b", "BioASQ", _VERSION),
        ("The-Zorvex-v2", "The Zorvex", _VERSION),
        ("ZorvexV2 CATS", "Zorvex v2", _PART),
        ("12 Zorvex puzzles", "Zorvex puzzles", _PART),
        ("arXiv hep-th", "arXiv", _PART),
        ("Walker2d-med-play", "Walker2d", _PART),
        ("Hopper-MediumExpert", "Hopper", _PART),
        ("Ohio Zorvex Lending Program", "Zorvex Lending Program", _PART),
        ("Zorvex River Survey in Malta", "Zorvex River Survey", _PART),
        ("Malta Demographic and Health Survey", "DHS", _PART),
        ("Zorvex Sound Events - Upper Bank", "Zorvex Sound Events", _PART),
        ("R8 (Reuters 21578)", "Reuters-21578", _PART),
        ("Amazon Photo (AMAP)", "Amazon", _PART),
        ("Zorvex River Corpus (ZRC) POS tagging", "Zorvex River Corpus (ZRC)", _PART),
        ("glue-SST2", "GLUE", _MEMBER),
        ("TyDi QA-fi", "TyDi QA", _PART),
        ("Zorvex (2017 version)", "Zorvex", _VERSION),
        ("Zorvex River subset", "Zorvex", _PART),
        ("Sub-Zorvex", "Zorvex", _PART),
        ("WMT 2014 Medical", "WMT 2014", _PART),
        ("Hopper-med", "Hopper", _PART),
        ("Zorvex Scene Flow", "Zorvex", _PART),
        ("Zorvexv2-64", "Zorvex v2", _PART),
        ("Zorvex 1.5T", "Zorvex", _PART),
        ("Zorvex 5-core", "Zorvex", _PART),
        ("Zorvex-2048", "Zorvex", _PART),
        ("Zorvex American English", "Zorvex", _PART),
        ("Zorvex (En-Fr)", "Zorvex", RelationKind.LANGUAGE_PAIR_OF),
        ("Zorvex 2014 reviews", "Zorvex", _VERSION),
        ("CoNLL 2000 chunking", "CoNLL", _PART),
        ("ILSVRC-2012 ImageNet", "ImageNet", _PART),
        ("Zorvex Health Survey Child Supplement", "Zorvex Health Survey", _PART),
        ("10% of ZorvexNet", "ZorvexNet", _PART),
        ("Subset of ZorvexNet", "ZorvexNet", _PART),
        ("test set of ZorvexNet", "ZorvexNet", _PART),
        ("Amazon Movie Reviews", "Amazon", _PART),
        ("Wikipedia Telugu pages", "Wikipedia", _PART),
        ("Natural Questions Open", "NQ", _PART),
        ("TREC CAsT", "TREC", _MEMBER),
        ("Zorvex split 2", "Zorvex", _PART),
        ("Zorvex query set", "Zorvex", _PART),
        ("TREC iKAT 2023", "TREC", _MEMBER),
        ("ICDAR 2019-ArT", "ICDAR 2019", _PART),
        ("Bulgarian-language Wiktionary", "Wiktionary", _PART),
        ("TREC Genomics Collection", "TREC", _MEMBER),
        ("MinAtar Seaquest", "MinAtar", _MEMBER),
        ("Stanford Question Answering Dataset (SQuAD) 2.0", "SQuAD", _VERSION),
        ("MuST-C English→German (En→De)", "MuST-C", RelationKind.LANGUAGE_PAIR_OF),
        ("WMT EnDe", "WMT", RelationKind.LANGUAGE_PAIR_OF),
    ],
)
def test_a_mark_behind_or_before_a_name(part: str, whole: str, kind: RelationKind) -> None:
    assert relation(part, whole) is kind


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Fashion-10k", "Fashion"),
        ("Clothing200", "Clothing"),
        ("Facebook-100", "Facebook"),
        ("ZVX-100", "ZVX"),
        ("Zorvex-360", "Zorvex"),
        ("Zorvex10H", "Zorvex"),
        ("River Forecasting", "River"),
        ("Hate Speech Detection", "Hate Speech"),
        ("Zorvex-es", "Zorvex"),
        ("Tiny ZorvexNet-C", "ZorvexNet-C"),
        ("CORDEX-19", "CORDEX"),
        ("Zorvex-expert", "Zorvex"),
        ("Car Evaluation", "Car"),
        ("Bridge test set", "Bridge"),
        ("Zorvex-o", "Zorvex"),
        ("Public Opinion Survey in Malta", "Public Opinion Survey"),
        ("Zorvex (downsampled)", "Zorvex"),
        ("Zorvex (m = 5)", "Zorvex"),
        ("Zorvex-clean", "Zorvex"),
        ("Zorvex (U)", "Zorvex"),
        ("arXiv (ogbn-arxiv)", "arXiv"),
        ("Twitter-2015", "Twitter"),
        ("CIFAR-10.1", "CIFAR"),
        ("West Virginia Jobs and Skills Program", "Virginia Jobs and Skills Program"),
    ],
)
def test_what_says_nothing_alone_has_no_parts(name: str, other: str) -> None:
    assert relation(name, other) is None


def test_plain_words_are_words_that_descriptions_write_small() -> None:
    assert is_plain("house prices 2") and is_plain("hate speech")
    assert not is_plain("cifar") and not is_plain("kitti road")
    assert names_little("flickr") and not names_little("imagenet")


def test_spellings_that_say_two_things_give_one_relation() -> None:
    records = [paper("1", "Zorvexa15"), paper("2", "Zorvexa-15"), paper("3", "Zorvexa")]
    found = resolve(records, catalogue=NoCatalogue(), curation=Curation())
    (found_relation,) = found.dataset_of("", "Zorvexa15").relations
    assert found_relation.kind is _VERSION


def test_a_known_part_is_no_whole_by_its_name() -> None:
    assert relation("CUB-200-2011", "CUB-200") is _VERSION
    assert relation("CUB-200", "CUB") is None


def test_tracks_splits_and_what_is_held_out_are_parts() -> None:
    assert relation("Zorvex Captioning", "Zorvex") is RelationKind.SUBSET_OF
    assert relation("Zorvex-trajectory-prediction", "Zorvex") is RelationKind.SUBSET_OF
    assert relation("Zorvex validation sets", "Zorvex") is RelationKind.SUBSET_OF
    assert relation("held-out Zorvex", "Zorvex") is RelationKind.SUBSET_OF


def test_a_dataset_made_from_a_known_one_is_not_that_one() -> None:
    records = [paper("1", "Modified MNIST"), paper("2", "MNIST")]
    found = resolve(records, catalogue=NoCatalogue(), curation=Curation())
    assert found.dataset_of("", "Modified MNIST").slug != found.dataset_of("", "MNIST").slug
