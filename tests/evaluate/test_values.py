"""When two values of a field are equal."""

from __future__ import annotations

import pytest

from paper2dcat.evaluate.values import EQUAL, correct, same_identifier, same_person, same_task


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("Alex Krizhevsky", "A. Krizhevsky"),
        ("J. Deng", "Jia Deng"),
        ("L.-J. Li", "Li-Jia Li"),
        ("Erik F Tjong Kim Sang", "Erik F. Tjong Kim Sang"),
        ("P. van Kleef", "Patrick van Kleef"),
        ("Krizhevsky, Alex", "Alex Krizhevsky"),
        ("Samuel R Bowman", "Samuel Bowman"),
        ("Severin-Luca Bellè", "Severin-Luca Belle"),
        ("Division of Health Interview Statistics, National Center for Health Statistics",
         "National Center for Health Statistics"),
    ],
)  # fmt: skip
def test_one_person(truth: str, answer: str) -> None:
    assert same_person(truth, answer)


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("Alex Krizhevsky", "Ilya Krizhevsky"),
        ("J. Deng", "Li Deng"),
        ("Jian Zhang", "Jian Sun"),
        ("Kaiming He", "K. Hinton"),
        ("Yann LeCun", ""),
    ],
)
def test_two_persons(truth: str, answer: str) -> None:
    assert not same_person(truth, answer)


@pytest.mark.parametrize(
    ("name", "truth", "answer"),
    [
        ("issued", "2009", "2009-05"),
        (
            "landing_page",
            "https://keithito.com/LJ-Speech-Dataset/",
            "http://www.keithito.com/LJ-Speech-Dataset",
        ),
        ("identifier", "10.5281/zenodo.5769577", "https://doi.org/10.5281/Zenodo.5769577"),
        ("has_version", "v1", "1.0"),
        ("has_version", "2.0", "version 2"),
        ("language", "English", "english"),
        ("format", "Tabular (survey)", "Tabular"),
        ("task", "Text-to-Speech Synthesis", "Speech synthesis"),
        ("task", "Natural Language Inference", "Recognizing textual entailment"),
        ("task", "Abstractive Summarization", "Text summarisation"),
    ],
)
def test_equal_values(name: str, truth: str, answer: str) -> None:
    assert EQUAL[name](truth, answer)


@pytest.mark.parametrize(
    ("name", "truth", "answer"),
    [
        ("issued", "2009", "2010"),
        ("landing_page", "https://example.org/a", "https://example.org/b"),
        ("identifier", "10.5281/zenodo.1", "10.5281/zenodo.2"),
        ("has_version", "1.1", "11"),
        ("language", "English", "German"),
        ("task", "Image classification", "Text classification"),
    ],
)
def test_unequal_values(name: str, truth: str, answer: str) -> None:
    assert not EQUAL[name](truth, answer)


def test_a_synonym_of_a_found_value_is_no_mistake() -> None:
    right, wrong = correct(["Question Answering"], ["QA", "Reading comprehension", "Parsing"], same_task)
    assert (right, wrong) == (["QA"], ["Parsing"])


def test_an_accession_number_may_come_with_its_archive() -> None:
    assert same_identifier("PRJNA489299", "BioProject:PRJNA489299")
    assert not same_identifier("PRJNA489299", "BioProject:PRJNA48929")
