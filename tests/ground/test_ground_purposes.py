"""Fields that no sentence beside the dataset's name bears out, and the words that do."""

from __future__ import annotations

import dataclasses

import pytest

from paper2dcat.catalogue import Catalogue
from paper2dcat.ground import ground
from paper2dcat.model import (
    Basis,
    Candidate,
    Claim,
    DatasetRecord,
    Extraction,
    Note,
    Paper,
    PassageKind,
    Role,
    Section,
    SectionKind,
    Span,
)
from tests.ground.papers import make_paper, paragraph
from tests.ground.test_ground_rules import CREATED, INFO

ENTRY = ("1", ["Ann Archer"])


def grounded(paper: Paper, name: str, *claims: Claim, role: Role = Role.USED) -> DatasetRecord:
    candidate = Candidate(name, role, 0.9, claims=claims)
    record = ground(paper, Extraction((candidate,)), INFO, catalogue=Catalogue([]), created=CREATED)
    return record.datasets[0]


@pytest.mark.parametrize(
    ("sentence", "title", "own"),
    [
        (
            "Some datasets for rain including MistSet [2], RainSet [1] and FogSet [3] exist.",
            "Wet: nets",
            True,
        ),
        (
            "Some models for rain including Mist [2], RainSet [1] and Fog [3] exist.",
            "Wet: nets for rain",
            False,
        ),
        ("Many go out in the rain [1]. We use the RainSet dataset.", "RainSet: a corpus of rain", True),
        ("Many go out in the rain [1]. We use the RainSet dataset.", "Nets tested on RainSet", False),
        ("The RainSet study has been described previously [1].", "Rain in the north", True),
        ("Nets do best on the RainSet Test Corpus (RTC) [1].", "Deep nets in the rain", True),
    ],
)
def test_sources(sentence: str, title: str, own: bool) -> None:
    others = [("2", ["Bo Bell"], "Two", "2016"), ("3", ["Cy Cole"], "Three", "2017")]
    paper = make_paper(
        [paragraph(f"{sentence} The RainSet dataset is large.")], [(*ENTRY, title, "2015"), *others]
    )
    name = "RainSet Test Corpus" if "Test" in sentence else "RainSet"
    said = grounded(paper, name, Claim("dcterms:creator", "Ann Archer"), Claim("dcterms:issued", "2015"))
    assert (said.creator, said.issued) == ((("Ann Archer",), "2015") if own else ((), ""))


def test_two_entries_of_one_name_leave_it_open() -> None:
    entries = [(*ENTRY, "RainSet: a corpus", "2015"), ("2", ["Bo Bell"], "RainSet: more of it", "2016")]
    paper = make_paper([paragraph("Rain falls [1], and hail [2]. We use the RainSet dataset.")], entries)
    assert grounded(paper, "RainSet", Claim("dcterms:creator", "Ann Archer")).creator == ()


def test_the_end_of_the_years_that_data_cover_is_no_year_of_issue() -> None:
    for title, issued in (("RainSet 1999–2000 data", ""), ("RainSet data", "2000")):
        paper = make_paper([paragraph("We use the RainSet dataset [1].")], [(*ENTRY, title, "2000")])
        text = paper.text if issued else paper.text.replace(" 2000.", " ____.")
        paper = dataclasses.replace(paper, text=text)
        assert grounded(paper, "RainSet", Claim("dcterms:issued", "2000")).issued == issued


@pytest.mark.parametrize(
    ("said", "note", "kept"),
    [
        ("In this paper we introduce a new dataset of rain.¹", "¹Available at ", True),
        ("In this paper we introduce a new dataset of rain.¹", "¹Umbrellas: ", False),
        ("In this paper we walk through rain.¹", "¹Available at ", False),
    ],
)
def test_a_note_on_what_the_paper_makes(said: str, note: str, kept: bool) -> None:
    url = "https://drops.example.org"
    paper = make_paper(
        [paragraph(said), (PassageKind.FOOTNOTE, note + url), paragraph("We introduce the RainSet dataset.")]
    )
    at, call = paper.text.index(url), paper.text.index("¹")
    paper = dataclasses.replace(paper, notes=(Note("1", url, at, at + len(url), (Span(call, call + 1),)),))
    page = grounded(paper, "RainSet", Claim("dcat:landingPage", url), role=Role.INTRODUCED).landing_page
    assert page == (url if kept else "")


def inferred(field: str, value: str) -> Claim:
    return Claim(field, value, Basis.INFERRED)


