"""What the places of a name say together, and how sure that makes it a dataset's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from paper2dcat.extract.offline.finder import Found
from paper2dcat.extract.offline.groups import Group
from paper2dcat.extract.offline.judging import Evidence, confidence, gather
from paper2dcat.extract.offline.lists import Rows
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Span
from tests.extract_offline.builders import experiments


def evidence_of(text: str, name: str, probability: float = 0.9) -> Evidence:
    """Return what a text says of a name that the tagger found in it."""
    places = [Span(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]
    own = Group(name, found=[Found(start, end, probability, "tagger") for start, end in places])
    own.spellings[name] = len(places)
    looked = view(experiments(text))
    return gather(looked, own, places, False, {}, {}, Rows(looked, []))


@pytest.mark.parametrize(
    ("text", "name", "called_data"),
    [
        ("We train on the Xyzzy data set of users.", "Xyzzy", 1),
        ("We train on Xyzzy data and more.", "Xyzzy", 1),
        ("The basics of Topological Data Analysis are shown.", "Topological", 0),
        ("They run the Xyzzy data center.", "Xyzzy", 0),
    ],
)
def test_data_behind_a_name_counts_unless_another_word_goes_on(
    text: str, name: str, called_data: int
) -> None:
    assert evidence_of(text, name).data_after == called_data


@pytest.mark.parametrize(
    "text",
    [
        "We train on a Winograd dataset, Xyzzy, and on more.",
        "We evaluate on the graph dataset Xyzzy here.",
        "We show one data set: “Xyzzy” is small.",
    ],
)
def test_a_name_behind_the_word_dataset(text: str) -> None:
    assert evidence_of(text, "Xyzzy").data_before == 1


def test_a_comma_behind_datasets_begins_a_clause() -> None:
    assert evidence_of("In our datasets, Xyzzy tends to be raw.", "Xyzzy").data_before == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We train on Xyzzy, a dataset of stories.", 1),
        ("Xyzzy (Lin, 2019) is a large annotated corpus of news.", 1),
        ("Xyzzy is a model of news.", 0),
    ],
)
def test_a_name_that_the_paper_says_is_a_dataset(text: str, said: int) -> None:
    assert evidence_of(text, "Xyzzy").is_data == said


@pytest.mark.parametrize("name", ["RGB-D", "30Hz IMU", "5-shot", "English German", "Florida"])
def test_measures_and_common_words_name_nothing(name: str) -> None:
    assert confidence(evidence_of(f"We record {name} data for training.", name)) == 0.0


def test_words_around_a_name_make_it_surer_or_less_sure() -> None:
    plain = evidence_of("We look at Xyzzy here.", "Xyzzy", 0.6)
    dataset = evidence_of("We look at the Xyzzy dataset [3] here.", "Xyzzy", 0.6)
    model = evidence_of("We look at the Xyzzy model here.", "Xyzzy", 0.6)
    platform = evidence_of("Xyzzy is a platform for tests.", "Xyzzy", 0.6)
    assert confidence(model) < confidence(plain) < confidence(dataset)
    assert confidence(platform) < 0.25


def test_a_name_of_a_survey_needs_no_tagger() -> None:
    unsure = replace(evidence_of("We look at Xyzzy here.", "Xyzzy", 0.1), survey=0.0)
    assert confidence(unsure) < 0.5 < confidence(replace(unsure, survey=1.0))


@pytest.mark.parametrize(
    "text",
    [
        "Xyzzy, which was used in (Kim et al., 2014), contains about 2M facts.",
        "Xyzzy, is much larger with about 5M facts.",
    ],
)
def test_what_a_name_holds_may_follow_where_it_was_used(text: str) -> None:
    assert evidence_of(text, "Xyzzy").holds == 1


def test_a_name_by_its_authors_is_cited() -> None:
    assert evidence_of("They read Xyzzy by Hill et al. (2016) and more.", "Xyzzy").cited == 1


def test_a_name_that_is_announced_needs_less_of_other_evidence() -> None:
    said = replace(evidence_of("It was cited as Xyzzy (Kim et al., 2014) before.", "Xyzzy", 0.0), plural=1.0)
    assert confidence(said) < 0.5 < confidence(replace(said, announced=1.0))
