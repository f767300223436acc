"""Names that are no dataset's, by where they stand and how they are spelt; and what makes a name likelier."""

from __future__ import annotations

import pytest

from paper2dcat.extract.offline.announced import announced, announced_as_others
from paper2dcat.extract.offline.finder import Found, find_names
from paper2dcat.extract.offline.groups import Group
from paper2dcat.extract.offline.judging import gather
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.lifting import companions
from paper2dcat.extract.offline.lists import Rows
from paper2dcat.extract.offline.refusing import refused
from paper2dcat.extract.offline.view import View, view
from paper2dcat.model import PassageKind, SectionKind, Span
from tests.extract_offline.builders import experiments, paper


def _is_refused(looked: View, name: str) -> bool:
    text = looked.paper.text
    places = [Span(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
    own = Group(name, found=[Found(p.start, p.end, 0.9, "tagger") for p in places])
    own.spellings[name] = len(places)
    return refused(looked, own, places, gather(looked, own, places, False, {}, {}, Rows(looked, [])))


@pytest.mark.parametrize(
    ("text", "name", "no_dataset"),
    [
        ("We train on the 80GB English text.", "80GB English", True),
        ("We see ABC Results ABC.", "ABC Results ABC", True),
        ("Large cloze test sets are rare.", "Large cloze", True),
        ("We use Large cloze test sets.", "Large cloze", False),
        ("Grammar induction (GI) is hard. A GI dataset is rare, and GI is old.", "GI", True),
        ("We use film reviews (FR). On FR it works, and FR is small.", "FR", False),
        ("We use the Glade Index (GI). On GI it works, and GI is small.", "GI", False),
        ("We compare with models such as Abcde (Ef, 2010), FghQA and Klm.", "FghQA", True),
        ("We compare with models such as FghQA. The FghQA dataset is small.", "FghQA", False),
        ("We compare with models. We train on FghQA.", "FghQA", False),
        ("Posts on the Abbey incident. The Abbey data came late to the Abbey scandal.", "Abbey", True),
        ("Posts on the Abbey incident. The Abbey data are few.", "Abbey", False),
    ],
)
def test_refused_by_spelling_or_company(text: str, name: str, no_dataset: bool) -> None:
    assert _is_refused(view(experiments(text)), name) is no_dataset


@pytest.mark.parametrize(
    ("thanks", "no_dataset"),
    [("We thank ABCDE and the city.", True), ("We used ABCDE data, for which we thank the city.", False)],
)
def test_a_name_that_is_only_thanked(thanks: str, no_dataset: bool) -> None:
    made = paper(
        (PassageKind.PARAGRAPH, SectionKind.EXPERIMENTS, "We train a model."),
        (PassageKind.PARAGRAPH, SectionKind.ACKNOWLEDGEMENTS, thanks),
    )
    assert _is_refused(view(made), "ABCDE") is no_dataset


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We use datasets. For the Qwerty and Asdf datasets, we stop early.", "Qwerty"),
        ("Percentages of the National Garden Survey are weighted.", "National Garden Survey"),
        (
            "The Garden Tools and Control Trial (GTCT) and the Kingdom Plants Study agree.",
            "Kingdom Plants Study",
        ),
        ("Ann is Principal Investigator of the Garden Plants Study.", "Garden Plants Study"),
        (
            "They took part in the National Institute of Plant Health Study of Early Leaf Care.",
            "Study of Early Leaf Care",
        ),
        ("Another dataset for garden understanding is LeafStories (Ef, 2010).", "LeafStories"),
        (
            "A sub-cohort of the Lima Leaf and Garden Cohort Study (LLGC) is big.",
            "Lima Leaf and Garden Cohort Study",
        ),
        ("We test on ABCD ’14 and on others.", "ABCD ’14"),
        ("The Leaf Tree Bank [3]: this holds leaves. We use Leaf Tree Bank data.", "Leaf Tree Bank"),
        ("This is our entry for AbcEval-2018 Task 9: flowers.", "AbcEval-2018 Task 9"),
        ("We use the corpora: Abcde (61M words) and garden notes (5.5M).", "garden notes"),
    ],
)
def test_a_name_is_found_without_the_words_before_it(text: str, name: str) -> None:
    looked = view(experiments(text))
    assert name in {looked.text(Span(f.start, f.end)) for f in find_names(looked, Lexicon(()))}


