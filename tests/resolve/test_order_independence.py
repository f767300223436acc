"""Identities are a function of the set of papers: order, split runs and removed papers leave no trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.model import DatasetRecord, PaperRecord, Role
from paper2dcat.resolve import Curation, Identities, NoCatalogue, Resolver, resolve
from paper2dcat.resolve.file_store import FileStore
from tests.resolve.make import Entry, Names, dataset, paper

_TITLES = ["CIFAR-10", "CIFAR10", "CIFAR-100", "SQuAD", "SQuAD 1.1", "Stanford Question Answering Dataset"]
_TITLES += ["MR", "Movie Reviews", "Mental Rotation", "RWQS", "Regional Water Quality Survey"]
_TITLES += ["BookCorpus", "BooksCorpus"]
_ALIASES = ["MR", "RWQS", "SQuAD", "Books Corpus", "CIFAR"]
_CATALOGUE = Names((Entry("https://example.org/books", "BookCorpus", ("Books Corpus",)),))
_CURATION = Curation.parse('[[different]]\nnames = ["SQuAD", "Movie Reviews"]\n')

_datasets = st.builds(
    lambda title, aliases, role, creator, work, page: dataset(
        title, *aliases, role=role, creator=creator, work=work, landing_page=page
    ),
    title=st.sampled_from(_TITLES),
    aliases=st.lists(st.sampled_from(_ALIASES), max_size=2, unique=True),
    role=st.sampled_from(Role),
    creator=st.lists(st.sampled_from(["A. Krizhevsky", "Alex Krizhevsky", "Ann Other"]), max_size=2),
    work=st.sampled_from(["", "Aligning books", "Tiny images"]),
    page=st.sampled_from(["", "https://example.org/data/"]),
)


@st.composite
def _papers(draw: st.DrawFn) -> list[PaperRecord]:
    contents: list[list[DatasetRecord]] = draw(st.lists(st.lists(_datasets, max_size=3), max_size=6))
    return [paper(str(number), *content) for number, content in enumerate(contents)]


def _resolved(records: list[PaperRecord]) -> Identities:
    return resolve(records, catalogue=_CATALOGUE, curation=_CURATION)


@settings(deadline=None, max_examples=50)
@given(_papers(), st.randoms(use_true_random=False))
def test_order_does_not_matter(records: list[PaperRecord], random: object) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _resolved(shuffled) == _resolved(records)


@settings(deadline=None, max_examples=50)
@given(_papers(), _papers())
def test_removed_papers_leave_no_trace(records: list[PaperRecord], others: list[PaperRecord]) -> None:
    renamed = [paper(f"other-{n}", *record.datasets) for n, record in enumerate(others)]
    resolver = Resolver(_CATALOGUE, _CURATION)
    for record in [*records, *renamed]:
        resolver.add(record)
        resolver.identities()
    for record in renamed:
        resolver.remove(record.key)
    assert resolver.identities() == _resolved(records)


@settings(deadline=None, max_examples=50)
@given(_papers())
def test_a_papers_own_identities_are_those_of_the_whole(records: list[PaperRecord]) -> None:
    resolver = Resolver(_CATALOGUE, _CURATION)
    for record in records:
        resolver.add(record)
    whole = resolver.identities()
    for record in records:
        part = resolver.identities_of(record.key)
        for found in record.datasets:
            assert part.dataset_of(record.key, found.title) == whole.dataset_of(record.key, found.title)


@settings(deadline=None, max_examples=50)
@given(_papers())
def test_every_dataset_has_one_identity_and_slugs_are_unique(records: list[PaperRecord]) -> None:
    found = resolve(records, catalogue=NoCatalogue(), curation=Curation())
    slugs = [identity.slug for identity in found.identities]
    assert slugs == sorted(set(slugs))
    assert not set(found.redirects) & set(slugs)
    for record in records:
        for one in record.datasets:
            assert record.key in found.dataset_of(record.key, one.title).papers


@settings(deadline=None, max_examples=50)
@given(_papers(), st.integers(0, 6))
def test_two_runs_are_one(records: list[PaperRecord], first: int) -> None:
    resolver = Resolver(_CATALOGUE, _CURATION)
    for part in (records[:first], records[first:]):
        for record in part:
            resolver.add(record)
        resolver.identities()
    assert resolver.identities() == _resolved(records)


@settings(deadline=None, max_examples=20)
@given(_papers(), _papers())
def test_a_file_answers_as_memory_does(records: list[PaperRecord], others: list[PaperRecord]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names.sqlite"
        for part in (others, records):
            with FileStore(path) as store:
                resolver = Resolver(_CATALOGUE, _CURATION, store)
                for record in part:
                    resolver.add(record)
                store.commit()
        with FileStore(path) as store:
            resolver = Resolver(_CATALOGUE, _CURATION, store)
            kept = {record.key: record for record in [*others, *records]}
            assert resolver.identities() == _resolved(list(kept.values()))
            for key in kept:
                resolver.remove(key)
            assert resolver.identities().identities == ()
            assert store.papers() == []


@settings(deadline=None, max_examples=100)
@given(_papers(), st.lists(_datasets, min_size=1, max_size=3))
def test_papers_that_are_not_near_a_new_one_keep_their_identities(
    records: list[PaperRecord], content: list[DatasetRecord]
) -> None:
    resolver = Resolver(_CATALOGUE, _CURATION)
    for record in records:
        resolver.add(record)
    before = resolver.identities()
    resolver.add(paper("new", *content))
    near = set(resolver.near("arXiv:new"))
    after = resolver.identities()
    for record in records:
        if record.key not in near:
            for one in record.datasets:
                assert after.dataset_of(record.key, one.title) == before.dataset_of(record.key, one.title)


_IN_A_NEW_PROCESS = """
from paper2dcat.resolve import Resolver, Curation, NoCatalogue
from tests.resolve.make import dataset, paper
titles = ["MiniGrid task", "MiniGrid environment", "Gym-MiniGrid", "Minimalistic Gridworld Environment (MiniGrid)"]
resolver = Resolver(NoCatalogue(), Curation())
for number, title in enumerate(titles):
    resolver.add(paper(str(number), dataset(title)))
print(resolver.identities())
"""


def test_how_strings_are_hashed_does_not_matter() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", _IN_A_NEW_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(found) == 1
    assert b"minimalisticgridworldenvironment" in found.pop()
