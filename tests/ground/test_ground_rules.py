"""Each rule keeps what the paper says and drops what it doesn't, with a code that says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paper2dcat.catalogue import Catalogue, CatalogueEntry
from paper2dcat.ground import ground
from paper2dcat.introducing import first_year
from paper2dcat.model import (
    Basis,
    Candidate,
    Claim,
    DatasetRecord,
    Extraction,
    ExtractorInfo,
    Fact,
    Paper,
    PaperRecord,
    PassageKind,
    Role,
    Status,
)
from paper2dcat.tally import tally
from tests.ground.papers import make_paper, paragraph

INFO = ExtractorInfo(name="scripted", version="1")
CREATED = "2026-01-01T00:00:00Z"


SHELF = Catalogue(
    [CatalogueEntry("https://example.org/c/1", "MNIST", "shelf", creators=("Yann LeCun",), issued="1998")]
)

PAPER = make_paper(
    [
        paragraph(
            "We train ResNet-50 [1] on ImageNet [2] and report accuracy on MNIST. The MNIST dataset [3] "
            "holds images of "
            "handwritten digits and is used for image classification. We also use the same dataset as [4], "
            "which "
            "combines Wikipedia and BooksCorpus."
        ),
        paragraph(
            "We introduce PuddleBench, a new benchmark of English questions for question answering, "
            "available at "
            "https://puddle.example.org/data. SQuAD v1.1 [5] and SNLI [6] are used too. BERT [4] obtains "
            "90.1 F1 on "
            "SQuAD. The Stanford Question Answering Dataset (SQuAD) was released in 2016 by the Stanford NLP "
            "Group."
        ),
        (
            PassageKind.CAPTION,
            "Table 1: Results on CIFAR-10 and CIFAR-100. BERT outperforms all other models.",
        ),
    ],
    [
        ("1", ["Kaiming He", "Jian Sun"], "Deep residual learning for image recognition", "2016"),
        ("2", ["Jia Deng", "Li Fei-Fei"], "ImageNet: A large-scale hierarchical image database", "2009"),
        ("3", ["Yann LeCun", "L. Bottou"], "Gradient-based learning applied to document recognition", "1998"),
        ("4", ["Jacob Devlin"], "BERT: Pre-training of deep bidirectional transformers", "2018"),
        ("5", ["Pranav Rajpurkar"], "SQuAD: 100,000+ questions for machine comprehension of text", "2016"),
        (
            "6",
            ["Samuel R. Bowman"],
            "A large annotated corpus for learning natural language inference",
            "2015",
        ),
        ("7", ["Grace Hopper"], "The Ghost Corpus: a dataset of ghosts", "1999"),
    ],
)


def run(*candidates: Candidate, paper: Paper = PAPER, shelf: Catalogue | None = None) -> PaperRecord:
    record = ground(paper, Extraction(candidates), INFO, catalogue=shelf or Catalogue(), created=CREATED)
    for dataset in record.datasets:
        for mention in dataset.mentions:
            assert paper.quote(mention.start, mention.end).quote == mention.quote
        for evidence in dataset.evidence:
            assert evidence.start is not None
            assert evidence.end is not None
            assert paper.text[evidence.start : evidence.end] == evidence.quote
            assert evidence.page == paper.page_at(evidence.start)
    return record


def one(title: str, *claims: Claim, role: Role = Role.USED, shelf: Catalogue | None = None) -> DatasetRecord:
    record = run(Candidate(title, role, 0.9, claims=claims), shelf=shelf)
    assert len(record.datasets) == 1, record.issues
    return record.datasets[0]


def codes(record: PaperRecord) -> list[str]:
    return [issue.code for issue in record.issues]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("COCO", "not-in-paper"),
        ("Ghost Corpus", "only-in-references"),
        ("BERT", "not-a-dataset"),
        ("ResNet-50", "not-a-dataset"),
        ("A Study of Things", "not-a-dataset"),
        ("CIFAR-10 and CIFAR-100", "merged-names"),
        ("our dataset", "not-a-dataset"),
        ("???", "unusable"),
    ],
)
def test_refused_names(title: str, code: str) -> None:
    record = run(Candidate(title, Role.USED, 0.9))
    assert record.datasets == ()
    assert codes(record) == [code]
    assert record.status is Status.NO_DATASETS


@pytest.mark.parametrize("kind", ["model", "method", "metric", "task", "software", "venue"])
def test_another_kind_is_refused(kind: str) -> None:
    assert codes(run(Candidate("ImageNet", Role.USED, 0.9, kind=kind))) == ["not-a-dataset"]


def test_printed_name_wins() -> None:
    dataset = one("Cifar10 dataset")
    assert dataset.title == "CIFAR-10"
    assert [m.quote for m in dataset.mentions] == ["CIFAR-10"]


def test_creators_from_the_own_entry_only() -> None:
    dataset = one(
        "MNIST",
        Claim("dcterms:creator", "Yann LeCun"),
        Claim("dcterms:creator", "Léon Bottou"),
        Claim("dcterms:creator", "Kaiming He"),
        Claim("dcterms:issued", "1998-11"),
    )
    assert dataset.creator == ("Yann LeCun", "L. Bottou")
    assert dataset.issued == "1998"
    evidence = dataset.evidence_for("dcterms:creator", "Yann LeCun")[0]
    assert evidence.basis is Basis.REFERENCE
    assert evidence.via is not None
    assert evidence.via.quote == "[3]"


@pytest.mark.parametrize(
    ("title", "person", "reference"),
    [
        ("ImageNet", "Kaiming He", 0),
        ("ImageNet", "Kaiming He", None),
        ("BooksCorpus", "Jacob Devlin", 3),
        ("Wikipedia", "Jacob Devlin", None),
        ("SQuAD", "Jacob Devlin", None),
        ("MNIST", "Ada Lovelace", None),
        ("MNIST", "Grace Hopper", 6),
        ("MNIST", "et al.", 2),
    ],
)
def test_wrong_creators(title: str, person: str, reference: int | None) -> None:
    assert one(title, Claim("dcterms:creator", person, reference=reference)).creator == ()


def test_own_authors_only_for_introduced() -> None:
    claim = Claim("dcterms:creator", "Ada Lovelace")
    assert one("PuddleBench", claim, role=Role.INTRODUCED).creator == ("Ada Lovelace",)
    dataset = one("ImageNet", claim, role=Role.INTRODUCED)
    assert dataset.role is Role.USED
    assert dataset.creator == ()


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        (Fact("2020-03", Basis.INFERRED, rule="pdf-creation-date"), ""),
        (Fact("2020", Basis.STATED, 0, 7), "2020"),
    ],
)
def test_the_date_of_a_file_dates_no_dataset(date: Fact, issued: str) -> None:
    paper = replace(PAPER, identifiers=(), date=date)
    candidate = Candidate(
        "PuddleBench",
        Role.INTRODUCED,
        0.9,
        claims=(Claim("dcterms:issued", "2020", Basis.INFERRED, source="issued-with-paper"),),
    )
    record = run(candidate, paper=paper)
    assert [dataset.issued for dataset in record.datasets] == [issued]


def test_year_in_sentence_and_organisation() -> None:
    dataset = one(
        "Stanford Question Answering Dataset (SQuAD)",
        Claim("dcterms:creator", "Stanford NLP Group"),
        Claim("dcterms:issued", "2016"),
        Claim("dcterms:hasVersion", "v1.1"),
        Claim("dcterms:hasVersion", "2.0"),
    )
    assert dataset.alt_label == ("SQuAD",)
    assert dataset.issued == "2016"
    assert dataset.has_version == "1.1"


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("dcat:landingPage", "https://puddle.example.org/data", "https://puddle.example.org"),
        ("dcterms:language", "English", "French"),
        ("mls:task", "Question answering", "Machine translation"),
        ("dcterms:format", "Text", "Audio"),
        ("dcat:keyword", "new benchmark", "underwater"),
    ],
)
def test_words_of_the_paper(field: str, good: str, bad: str) -> None:
    dataset = one("PuddleBench", Claim(field, bad), Claim(field, good), role=Role.INTRODUCED)
    assert [e.value for e in dataset.evidence_for(field)] == [good]


def test_name_digits_are_no_version() -> None:
    assert one("CIFAR-10", Claim("dcterms:hasVersion", "10")).has_version == ""


def test_paraphrase_becomes_the_papers_sentence() -> None:
    claim = Claim("dcterms:description", "A new benchmark of questions in English, for question answering.")
    text = one("PuddleBench", claim, role=Role.INTRODUCED).description
    assert text.startswith("We introduce PuddleBench")
    assert (
        one(
            "PuddleBench", Claim("dcterms:description", "Contains 60,000 colour pictures of dogs")
        ).description
        == ""
    )


def test_alias_of_another_dataset_is_refused() -> None:
    record = run(Candidate("CIFAR-10", Role.USED, 0.9, aliases=("CIFAR-100",)))
    assert record.datasets[0].alt_label == ()
    assert codes(record) == ["merged-names"]


def test_one_normal_form_is_one_dataset() -> None:
    record = run(
        Candidate("SQuAD", Role.USED, 0.9, claims=(Claim("dcterms:issued", "2016"),)),
        Candidate("Stanford Question Answering Dataset", Role.MENTIONED, 0.5, aliases=("SQuAD",)),
        Candidate("squad dataset", Role.MENTIONED, 0.4),
    )
    assert [d.title for d in record.datasets] == ["SQuAD"]
    assert record.datasets[0].role is Role.USED


def test_catalogue_values_need_their_entry() -> None:
    good = Claim("dcterms:issued", "1998", Basis.CATALOGUE, source="https://example.org/c/1")
    assert one("MNIST", good, shelf=SHELF).issued == "1998"
    for bad in (
        Claim("dcterms:issued", "1999", Basis.CATALOGUE, source="https://example.org/c/1"),
        Claim("dcterms:issued", "1998", Basis.CATALOGUE, source="https://example.org/c/2"),
    ):
        assert one("MNIST", bad, shelf=SHELF).issued == ""
    assert one("ImageNet", good, shelf=SHELF).issued == ""


def test_tally_counts_what_was_claimed() -> None:
    claims = (Claim("dcterms:creator", "Yann LeCun"), Claim("dcterms:creator", "Kaiming He"))
    counts = tally(
        [run(Candidate("MNIST", Role.USED, 0.9, claims=claims), Candidate("COCO", Role.USED, 0.2))]
    )
    assert (counts["dcterms:creator"].kept, counts["dcterms:creator"].dropped) == (1, 1)
    assert (counts["dcterms:title"].kept, counts["dcterms:title"].dropped) == (1, 1)
    assert counts["dcterms:creator"].claimed == 2


def test_paper_facts_carry_evidence() -> None:
    record = run()
    assert record.paper.title == "A Study of Things"
    assert record.paper.creator == ("Ada Lovelace", "Alan Turing")
    assert {e.field for e in record.paper.evidence} >= {"dcterms:title", "dcterms:creator", "dcterms:date"}
    assert record.key == "arXiv:2001.00001"


@pytest.mark.parametrize(
    ("words", "title", "aliases"),
    [
        ("Our models read on SQuAD, Xyzzy, and on more.", "Xyzzy", ()),
        ("Our models read Xyzzy (800M words) twice.", "Xyzzy", ()),
        ("Its reads lie under accession number XYZ489299.", "XYZ489299", ()),
        (
            "We call it PST for PuddleStreamText. A subset of PST is read.",
            "PuddleStreamText",
            ("PST",),
        ),
        ("There are cloze datasets (Abcd by Kim et al. (2015) and Xyzzy by Lee (2016)).", "Xyzzy", ()),
        ("The rest is from the Xyzzy set [3] of rooms.", "Xyzzy", ()),
        ("The second data set “ Xyzzy ” shows cells.", "Xyzzy", ()),
    ],
)
def test_words_that_call_a_name_data(words: str, title: str, aliases: tuple[str, ...]) -> None:
    record = run(Candidate(title, Role.USED, 0.9, aliases=aliases), paper=make_paper([paragraph(words)]))
    assert [dataset.title for dataset in record.datasets] == [title], record.issues


@pytest.mark.parametrize(
    "words",
    [
        "Sums in Xyzzy (32 bits) are exact.",
        "It is faster than Abcnet, Xyzzy and Defnet.",
        "It has the weights of PST for PuddleStreamText. We ran Xyzzy twice.",
        "The authors set Xyzzy out to be fast.",
    ],
)
def test_a_name_that_no_words_call_data_is_refused(words: str) -> None:
    record = run(Candidate("Xyzzy", Role.USED, 0.9), paper=make_paper([paragraph(words)]))
    assert record.datasets == ()
    assert codes(record) == ["not-a-dataset"]


@pytest.mark.parametrize(
    ("words", "title", "creators"),
    [
        (
            "Eyes were graded as in the PuddleSight Study [1] here.",
            "Drops in the Ontario Rain and Snow Trial",
            (),
        ),
        (
            "Eyes were graded as in the PuddleSight Study [1] here.",
            "Drops in the PuddleSight Study",
            ("Ada Roe",),
        ),
        ("Roe [1] published the PuddleText dataset of words.", "Joker: deep reading", ("Ada Roe",)),
        ("Roe [1] ran it on the PuddleText dataset of words.", "Joker: deep reading", ()),
    ],
)
def test_work_on_another_study_is_no_source(words: str, title: str, creators: tuple[str, ...]) -> None:
    paper = make_paper([paragraph(words)], [("1", ["Ada Roe"], title, "1995")])
    name = "PuddleSight Study" if "Study" in words else "PuddleText"
    claim = Claim("dcterms:creator", "Ada Roe", Basis.REFERENCE, reference=0)
    record = run(Candidate(name, Role.USED, 0.9, claims=(claim,)), paper=paper)
    assert [dataset.creator for dataset in record.datasets] == [creators], record.issues


@pytest.mark.parametrize(
    ("note", "year"),
    [
        ("32nd Conference on Reading (PUDDLE 2021), Lakeside.", "2021"),
        ("32nd Conference on Reading (PUDDLE 2019), Lakeside.", "2020"),
        ("Available on request.", "2020"),
    ],
)
def test_a_paper_came_out_with_its_conference_where_the_first_page_says_so(note: str, year: str) -> None:
    made = make_paper([(PassageKind.FOOTNOTE, note)])
    first = tuple(line._replace(page=1) for line in made.lines)
    date = Fact("2021-11-29", Basis.STATED, 0, 7)
    assert first_year(replace(made, lines=first, date=date)) == year


@pytest.mark.parametrize(
    ("url", "kept"), [("https://example.org/puddletext/", True), ("https://example.org/reader/", False)]
)
def test_an_address_far_from_the_name_has_to_bear_it(url: str, kept: bool) -> None:
    paper = make_paper(
        [paragraph("We read the PuddleText corpus."), paragraph(f"More is told at {url} in full.")]
    )
    claim = Claim("dcat:landingPage", url)
    (dataset,) = run(Candidate("PuddleText", Role.USED, 0.9, claims=(claim,)), paper=paper).datasets
    assert dataset.landing_page == (url if kept else "")


def test_an_accession_number_of_the_papers_own_data_is_introduced() -> None:
    words = "All sequence data is available in the archive under study accession number PRJNA489299."
    candidate = Candidate("PRJNA489299", Role.INTRODUCED, 0.9)
    (dataset,) = run(candidate, paper=make_paper([paragraph(words)])).datasets
    assert dataset.role is Role.INTRODUCED


def test_the_title_of_the_own_entry_bears_out_what_it_says() -> None:
    """Only the dataset's own entry, and only what its title names; the quote is the entry with the citation."""
    made = make_paper(
        [paragraph("We train on the Harbour dataset [1] and follow Kim [2].")],
        [
            ("1", ["Ada Byron"], "Harbour: a corpus of Finnish speech for speaker recognition", "2009"),
            ("2", ["Jo Kim"], "A corpus of Danish images for face detection", "2011"),
        ],
    )
    own = [
        Claim("mls:task", "Speaker recognition", Basis.REFERENCE, reference=0),
        Claim("dcat:theme", "Speech and audio processing", Basis.REFERENCE, reference=0),
        Claim("dcterms:language", "Finnish", Basis.REFERENCE, reference=0),
        Claim("dcterms:format", "Speech", Basis.REFERENCE, reference=0),
    ]
    other = [
        Claim("mls:task", "Machine translation", Basis.REFERENCE, reference=0),
        Claim("mls:task", "Face detection", Basis.REFERENCE, reference=1),
        Claim("dcterms:language", "Danish", Basis.REFERENCE, reference=1),
    ]
    record = run(Candidate("Harbour", Role.USED, 0.9, claims=(*own, *other)), paper=made)
    dataset = record.datasets[0]
    assert (dataset.task, dataset.language) == (("Speaker recognition",), ("Finnish",))
    assert (dataset.theme, dataset.format) == (("Speech and audio processing",), "Speech")
    for evidence in dataset.evidence_for("mls:task") + dataset.evidence_for("dcterms:language"):
        assert evidence.basis is Basis.REFERENCE
        assert "Harbour: a corpus" in evidence.quote
        assert evidence.via is not None
        assert evidence.via.quote == "[1]"
