from __future__ import annotations

import pytest

from paper2dcat.config import Config
from paper2dcat.errors import UsageError
from paper2dcat.extract import extractor_names, load_extractor
from paper2dcat.model import Candidate, PassageKind, Role, SectionKind
from tests.extract_offline.builders import experiments, paper


def found(text: str) -> dict[str, Candidate]:
    extraction = load_extractor("offline", Config()).extract(experiments(text))
    return {candidate.title: candidate for candidate in extraction.candidates}


def test_names_are_found_with_every_place() -> None:
    text = "We evaluate on the SQuAD dataset and on MNIST. Results on SQuAD are good."
    candidates = found(text)
    assert {"SQuAD", "MNIST"} <= candidates.keys()
    assert [text[s:e] for s, e in candidates["SQuAD"].mentions] == ["SQuAD", "SQuAD"]
    assert candidates["SQuAD"].role is Role.USED


def test_models_optimisers_and_metrics_are_no_datasets() -> None:
    candidates = found(
        "We train BERT and ResNet-50 with Adam and LAMB on ImageNet and report BLEU and top-1 accuracy."
    )
    assert "ImageNet" in candidates
    assert not candidates.keys() & {"BERT", "ResNet-50", "Adam", "LAMB", "BLEU"}


def test_a_short_form_that_heads_its_paragraph_has_its_long_form_beside_it() -> None:
    extraction = load_extractor("offline", Config()).extract(
        paper(
            (
                PassageKind.PARAGRAPH,
                SectionKind.DATA,
                "PTSB The Puddle Text Similarity Benchmark is a collection.",
            ),
            (
                PassageKind.PARAGRAPH,
                SectionKind.RESULTS,
                "We report results on the PTSB dataset and the PTSB corpus.",
            ),
        )
    )
    (candidate,) = [c for c in extraction.candidates if c.title == "PTSB"]
    assert "Puddle Text Similarity Benchmark" in candidate.aliases


def test_a_quoted_long_form_goes_with_its_short_one_though_that_counts_its_letters() -> None:
    candidates = found(
        "We introduce the “Puddle Pond Pool Corpus” (P3), a data set of texts, and train on the P3 dataset."
    )
    (candidate,) = candidates.values()
    assert {"P3"} < {candidate.title, *candidate.aliases}


def test_data_may_be_named_by_the_trial_that_gathered_them() -> None:
    candidates = found("Using data from the Alpine Sleep and Altitude Trial, we count waking hours.")
    assert candidates["Alpine Sleep and Altitude Trial"].role is Role.USED


def test_long_form_and_acronym_are_one() -> None:
    candidates = found(
        "We use the Stanford Question Answering Dataset (SQuAD) in all experiments on the SQuAD dataset."
    )
    (candidate,) = [c for c in candidates.values() if "SQuAD" in (c.title, *c.aliases)]
    assert any("Stanford" in name for name in (candidate.title, *candidate.aliases))


@pytest.mark.parametrize(
    "text",
    [
        "We prove that the algorithm converges for every convex function under a bounded gradient.",
        "Our dataset was collected by students; the training set has 300 rows and the test set 50.",
        "",
    ],
)
def test_a_paper_without_datasets_has_none(text: str) -> None:
    assert not found(text)


def test_deposited_data_is_found_by_its_doi() -> None:
    words = "All relevant data are available from Zenodo: DOI 10.5281/zenodo. 5769577."
    made = paper((PassageKind.PARAGRAPH, SectionKind.DATA_AVAILABILITY, words))
    (candidate,) = load_extractor("offline", Config()).extract(made).candidates
    assert candidate.role is Role.INTRODUCED
    assert [c.value for c in candidate.claims if c.field == "dcterms:identifier"] == [
        "10.5281/zenodo.5769577"
    ]


def test_extraction_is_deterministic() -> None:
    made = experiments("We use CIFAR-10, CIFAR-100 and the Penn Treebank (PTB). PTB is small.")
    extractor = load_extractor("offline", Config())
    assert extractor.extract(made) == extractor.extract(made)


def test_works_without_the_catalogue() -> None:
    made = experiments("We evaluate on the SQuAD dataset and on the MNIST dataset.")
    extraction = load_extractor("offline", Config(shipped_catalogue=False)).extract(made)
    assert {c.title for c in extraction.candidates} == {"SQuAD", "MNIST"}


