"""What data are for, where no task is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paper2dcat import schemes
from paper2dcat.model import Basis, Fact, PassageKind, SectionKind, Span
from paper2dcat.purposes import health_study, kind_of_data, pretrains_on, task_of_name
from tests.extract_offline.builders import paper


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The reader was pre-trained on the whole Foo.", True),
        ("We use Foo and news to pre-train the reader.", True),
        ("For the pre-training corpus we use Foo.", True),
        ("We use Foo, unlike the pre-training of others.", False),
        ("The pre-trained reader is tested on Foo.", True),
        ("Word vectors were pre-trained on Foo.", False),
        ("The network is pretrained on images of Foo.", False),
    ],
)
def test_text_that_a_model_is_pretrained_on(text: str, said: bool) -> None:
    at = text.index("Foo")
    assert pretrains_on(text, Span(0, len(text)), Span(at, at + 3)) is said


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        (
            "Salt and the Risk of Stroke",
            "We conducted a nested case-control study of sailors.",
            "case-control study",
        ),
        ("Salt and Stroke", "This was a retrospective cohort of sailors.", "retrospective cohort"),
        ("Salt and Stroke", "Trials including prospective cohort studies were read.", ""),
        ("Salt and Stroke", "We used the Sailors Longitudinal Study.", ""),
        ("Prevalence of Stroke among Sailors", "We went to sea.", "Prevalence of Stroke among Sailors"),
        ("Salt and Roads", "We conducted a case-control study of lorries.", ""),
    ],
)
def test_a_study_on_health(title: str, words: str, found: str) -> None:
    heading = (PassageKind.TITLE, SectionKind.FRONT, title)
    made = paper(heading, (PassageKind.PARAGRAPH, SectionKind.METHOD, words))
    made = replace(made, title=Fact(title, Basis.STATED, 0, len(title)))
    span = health_study(made)
    assert (made.text[span.start : span.end] if span else "") == found


def test_the_kind_of_data_for_a_task() -> None:
    def kind(label: str) -> str:
        concept = schemes.find(schemes.tasks(), label)
        assert concept is not None
        return kind_of_data(concept)

    assert kind("Dependency parsing") == "Text"
    assert kind("Face detection") == "Image"
    assert kind("Speech recognition") == "Audio"
    assert kind("Visual question answering") == ""
    assert kind("Clustering") == ""


def test_the_task_that_a_name_ends_with() -> None:
    said = {
        name: task_of_name(name)
        for name in ("TriviaQA", "TRECQA", "SNLI", "MultiNLI", "DocVQA", "QA", "VQA", "QUOQA")
    }
    assert said == {
        "TriviaQA": "Question answering",
        "TRECQA": "Question answering",
        "SNLI": "Natural language inference",
        "MultiNLI": "Natural language inference",
        "DocVQA": "Visual question answering",
        "QA": "",
        "VQA": "",
        "QUOQA": "Question answering",
    }
    assert task_of_name("HarbourQAs") == ""
