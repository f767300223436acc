"""Which names are one dataset's without a bracket that says so: capitals, sections, lettered parts, languages."""

from __future__ import annotations

import re

import pytest

from paper2dcat.extract.offline.brackets import pair_aliases
from paper2dcat.extract.offline.finder import Found
from paper2dcat.extract.offline.groups import Group, clean_name, group, names_of
from paper2dcat.extract.offline.joining import (
    drop_inner,
    join_abbreviated,
    join_acronyms,
    join_aliases,
    join_heads,
    join_lettered,
    join_plurals,
    join_sections,
    join_variants,
    join_versions,
)
from paper2dcat.extract.offline.view import view
from tests.extract_offline.builders import experiments


def groups_of(text: str, *names: str) -> dict[str, Group]:
    found = [
        Found(m.start(), m.end(), 0.9, "tagger") for name in names for m in re.finditer(re.escape(name), text)
    ]
    looked = view(experiments(text))
    groups = group(looked, found)
    pair_aliases(looked, groups)
    return groups


def titles(groups: dict[str, Group]) -> list[str]:
    return sorted(own.title for own in groups.values())


def test_capitals_stand_for_the_one_name_that_they_abbreviate() -> None:
    groups = groups_of("We parse the Lund Treebank. On LTB we win.", "Lund Treebank", "LTB")
    join_acronyms(groups)
    assert [set(names_of(own)) for own in groups.values()] == [{"Lund Treebank", "LTB"}]


@pytest.mark.parametrize(
    "text",
    [
        "We parse the Lund Treebank, the Lima Treebank and LTB.",
        "We took papers of Lexical Scholar and made LSC.",
    ],
)
def test_capitals_that_could_mean_two_or_part_of_a_word_stay_alone(text: str) -> None:
    groups = groups_of(text, "Lund Treebank", "Lima Treebank", "Lexical Scholar", "LTB", "LSC")
    join_acronyms(groups)
    assert {"LTB", "LSC"} & set(titles(groups))


def test_versions_of_capitals_and_of_the_long_name_have_to_agree() -> None:
    text = "We use Open Grammars project v2.1. Table 3 shows OG 2.1; earlier work used OG 2.0. On OG we win."
    groups = groups_of(text, "Open Grammars project v2.1", "OG 2.1", "OG 2.0", "OG ")
    looked = view(experiments(text))
    join_acronyms(groups)
    join_versions(groups, looked)
    own = next(g for g in groups.values() if g.title == "Open Grammars")
    assert own.version == "2.1" and "OG 2.1" in names_of(own) and "OG" in names_of(own)
    assert "OG 2.0" in titles(groups)


def test_a_bracket_may_abbreviate_all_but_the_first_word() -> None:
    groups = groups_of("We use the Lund Danish Treebank (DTB).", "Lund Danish Treebank", "DTB")
    assert [set(names_of(own)) for own in groups.values()] == [{"Lund Danish Treebank", "DTB"}]


def test_the_word_coined_for_a_study_is_its_name() -> None:
    groups = groups_of(
        "women of the Lima Infant Cohort Study (LIMARA) were asked", "Lima Infant Cohort", "LIMARA"
    )
    assert len(groups) == 1


def test_a_name_of_a_study_goes_on_to_its_bracket() -> None:
    text = "from the Long Infant Study-Nursery Class (LIS-NC). The LIS-NC asked"
    groups = groups_of(text, "Long Infant Study", "LIS-NC")
    assert len(groups) == 1


def test_the_source_of_a_section_and_the_treebank_are_one() -> None:
    text = "We use the WSJ sections in LTB. WSJ Section 23 is for tests."
    groups = groups_of(text, "WSJ", "LTB")
    join_sections(groups, view(experiments(text)))
    assert len(groups) == 1
    assert clean_name("WSJ Section 23") == clean_name("WSJ § 02-21") == "WSJ"


