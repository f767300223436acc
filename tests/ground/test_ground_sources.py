"""Which cited work is a dataset's own, and which paper introduces a dataset: sentences met in real papers."""

from __future__ import annotations

import dataclasses

import pytest

from paper2dcat.catalogue import Catalogue, CatalogueEntry
from paper2dcat.ground import ground
from paper2dcat.ground.persons import find_author, parse_claimed, same_person
from paper2dcat.model import Candidate, Claim, Extraction, PassageKind, PersonName, Role
from tests.ground.papers import make_paper, paragraph
from tests.ground.test_ground_rules import CREATED, INFO

SHELF = Catalogue(
    [
        CatalogueEntry("https://example.org/c/mnist", "MNIST", "shelf", creators=("Yann LeCun",)),
        CatalogueEntry("https://example.org/c/squad", "SQuAD", "shelf"),
    ]
)


@pytest.mark.parametrize(
    ("sentence", "name", "title", "own"),
    [
        ("We use the SQuAD dataset [1] here.", "SQuAD", "Squad: 100,000+ questions", True),
        ("We use SQuAD for reading comprehension [1].", "SQuAD", "100,000+ questions about texts", True),
        ("SQuAD was introduced by [1] for reading.", "SQuAD", "Reading with machines", True),
        ("The best accuracy on SQuAD [1] is low.", "SQuAD", "BERT: Pre-training of deep transformers", False),
        ("We train ResNet on SQuAD with Adam [1].", "SQuAD", "A method for stochastic optimization", False),
        ("We train on SQuAD [1].", "SQuAD", "Training networks on SQuAD in minutes", True),
        ("We go further than [1], also on SQuAD.", "SQuAD", "Training networks on SQuAD in minutes", False),
        ("We compare with the work on SQuAD of [1].", "SQuAD", "Simple and effective reading", False),
        (
            "Texts are taken from SQuAD [1], as usual.",
            "SQuAD",
            "WikiReading: A novel large-scale task",
            False,
        ),
        ("We follow others on SQuAD [1, 2, 3].", "SQuAD", "Neural reading of passages", False),
        ("Our SQuAD experiments follow [1].", "SQuAD", "Inference by trees", False),
        ("We use the MNIST dataset of digits [1].", "MNIST", "Gradient-based learning for documents", False),
        ("We use SQuAD, MNIST and SVHN [1] here.", "SQuAD", "Reading digits in natural images", False),
    ],
)
def test_sources(sentence: str, name: str, title: str, own: bool) -> None:
    others = [("2", ["Bo Bell"], "Two", "2016"), ("3", ["Cy Cole"], "Three", "2017")]
    entries = [("1", ["Ann Archer"], title, "2015"), *others]
    paper = make_paper([paragraph(f"{sentence} The {name} dataset is large.")], entries)
    claims = (Claim("dcterms:creator", "Ann Archer"), Claim("dcterms:issued", "2015"))
    candidate = Candidate(name, Role.USED, 0.9, claims=claims)
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=SHELF, created=CREATED)
    assert record.datasets[0].creator == (("Ann Archer",) if own else ())
    assert record.datasets[0].issued == ("2015" if own else "")


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("We introduce RainSet, a new dataset of rain.", Role.INTRODUCED),
        ("In this paper we present a large corpus of rain called RainSet.", Role.INTRODUCED),
        ("The RainSet dataset is built by picking classes. From each we choose 100 drops.", Role.INTRODUCED),
        ("We evaluate our model on the RainSet dataset.", Role.USED),
        ("We propose a method and evaluate it on the RainSet dataset.", Role.USED),
        ("RainSet [1] is a new dataset of rain.", Role.USED),
        ("The RainSet dataset was collected by Archer in the rain.", Role.INTRODUCED),
    ],
)
def test_introduced_needs_words_that_say_so(sentence: str, role: Role) -> None:
    if sentence.startswith("The RainSet dataset was collected by Archer"):
        role = Role.USED
    paper = make_paper([paragraph(sentence)], [("1", ["Ann Archer"], "Rain", "2015")])
    candidate = Candidate("RainSet", Role.INTRODUCED, 0.9)
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=SHELF, created=CREATED)
    assert record.datasets[0].role is role


