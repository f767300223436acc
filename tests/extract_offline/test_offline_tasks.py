"""Tasks that a paragraph, a title or an abstract tells, and the kind of content that a task tells."""

from __future__ import annotations

import pytest

from paper2dcat.extract.offline import about, describing
from paper2dcat.extract.offline.tasks import tasks
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Basis, Claim, Paper, PassageKind, Role, SectionKind, Span
from tests.extract_offline.builders import experiments, paper

PROSE = PassageKind.PARAGRAPH


def words(made: Paper, name: str, *others: str) -> about.Words:
    def places(wanted: str) -> list[Span]:
        found, at = [], made.text.find(wanted)
        while at >= 0:
            found.append(Span(at, at + len(wanted)))
            at = made.text.find(wanted, at + 1)
        return found

    every = [span for other in others for span in places(other)]
    return about.words_around(view(made), places(name), [name], every)


def labels(made: Paper, name: str, role: Role, *others: str) -> list[str]:
    return [claim.value for claim in tasks(words(made, name, *others), role)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Several semantic parsing datasets exist. These include Foo and Bar.", ["Semantic parsing"]),
        ("Many corpora are for semantic parsing. Bar was made from Foo.", []),
        ("Our results are on semantic parsing datasets. Foo is old.", []),
        ("Several semantic parsing datasets exist, like Bar. Foo is old.", []),
        ("Coreference resolution Coreference is hard. Foo is old.", ["Coreference resolution"]),
        ("Coreference resolution. It is hard. Foo is old.", ["Coreference resolution"]),
        ("Coreference resolution is hard. Foo is old.", []),
        (
            "Semantic parsing datasets are old. They are small. Additional datasets include Foo.",
            ["Semantic parsing"],
        ),
        (
            "Old things. Semantic parsing sets are small. Additional datasets include Foo.",
            ["Semantic parsing"],
        ),
        ("Old things. Semantic parsing sets are small. Nets were tried on Foo.", []),
        ("Semantic parsing datasets are old. Most are built from books and Foo.", []),
    ],
)
def test_the_task_of_a_paragraph(text: str, said: list[str]) -> None:
    made = paper((PROSE, SectionKind.RELATED_WORK, text))
    assert labels(made, "Foo", Role.MENTIONED, "Foo", "Bar") == said


def test_two_paragraphs_with_headings_of_their_own() -> None:
    heads = [
        (PROSE, SectionKind.EXPERIMENTS, f"{head} A net that is old does it. We test on Foo.")
        for head in ("Face detection", "Edge finding", "Coreference resolution")
    ]
    assert labels(paper(*heads), "Foo", Role.USED) == ["Face detection", "Coreference resolution"]


def test_what_the_sentence_says_comes_before_what_the_paragraph_says() -> None:
    text = "Several semantic parsing datasets exist. For text-to-SQL there is Foo."
    made = paper((PROSE, SectionKind.RELATED_WORK, text))
    assert labels(made, "Foo", Role.MENTIONED) == ["Text-to-SQL", "Semantic parsing"]


def test_a_wide_task_is_the_one_of_its_kind_that_the_title_names() -> None:
    text = "We use the Foo corpus for parsing."
    for title, said in (
        ("Fast Constituent Parsing", "Constituency parsing"),
        ("Trees", "Syntactic parsing"),
        ("Parsing and Dependency Parsing", "Syntactic parsing"),
    ):
        made = paper((PROSE, SectionKind.EXPERIMENTS, text), title=title)
        assert labels(made, "Foo", Role.USED) == [said]


def test_the_title_of_a_paper_on_its_own_dataset() -> None:
    title = "Foo: A Dataset for Semantic Parsing and Text-to-SQL"
    made = paper((PROSE, SectionKind.ABSTRACT, "We introduce Foo."), title=title)
    assert labels(made, "Foo", Role.INTRODUCED) == ["Semantic parsing", "Text-to-SQL"]