def test_unknown_extractor_is_refused_with_the_known_names() -> None:
    with pytest.raises(UsageError, match="offline"):
        load_extractor("magic", Config())
    assert extractor_names()[:3] == ("offline", "llm", "hybrid")


def test_files_beside_their_holder_are_found_where_data_are_taken_from_them() -> None:
    extractor = load_extractor("offline", Config())
    taken = experiments(
        "Deaths of drivers were taken from the Ministry of Transport's Road Accident File for 1999."
    )
    (candidate,) = extractor.extract(taken).candidates
    assert (candidate.title, candidate.role) == ("Road Accident File", Role.USED)
    told = experiments("Roads got safer, as the Ministry of Transport's Annual Accident Report says.")
    assert not extractor.extract(told).candidates


def test_the_mark_of_a_footnote_is_no_part_of_a_name() -> None:
    text = "We use the GLUE Benchmark⁴ and the STREAMSET⁵ dataset."
    assert [text[s:e] for s, e in found(text)["STREAMSET"].mentions] == ["STREAMSET"]
    assert not any(name[-1].isdigit() for name in found(text))


def test_an_opening_bracket_is_no_part_of_a_name() -> None:
    text = "We use the Stanford Sentiment Treebank (SST) benchmark for sentiment classification."
    (candidate,) = [c for c in found(text).values() if "SST" in (c.title, *c.aliases)]
    assert {text[s:e] for s, e in candidate.mentions} == {"Stanford Sentiment Treebank", "SST"}


def test_an_address_that_bears_the_name_is_the_datasets_wherever_it_is_printed() -> None:
    candidates = found(
        "We train on the SQuAD dataset and on the Xyzzyset corpus. Other words stand here. More is told at "
        "https://puddle. example.org/xyzzyset/ and at https://example.org/other/ for those who ask."
    )
    pages = {
        c.title: [x.value for x in c.claims if x.field == "dcat:landingPage"] for c in candidates.values()
    }
    assert pages["Xyzzyset"] == ["https://puddle.example.org/xyzzyset/"]
    assert pages["SQuAD"] == []


def test_raised_figures_and_scores_beside_a_name_are_no_part_of_it() -> None:
    candidates = found(
        "We tag the SQuAD dataset.⁵ SQuAD is a dataset of texts. We search Web of Science databases."
    )
    assert "SQuAD" in candidates
    assert not {"5 SQuAD", "Web"} & candidates.keys()


def test_an_address_in_the_note_of_another_dataset_is_that_ones() -> None:
    text = "We train on two sets of texts, the Abcdata dataset¹ and the Xyzzyset dataset, in all experiments."
    note = "¹https://example.org/contest/xyzzyset/"
    extraction = load_extractor("offline", Config()).extract(
        paper(
            (PassageKind.PARAGRAPH, SectionKind.EXPERIMENTS, text),
            (PassageKind.FOOTNOTE, SectionKind.EXPERIMENTS, note),
        )
    )
    pages = {
        c.title: [x.value for x in c.claims if x.field == "dcat:landingPage"] for c in extraction.candidates
    }
    assert pages == {"Abcdata": [note[1:]], "Xyzzyset": []}


def test_the_number_of_a_wave_may_be_a_word_in_its_long_form() -> None:
    candidates = found(
        "We use the Third Alpine Health and Altitude Survey (AHAS III). AHAS III is a survey of guides."
    )
    (candidate,) = [c for c in candidates.values() if "AHAS III" in (c.title, *c.aliases)]
    assert "Third Alpine Health and Altitude Survey" in (candidate.title, *candidate.aliases)


def test_a_register_may_be_named_by_what_it_holds() -> None:
    candidates = found("Paths were looked up in the Database of Alpine Walks and in the list of Walks.")
    assert candidates.keys() == {"Database of Alpine Walks"}


@pytest.mark.parametrize(
    ("title", "found"), [("PUDDLE at SemEval-2018 Task 9: Rain", True), ("Beyond SemEval-2018 Task 9", False)]
)
def test_the_shared_task_that_a_paper_takes_part_in_is_used(title: str, found: bool) -> None:
    made = paper(
        (PassageKind.TITLE, SectionKind.FRONT, title),
        (
            PassageKind.PARAGRAPH,
            SectionKind.EXPERIMENTS,
            "We count words in many ways and tell what came out.",
        ),
    )
    candidates = load_extractor("offline", Config()).extract(made).candidates
    assert [(c.title, c.role) for c in candidates] == ([("SemEval-2018 Task 9", Role.USED)] if found else [])