def test_a_task_that_the_abstract_names() -> None:
    paper = make_paper(
        [paragraph("We change a dependency parser."), paragraph("We use the RainSet dataset.")]
    )
    first = paper.passages[2]
    abstract = Section(SectionKind.ABSTRACT, "Abstract", 1, first.start, first.end)
    with_abstract = dataclasses.replace(paper, sections=(abstract, *paper.sections))
    claim = inferred("mls:task", "Dependency parsing")
    said = grounded(with_abstract, "RainSet", claim)
    assert said.task == ("Dependency parsing",)
    (evidence,) = said.evidence_for("mls:task")
    assert (evidence.basis, evidence.source, evidence.quote) == (
        Basis.INFERRED,
        "task-of-paper",
        "We change a dependency parser.",
    )
    assert grounded(paper, "RainSet", claim).task == ()


def test_text_for_pretraining_and_studies_on_health() -> None:
    text = "A language model is a net. We use the RainSet corpus to pre-train it."
    claim = inferred("mls:task", "Language modelling")
    assert grounded(make_paper([paragraph(text)]), "RainSet", claim).task == ("Language modelling",)
    other = "A language model is a net. We use the RainSet corpus for tests."
    assert grounded(make_paper([paragraph(other)]), "RainSet", claim).task == ()
    study = make_paper(
        [paragraph("We did a retrospective cohort study."), paragraph("We use the Rain Survey.")],
        title="Rain and the Risk of Stroke",
    )
    claim = inferred("mls:task", "Epidemiological analysis")
    assert grounded(study, "Rain Survey", claim).task == ("Epidemiological analysis",)
    assert grounded(dataclasses.replace(study, title=None), "Rain Survey", claim).task == ()


def test_the_kind_of_content_that_a_borne_out_task_tells() -> None:
    task, kind = Claim("mls:task", "Face detection"), inferred("dcterms:format", "Image")
    paper = make_paper([paragraph("We use the RainSet dataset for face detection.")])
    said = grounded(paper, "RainSet", task, kind)
    assert said.format == "Image"
    assert said.evidence_for("dcterms:format")[0].source == "kind-of-task:face-detection"
    assert grounded(paper, "RainSet", task, inferred("dcterms:format", "Audio")).format == ""
    assert grounded(paper, "RainSet", kind).format == ""
    assert (
        grounded(make_paper([paragraph("We use the RainSet dataset.")]), "RainSet", task, kind).format == ""
    )


def test_a_version_in_the_title_of_the_own_entry() -> None:
    paper = make_paper(
        [paragraph("We use the RainSet dataset [1].")], [(*ENTRY, "RainSet release 5.0: a corpus", "2015")]
    )
    for value, kept in (("5.0", "5.0"), ("5", ""), ("4.0", "")):
        claim = Claim("dcterms:hasVersion", value, Basis.REFERENCE, reference=0)
        assert grounded(paper, "RainSet", claim).has_version == kept


def test_the_task_that_the_name_abbreviates() -> None:
    paper = make_paper([paragraph("We use the RainQA dataset and the RainSet dataset.")])
    claim = inferred("mls:task", "Question answering")
    said = grounded(paper, "RainQA", claim)
    assert said.task == ("Question answering",)
    (evidence,) = said.evidence_for("mls:task")
    assert (evidence.source, evidence.quote) == ("task-of-name", "RainQA")
    assert grounded(paper, "RainSet", claim).task == ()


def test_the_theme_of_a_task_that_a_rule_tells() -> None:
    paper = make_paper([paragraph("We use the RainQA dataset.")])
    task, theme = (
        inferred("mls:task", "Question answering"),
        Claim("dcat:theme", "Natural language processing"),
    )
    (evidence,) = grounded(paper, "RainQA", task, theme).evidence_for("dcat:theme")
    assert (evidence.source, evidence.quote) == ("theme-of-task:question-answering", "RainQA")
    assert grounded(paper, "RainQA", theme).theme == ()


def test_where_the_doi_of_a_deposit_leads_to() -> None:
    paper = make_paper(
        [paragraph("All relevant data are available from Zenodo: DOI 10.5281/zenodo. 5769577.")]
    )
    doi = "10.5281/zenodo.5769577"
    for value, kept in ((doi, True), ("10.5281/zenodo.5769578", False), ("10.1000/example.1", False)):
        claim = Claim("dcat:landingPage", f"https://doi.org/{value}")
        page = grounded(paper, doi, claim, role=Role.INTRODUCED).landing_page
        assert page == (f"https://doi.org/{doi}" if kept else "")