@pytest.mark.parametrize(
    "text",
    [
        "We show a Case Study for Garden Attention Methods here.",
        "They wrote a Critical Survey of Garden Modeling Strategies.",
        "Characteristics Of The Study",
        "SAGE Open Aim of the Study",
    ],
)
def test_a_part_of_a_paper_is_no_survey(text: str) -> None:
    looked = view(experiments(text))
    assert not [f for f in find_names(looked, Lexicon(())) if f.by == "survey"]


def test_names_among_models() -> None:
    text = "Models such as Abc (Ef, 2010), Fgh and Klm differ from datasets like Xyz."
    assert [text[s.start : s.end] for s in announced_as_others(text, 0, len(text))] == ["Abc", "Fgh", "Klm"]
    assert [text[s.start : s.end] for s in announced(text, 0, len(text))] == ["Xyz"]


def test_a_name_listed_with_two_datasets_is_likelier() -> None:
    text = "Such datasets include Abcde [1], Fghij [2], and KLMN [3]."
    looked = view(experiments(text))
    at = {name: text.index(name) for name in ("Abcde", "Fghij", "KLMN")}
    unsure = Group("klmn", found=[Found(at["KLMN"], at["KLMN"] + 4, 0.5, "announced")])
    sure = [Span(at[name], at[name] + 5) for name in ("Abcde", "Fghij")]
    assert companions(looked, sure, {"klmn": unsure}) == {"klmn"}
    assert not companions(looked, sure[:1], {"klmn": unsure})


def test_the_number_of_a_section_is_no_part_of_a_name() -> None:
    heads = ((PassageKind.HEADING, "5 SQuAD"), (PassageKind.PARAGRAPH, "We use 20 Newsgroups."))
    looked = view(paper(*((kind, SectionKind.EXPERIMENTS, words) for kind, words in heads)))
    lexicon = Lexicon(("5 SQuAD", "20 Newsgroups"))
    names = {looked.text(Span(f.start, f.end)) for f in find_names(looked, lexicon)}
    assert "20 Newsgroups" in names
    assert "5 SQuAD" not in names


def test_lower_case_words_elsewhere_say_nothing_of_a_name_told_by_its_spelling() -> None:
    text = "We read CC-Garden and the garden. Garden is a corpus."
    looked = view(experiments(text))
    for name, counted in (("CC-Garden", 0), ("Garden", 1)):
        at = text.index(name) if name != "Garden" else text.index("Garden is")
        own = Group(name, found=[Found(at, at + len(name), 0.9, "tagger")])
        own.spellings[name] = 1
        seen = gather(looked, own, [Span(at, at + len(name))], False, {"garden": 1}, {}, Rows(looked, []))
        assert seen.lower_elsewhere == counted


def test_a_name_ends_before_a_citation() -> None:
    looked = view(experiments("Leaf and Twig (2004) Garden Weather Study is cited."))
    assert not any("2004" in looked.text(Span(f.start, f.end)) for f in find_names(looked, Lexicon(())))


@pytest.mark.parametrize(
    ("text", "name", "counted"),
    [
        ("We use Leafbase (www.leafbase.com).", "Leafbase", 0),
        ("We use Leafbase, a leafbase.", "Leafbase", 1),
        ("The National Garden Interview Survey is a national survey.", "National Garden Interview Survey", 0),
        ("Garden Surveys are a garden survey.", "Garden Surveys", 1),
        ("National Garden and Interview Surveys are a survey.", "National Garden and Interview Surveys", 0),
    ],
)
def test_words_of_addresses_and_of_surveys_names_say_nothing(text: str, name: str, counted: int) -> None:
    looked = view(experiments(text))
    at = text.index(name)
    own = Group(name, found=[Found(at, at + len(name), 0.9, "survey")])
    own.spellings[name] = 1
    lower = {"surveys": 1, "leafbase": 1, "national": 1, "garden": 1, "interview": 1, "survey": 1}
    seen = gather(looked, own, [Span(at, at + len(name))], False, lower, {}, Rows(looked, []))
    assert seen.lower_elsewhere == counted