def test_a_deposit_without_a_name_is_found_by_its_doi() -> None:
    doi = "10.5281/zenodo.5769577"
    text = "All relevant data are available from Zenodo: DOI 10.5281/zenodo. 5769577."
    paper = make_paper([paragraph(text)])
    claims = (Claim("dcterms:identifier", doi), Claim("dcterms:creator", "Ada Lovelace"))
    candidate = Candidate(doi, Role.INTRODUCED, 0.9, claims=claims)
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=SHELF, created=CREATED)
    dataset = record.datasets[0]
    assert (dataset.title, dataset.identifier, dataset.creator) == (doi, (doi,), ("Ada Lovelace",))
    assert dataset.mentions[0].quote == "10.5281/zenodo. 5769577"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("SQuAD was released in 2016 by others.", "2016"),
        ("SQuAD is a dataset that was first published in May 2016.", "2016"),
        ("Released in 2016, SQuAD is a dataset of questions.", "2016"),
        ("This is the fastest model for the SQuAD dataset (as of April 1st, 2016).", ""),
        ("Since 2016 everybody uses SQuAD.", ""),
        ("We use SQuAD and follow the practice of [1] from 2016.", ""),
    ],
)
def test_years_in_sentences(text: str, year: str) -> None:
    paper = make_paper([paragraph(text)], [("1", ["Ann Archer"], "Rain", "2016")])
    candidate = Candidate("SQuAD", Role.USED, 0.9, claims=(Claim("dcterms:issued", "2016"),))
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=SHELF, created=CREATED)
    assert record.datasets[0].issued == year


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("SQuAD¹ is used here.", True),
        ("We match them to the SQuAD dataset¹. It is large.", True),
        ("SQuAD is used here as in the contest¹.", False),
        ("We use SQuAD.", False),
    ],
)
def test_footnotes_are_tied_by_their_mark(mark: str, kept: bool) -> None:
    url = "https://rain.example.org/data"
    paper = make_paper([paragraph(mark), (PassageKind.FOOTNOTE, f"¹{url}")])
    one_page = tuple(line._replace(page=1) for line in paper.lines)
    paper = dataclasses.replace(paper, lines=one_page)
    candidate = Candidate("SQuAD", Role.USED, 0.9, claims=(Claim("dcat:landingPage", url),))
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=SHELF, created=CREATED)
    assert bool(record.datasets[0].landing_page) == kept


@pytest.mark.parametrize(
    ("claimed", "printed", "same"),
    [
        ("Alex Krizhevsky", PersonName("Krizhevsky", "A."), True),
        ("Krizhevsky, Alex", PersonName("Krizhevsky", "Alex"), True),
        ("Krizhevsky", PersonName("Krizhevsky", "Alex"), False),
        ("Li Fei-Fei", PersonName("Fei-Fei", "L."), True),
        ("Tomas Kocisky", PersonName("Kočiský", "Tomáš"), True),
        ("Samuel R. Bowman", PersonName("Bowman", "Samuel"), True),
        ("Sam Bowman", PersonName("Bowman", "Xenia"), False),
        ("Benjamin Van Durme", PersonName("Van Durme", "B."), True),
        ("MJ Smith", PersonName("Smith", "M. J."), True),
    ],
)
def test_persons(claimed: str, printed: PersonName, same: bool) -> None:
    person = parse_claimed(claimed)
    assert person is not None
    assert same_person(person, printed) == same
    assert (find_author(claimed, (printed,)) is not None) == same


def test_a_name_that_only_the_papers_own_title_bears_is_in_the_paper() -> None:
    made = make_paper(
        [paragraph("We describe our entry and test it on nouns [1].")],
        [("1", ["Ann Lee"], "GardenEval-2018 Task 9: Hypernyms of Plants", "2018")],
        title="Team Rose at GardenEval-2018 Task 9: Plants",
    )
    found = ground(
        made,
        Extraction((Candidate("GardenEval-2018 Task 9", Role.USED, 0.7),)),
        INFO,
        catalogue=Catalogue(),
        created=CREATED,
    )
    assert [d.title for d in found.datasets] == ["GardenEval-2018 Task 9"]
    assert [made.passage_at(m.start).kind for m in found.datasets[0].mentions] == [PassageKind.TITLE]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "title", "alias", "tied"),
    [
        ("We made the “Big Wet Rain Corpus” (R4), a data set.", "Big Wet Rain Corpus", "R4", True),
        ("We dub it the “Big Wet Rain Corpus” (or R4 for short).", "Big Wet Rain Corpus", "R4", True),
        ("A dataset we call RainQ (for Raining Questions).", "RainQ", "Raining Questions", True),
        ("The RainQ dataset (for Wet Hours) is small.", "RainQ", "Wet Hours", False),
        ("Rose Cards data and Rose Card data.", "Rose Card", "Rose Cards", True),
        ("We use the Big Wet Rain Corpus and R4.", "Big Wet Rain Corpus", "R4", False),
    ],
)
def test_another_name_is_one_that_the_paper_ties_to_the_title(
    sentence: str, title: str, alias: str, tied: bool
) -> None:
    made = make_paper([paragraph(f"{sentence} This corpus is a dataset.")])
    candidate = Candidate(title, Role.USED, 0.9, aliases=(alias,))
    found = ground(made, Extraction((candidate,)), INFO, catalogue=Catalogue(), created=CREATED)
    assert [alias in (d.title, *d.alt_label) for d in found.datasets] == [tied]
