"""Words beside a name that make no other dataset."""

from __future__ import annotations

import pytest

from paper2dcat.resolve import Curation, NoCatalogue, resolve
from tests.resolve.make import Entry, Names, paper


def united(left: str, right: str) -> bool:
    """Whether two papers' names are one dataset, by the names alone."""
    found = resolve([paper("1", left), paper("2", right)], catalogue=NoCatalogue(), curation=Curation())
    return len(found.identities) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zorvex platform", "Zorvex"),
        ("Zorvex game scenarios", "Zorvex"),
        ("Stanford Zorvex", "Zorvex"),
        ("Anthropic's Zorvex", "Zorvex"),
        ("River Puzzle Game", "River Puzzle"),
        ("ZVX collection", "ZVX"),
        ("Zorvex-12000", "Zorvex-12k"),
        ("Zorvex driving simulator", "Zorvex"),
        ("Zorvex Ontology", "Zorvex"),
        ("Zorvex 64x64", "Zorvex-64"),
        ("allenai/zorvex", "Zorvex"),
        ("Zorvex (Zorvexation Scores)", "Zorvexation Scores"),
        ("ZVX (ZVX Flowers)", "ZVX Flowers"),
        ("glue-SST2", "SST-2"),
        ("Amazon Beauty", "Beauty"),
        ("Atari Pong", "Pong"),
        ("MuJoCo HalfCheetah-v2", "HalfCheetah-v2"),
        ("Zorvex River Set (ZRS) project", "Zorvex River Set (ZRS)"),
        ("ZorvexNet actions", "ZorvexNet"),
        ("ZorvexNet citation network", "ZorvexNet"),
        ("ZorvexNet-full", "ZorvexNet"),
        ("ZorvexNet (full version)", "ZorvexNet"),
        ("ZorvexNet evaluation benchmark", "ZorvexNet"),
        ("Zorvex River (ZRVD)", "Zorvex River"),
        ("Zorvex (Z)", "Zorvex"),
        ("Atari game Pong", "Pong"),
        ("KITTI Vision", "KITTI"),
        ("Adult Census", "Adult"),
        ("Texture Database DTD", "DTD"),
        ("ZorvexRiverLevels", "Zorvex River Level"),
        ("German Traffic Signs (GTSRB)", "GTSRB"),
        ("MultiNLI-m", "MNLI-m"),
        ("Kaggle Zorvex", "Zorvex"),
        ("MPI ZVX-Faces", "ZVX-Faces"),
        ("MPI-Zorvex", "Zorvex"),
        ("Mountain Zorvex problem", "Mountain Zorvex"),
        ("ZVX 57-bus system", "ZVX 57"),
        ("Zorvex (32 x 32 version)", "Zorvex 32"),
        ("DMC suite", "DMC"),
        ("ZVX-10 codes", "ZVX-10"),
        ("Zorvexian benchmark problems", "Zorvexian"),
        ("Original ZorVex", "ZorVex"),
        ("AI2-iZVXS", "iZVXS"),
        ("Amazon Grocery and Gourmet Food", "Grocery and Gourmet Food"),
        ("River Scenes of Malta (ZvxNet)", "ZvxNet"),
        ("River Scenes 2003 (ZV03)", "ZV03"),
        ("cais/mmlu", "MMLU"),
        ("WMT14 Zorvex navigation task", "WMT14 Zorvex"),
        ("zvx-arxiv (Arxiv)", "zvx-arxiv"),
        ("ILSVRC-2012 ImageNet", "ILSVRC-2012"),
    ],
)
def test_one_dataset(left: str, right: str) -> None:
    assert united(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Live Challenge", "Live"),
        ("wiki/mmlu-zorvex", "MMLU"),
        ("Heart (MRI)", "Heart"),
        ("LIAR-New", "LIAR"),
        ("German emails", "German"),
        ("Traffic simulation", "Traffic"),
        ("Stanford Clothing", "Clothing"),
        ("Twitter images", "Twitter"),
        ("Zorvex-Pong", "Pong"),
        ("Zorvex 2013 Video", "Zorvex 2013"),
        ("LIVE Challenge", "LIVE"),
        ("COVID-19 images", "COVID-19"),
        ("Amazon games", "Amazon"),
        ("SEARCH study", "Search"),
        ("Object-DOTA", "DOTA"),
        ("_deprecated_zor", "ZOR"),
        ("ZorvexNet sentences", "ZorvexNet"),
        ("CMU DoG", "Dog"),
        ("GAP algorithm", "GAP"),
        ("PubMed knowledge graph", "PubMed"),
        ("TUM RGB-D", "RGB-D"),
        ("River Scenes of Malta (ZvxNet)", "River Scenes of Malta"),
        ("Various River Networks (RNs)", "RNs"),
        ("River Index", "River"),
        ("ZVX River 2015 (ZorvexNet)", "ZorvexNet"),
    ],
)
def test_two_datasets(left: str, right: str) -> None:
    assert not united(left, right)


def test_an_ordinary_word_among_a_catalogues_names_unites_nothing() -> None:
    entry = Entry("https://example.org/river", "River Levels of Malta", ("River", "RLM"))
    records = [paper("1", "River"), paper("2", "River Levels of Malta"), paper("3", "RLM")]
    found = resolve(records, catalogue=Names((entry,)), curation=Curation())
    assert {i.papers for i in found.identities} == {("arXiv:1",), ("arXiv:2", "arXiv:3")}


def test_a_name_that_one_catalogue_has_as_title_and_another_as_alias_may_be_two_datasets() -> None:
    network = Entry("https://one.example/network", "Zorvex Soil Network", ("ZVSN",))
    maze = Entry("https://two.example/zvsn", "ZVSN")
    records = [paper("1", "Zorvex Soil Network"), paper("2", "ZVSN")]
    names = Names((network, maze))
    assert len(resolve(records, catalogue=names, curation=Curation()).identities) == 2
    assert len(resolve(records, catalogue=Names((network,)), curation=Curation()).identities) == 1