def test_a_survey_and_its_only_lettered_part_are_one() -> None:
    text = "The Health Life Survey (HLS) is old. HLS-B is its part. HLS-B has children."
    groups = groups_of(text, "Health Life Survey", "HLS-B")
    join_lettered(groups)
    assert len(groups) == 1


def test_a_language_tells_two_datasets_apart_only_where_two_are_named() -> None:
    two = groups_of("on English Newsbank and on Chinese Newsbank", "Newsbank")
    assert titles(two) == ["Chinese Newsbank", "English Newsbank"]
    one = groups_of("on the English LTB corpus; LTB is large", "English LTB", "LTB")
    join_variants(one)
    assert len(one) == 1


def test_a_name_that_is_an_address_is_whole() -> None:
    groups = groups_of("data of TrialRegister.gov, and TrialRegister. gov again", "TrialRegister")
    assert titles(groups) == ["TrialRegister.gov"]


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        (
            "Tulip Walkers is hard. On Tulip we win. Tulip is old.",
            ("Tulip Walkers", "Tulip"),
            ["Tulip Walkers"],
        ),
        ("Tulip Walkers is hard. On Tulip we win.", ("Tulip Walkers",), ["Tulip Walkers"]),
        (
            "Reddit Tales is from Reddit. On Reddit all is.",
            ("Reddit Tales", "Reddit"),
            ["Reddit", "Reddit Tales"],
        ),
        (
            "Tulip Walkers and Tulip Runners are hard. On Tulip and Tulip.",
            ("Tulip Walkers", "Tulip Runners", "Tulip"),
            ["Tulip", "Tulip Runners", "Tulip Walkers"],
        ),
    ],
)
def test_a_word_stands_for_the_one_name_that_it_begins(
    text: str, names: tuple[str, ...], kept: list[str]
) -> None:
    found = groups_of(text, *names)
    join_heads(found)
    assert titles(found) == kept


def test_a_language_before_a_name_in_capitals_and_small_letters() -> None:
    text = "On Chinese GardenQA and on GardenQA we win, for GardenQA is small."
    found = groups_of(text, "Chinese GardenQA", "GardenQA")
    join_variants(found)
    assert titles(found) == ["GardenQA"]


def test_names_that_begin_with_two_names_of_one_dataset_and_go_on_alike_are_one() -> None:
    text = (
        "We parse the Lund Treebank (LTB). The Lund Treebank News part and LTB-News are hard, LTB-Web is not."
    )
    found = groups_of(text, "Lund Treebank News", "Lund Treebank", "LTB-News", "LTB-Web", "LTB")
    join_aliases(found)
    join_abbreviated(found)
    assert len(found) == 3
    assert {"LTB-News", "Lund Treebank News"} in [set(names_of(own)) for own in found.values()]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("GardenQA is large. GardenQA representations are small.", "GardenQA representations"),
        ("GardenQA is large. GardenQA organizers are few.", "GardenQA organizers"),
    ],
)
def test_what_is_made_of_a_dataset_is_no_other_name_of_it(text: str, other: str) -> None:
    found = groups_of(text, other, "GardenQA")
    join_variants(found)
    assert [names_of(own) for own in found.values()] == [("GardenQA",)]


def test_a_name_in_the_plural_is_no_second_dataset() -> None:
    found = groups_of(
        "The Rose reviews are many. A Rose review is short. Rose reviews!", "Rose reviews", "Rose review "
    )
    join_plurals(found)
    assert titles(found) == ["Rose reviews"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("On the Lund Tree Bank and the Lund Tree Bank again.", ["Lund Tree Bank"]),
        ("On the Lund Tree Bank and on Bank alone.", ["Bank", "Lund Tree Bank"]),
    ],
)
def test_a_name_that_stands_only_inside_of_another_is_none(text: str, kept: list[str]) -> None:
    found = groups_of(text, "Lund Tree Bank", "Bank")
    drop_inner(found, {key: [] for key in found})
    assert titles(found) == kept