@pytest.mark.parametrize(
    ("abstract", "said"),
    [
        ("We change a dependency parser. It is good on Bar.", ["Dependency parsing"]),
        ("We are good on Bar, a set for face detection.", []),
        ("We change a dependency parser and a tagger for face detection.", []),
        ("We do things such as face detection.", []),
        ("We do masked language modeling.", []),
    ],
)
def test_the_one_task_of_an_abstract(abstract: str, said: list[str]) -> None:
    made = paper((PROSE, SectionKind.ABSTRACT, abstract), (PROSE, SectionKind.EXPERIMENTS, "We test on Foo."))
    assert labels(made, "Foo", Role.USED, "Bar") == said
    assert labels(made, "Foo", Role.MENTIONED, "Bar") == []


def test_text_for_pretraining_is_for_language_modelling() -> None:
    made = experiments("A language model is a net. We use Foo to pre-train it.")
    assert labels(made, "Foo", Role.USED) == ["Language modelling"]
    assert labels(experiments("We use Foo to pre-train a net."), "Foo", Role.USED) == []


def test_what_a_study_on_health_analyses_is_for_epidemiology() -> None:
    design = (
        PROSE,
        SectionKind.METHOD,
        "We conducted a retrospective cohort study. We use the Foo Register.",
    )
    made = paper(design, title="Salt and Stroke")
    assert labels(made, "Foo Register", Role.USED) == ["Epidemiological analysis"]
    assert labels(made, "Foo", Role.USED) == []
    assert labels(made, "Foo Register", Role.MENTIONED) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We compare face detection-based systems on Foo.", []),
        ("It is best on Bar, Baz and Foo face detection tasks.", ["Face detection"]),
        ("It is best on Foo, Bar and Baz face detection tasks.", []),
        ("It is best on Foo, Bar and Baz face detection datasets.", ["Face detection"]),
        ("OLD SETS: Foo, BAR, BAZ AND QUX are face detection datasets.", ["Face detection"]),
        ("We test on Bar face detection, Foo question answering and Baz.", ["Question answering"]),
        ("With a masked language modeling objective it does well on Foo.", []),
    ],
)
def test_what_a_task_is_said_of(text: str, said: list[str]) -> None:
    assert labels(experiments(text), "Foo", Role.MENTIONED, "Foo", "Bar", "Baz") == said


def kinds(names: list[str], *claims: Claim) -> list[str]:
    return [claim.value for claim in describing.kind_of_tasks(names, claims)]


def test_the_kind_of_content_of_a_task() -> None:
    parsing, faces = Claim("mls:task", "Dependency parsing"), Claim("mls:task", "Face detection")
    assert kinds(["Foo"], parsing) == ["Text"]
    assert kinds(["Foo"], faces) == ["Image"]
    assert kinds(["FooNet"], faces) == ["Image"]
    assert kinds(["FooNet"], parsing) == []
    assert kinds(["Foo"], parsing, faces) == []
    assert kinds(["Foo"], parsing, Claim("dcterms:format", "Audio")) == []
    assert kinds(["Foo"], Claim("mls:task", "Clustering")) == []
    (claim,) = describing.kind_of_tasks(["Foo"], [parsing])
    assert (claim.basis, claim.source) == (Basis.INFERRED, "kind-of-task")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We use the English “Foo” corpus here.", ["English"]),
        ("Scores on the Foo (Dutch) task are low.", ["Dutch"]),
        ("Foo contains the following English-French corpora: Bar and Baz.", ["English", "French"]),
        ("Foo was used with Bar, which has German news.", []),
        ("English, Dutch and Greek words are collected from Bar, Baz and Foo.", []),
        ("The German Foo has 5,000 images of cars.", []),
        ("There is a Dutch Foo here. There is a Greek Foo there.", []),
        ("Bar is a collection of a Greek version of Foo.", []),
        ("Foo is a collection for English speakers.", []),
        ("Foo is a collection of voices of English speakers.", ["English"]),
    ],
)
def test_languages(text: str, said: list[str]) -> None:
    made = experiments(text)
    given = describing.claims(words(made, "Foo", "Foo", "Bar", "Baz"), Role.USED)
    assert [claim.value for claim in given if claim.field == "dcterms:language"] == said


def test_what_the_name_abbreviates_stands_beside_what_is_said() -> None:
    made = experiments("We use HarbourQA for answer selection.")
    assert labels(made, "HarbourQA", Role.MENTIONED) == ["Answer selection", "Question answering"]
