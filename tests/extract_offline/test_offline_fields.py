"""What the offline extractor says of roles, tasks, languages and addresses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from paper2dcat.extract.offline import about, describing, links, unnamed
from paper2dcat.extract.offline.extractor import version_beside
from paper2dcat.extract.offline.roles import role_of
from paper2dcat.extract.offline.tasks import tasks
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Claim, Paper, PassageKind, Role, SectionKind, Span
from tests.extract_offline.builders import experiments, paper

PROSE, HEADING = PassageKind.PARAGRAPH, PassageKind.HEADING


def places(made: Paper, name: str) -> list[Span]:
    found, at = [], made.text.find(name)
    while at >= 0:
        found.append(Span(at, at + len(name)))
        at = made.text.find(name, at + 1)
    return found


@pytest.mark.parametrize(
    ("section", "text", "confidence", "role"),
    [
        (SectionKind.INTRODUCTION, "We use the Paralex corpus that has pairs.", 0.45, Role.USED),
        (SectionKind.INTRODUCTION, "We did not use the Paralex corpus at all.", 0.45, Role.MENTIONED),
        (SectionKind.INTRODUCTION, "They trained a tagger, and we use Paralex too.", 0.45, Role.MENTIONED),
        (SectionKind.OTHER, "We analyzed data from the Paralex Study of Health (Paralex).", 0.4, Role.USED),
        (
            SectionKind.RELATED_WORK,
            "Many models were tested on Paralex and gave results.",
            0.9,
            Role.MENTIONED,
        ),
        (SectionKind.RELATED_WORK, "In this section we present results on Paralex.", 0.9, Role.USED),
        (SectionKind.RELATED_WORK, "All pairs were collected from Paralex by hand.", 0.9, Role.MENTIONED),
        (SectionKind.INTRODUCTION, "New sets such as Paralex improve results.", 0.9, Role.MENTIONED),
        (SectionKind.OTHER, "We evaluate it on three sets including Paralex.", 0.9, Role.USED),
        (SectionKind.DATA, "This is a combination of Paralex and news.", 0.9, Role.USED),
        (
            SectionKind.EXPERIMENTS,
            "We train on news text rather than on the Paralex corpus.",
            0.9,
            Role.MENTIONED,
        ),
        (SectionKind.EXPERIMENTS, "We took word lists instead of using Paralex.", 0.9, Role.MENTIONED),
        (SectionKind.EXPERIMENTS, "We plan to evaluate our parser on Paralex.", 0.9, Role.MENTIONED),
        (SectionKind.RESULTS, "In future work we will report results on Paralex.", 0.9, Role.MENTIONED),
        (SectionKind.EXPERIMENTS, "Instead of lists, we trained our parser on Paralex.", 0.9, Role.USED),
        (SectionKind.APPENDIX, "• In our experiments, we used Paralex.", 0.9, Role.MENTIONED),
        (SectionKind.DATA, "Our collection is smaller than Paralex in our experiments.", 0.9, Role.MENTIONED),
        (SectionKind.RESULTS, "For comparison, the gap for Paralex was 12.2.", 0.9, Role.MENTIONED),
        (
            SectionKind.DATA,
            "Existing datasets such as Paralex include results of polls.",
            0.9,
            Role.MENTIONED,
        ),
        (
            SectionKind.RESULTS,
            "Our findings align with those of Kim et al. on the Paralex set.",
            0.9,
            Role.MENTIONED,
        ),
        (
            SectionKind.EXPERIMENTS,
            "We use GloVe vectors (Kim et al., 2014) trained on Paralex.",
            0.9,
            Role.MENTIONED,
        ),
        (SectionKind.EXPERIMENTS, "We use a dataset based on Paralex for tests.", 0.9, Role.MENTIONED),
        (
            SectionKind.RESULTS,
            "We exclude the problematic Paralex part from all results.",
            0.9,
            Role.MENTIONED,
        ),
        (SectionKind.DATA, "Sight was measured by the Paralex scale as we report.", 0.9, Role.MENTIONED),
        (SectionKind.EXPERIMENTS, "Compared to others, we train our parser on Paralex.", 0.9, Role.USED),
        (SectionKind.EXPERIMENTS, "The first data set “Paralex” holds cells.", 0.9, Role.USED),
        (SectionKind.EXPERIMENTS, "Reads were aligned against the Paralex database.", 0.55, Role.USED),
        (
            SectionKind.RESULTS,
            "Mirroring the results from the “Paralex” set, we see a gap.",
            0.9,
            Role.MENTIONED,
        ),
        (
            SectionKind.EXPERIMENTS,
            "Ours is an extension of the “Paralex” data set we saw.",
            0.9,
            Role.MENTIONED,
        ),
        (SectionKind.DATA, "Paralex, fielded in 2003, will allow us to improve rates.", 0.9, Role.MENTIONED),
        (SectionKind.DATA, "As Paralex is not officially released, we use news.", 0.9, Role.MENTIONED),
        (SectionKind.METHOD, "A net outperformed it on Paralex (nodes in our case).", 0.9, Role.MENTIONED),
    ],
)
def test_roles(section: SectionKind, text: str, confidence: float, role: Role) -> None:
    made = paper((PROSE, section, text), (PROSE, SectionKind.METHOD, "Other words. " * 30))
    assert role_of(view(made), places(made, "Paralex"), ["Paralex"], confidence) is role


@pytest.mark.parametrize(
    "words",
    [
        "Record linkages were made to the Lake Register for ages, and the Alpine Guide Register for paths.",
        "The first sample was based on the Alpine Guide Register here.",
        "Links to people, linked with the Register of Alpine Guides, show paths.",
    ],
)
def test_registers_that_data_are_linked_with_are_used(words: str) -> None:
    made = paper((PROSE, SectionKind.METHOD, words))
    name = "Register of Alpine Guides" if "Register of" in words else "Alpine Guide Register"
    assert role_of(view(made), places(made, name), [name], 0.8) is Role.USED


def test_a_footnote_on_a_page_of_related_work_may_tell_of_a_use() -> None:
    body = (PROSE, SectionKind.EXPERIMENTS, "Other words. " * 30)
    note = "²Since others are gone, we use the similar Paralex."
    made = paper(body, (PassageKind.FOOTNOTE, SectionKind.RELATED_WORK, note))
    assert role_of(view(made), places(made, "Paralex"), ["Paralex"], 0.9) is Role.USED


def test_a_table_is_a_comparison_where_no_sentence_tells_of_a_use() -> None:
    table = (PassageKind.TABLE, SectionKind.DATA, "Ours 3 4\nParalex 5 6")
    others = [
        (PROSE, SectionKind.DATA, "Our collection is smaller than Paralex in our experiments."),
        (PROSE, SectionKind.DATA, "In comparison to older sets (Paralex), our results are new."),
    ]
    compared, used = (
        paper(table, *others),
        paper(table, others[0], (PROSE, SectionKind.DATA, "We use Paralex.")),
    )
    assert role_of(view(compared), places(compared, "Paralex"), ["Paralex"], 0.9) is Role.MENTIONED
    assert role_of(view(used), places(used, "Paralex"), ["Paralex"], 0.9) is Role.USED


def test_files_and_reports_that_data_were_taken_from_are_used() -> None:
    made = paper(
        (PROSE, SectionKind.OTHER, "Deaths and cases were taken from the Paralex Mortality File (1999).")
    )
    where = places(made, "Paralex Mortality File")
    assert role_of(view(made), where, ["Paralex Mortality File"], 0.4) is Role.USED


def test_many_places_of_use_make_up_for_an_unsure_name() -> None:
    use = (PROSE, SectionKind.DATA, "We analyzed deaths with Paralex.")
    once, often = paper(use), paper(use, use, use)
    assert role_of(view(once), places(once, "Paralex"), ["Paralex"], 0.55) is Role.MENTIONED
    assert role_of(view(often), places(often, "Paralex"), ["Paralex"], 0.55) is Role.USED


def test_a_version_may_stand_before_a_name() -> None:
    text = "We parse version 5.1 of the Paralex treebank; release notes of the Otherbank are short."
    (claim,) = version_beside(text, [Span(text.index("Paralex"), text.index("Paralex") + 7)])
    assert (claim.field, claim.value) == ("dcterms:hasVersion", "5.1")
    at = text.index("Otherbank")
    assert not list(version_beside(text, [Span(at, at + 9)]))
    text = "We parse the Paralex corpus version 5 and the Otherbank corpus, 5 times."
    names = [Span(text.index(name), text.index(name) + len(name)) for name in ("Paralex", "Otherbank")]
    assert [claim.value for claim in version_beside(text, names)] == ["5"]
    text = "We test on Paralex-v1 and Paralex (version 1), and on Otherbank v1.1 and Otherbank v2."
    names = [Span(m.start(), m.end()) for m in re.finditer("Paralex", text)]
    assert [claim.value for claim in version_beside(text, names)] == ["1"]
    names = [Span(m.start(), m.end()) for m in re.finditer("Otherbank", text)]
    assert not list(version_beside(text, names))


def words(made: Paper, name: str, *others: str) -> about.Words:
    more = [span for other in others for span in places(made, other)]
    return about.words_around(view(made), places(made, name), [name], more)


def values(claims: list[Claim], field: str) -> list[str]:
    return [claim.value for claim in claims if claim.field == field]


def test_the_task_of_the_heading_over_a_use() -> None:
    made = paper((PROSE, SectionKind.EXPERIMENTS, "We train on Foo with a rate of 0.1."))
    made = replace(made, sections=(replace(made.sections[0], title="4.2 Named Entity Recognition"),))
    assert values(tasks(words(made, "Foo"), Role.USED), "mls:task") == ["Named entity recognition"]
    assert tasks(words(made, "Foo"), Role.MENTIONED) == []


def test_the_task_of_the_papers_title_but_not_for_text_that_is_trained_on_beforehand() -> None:
    title = "Deep Networks for Face Detection"
    made = paper((PROSE, SectionKind.EXPERIMENTS, "We test on Foo."), title=title)
    assert values(tasks(words(made, "Foo"), Role.USED), "mls:task") == ["Face detection"]
    before = paper((PROSE, SectionKind.EXPERIMENTS, "Weights are pretrained on Foo."), title=title)
    assert tasks(words(before, "Foo"), Role.USED) == []


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Better Summarization with Textual Entailment", ["Text summarisation"]),
        ("Character-level Language Modeling in Depth", ["Language modelling"]),
        ("Semantic Parsing by Rules: Studies in Abstract Meaning Representation", ["AMR parsing"]),
        ("Face Detection and Machine Translation", []),
        ("Pre-training of Large Language Models", []),
    ],
)
def test_the_one_task_of_a_title(title: str, said: list[str]) -> None:
    made = paper((PROSE, SectionKind.EXPERIMENTS, "We test on Foo."), title=title)
    assert values(tasks(words(made, "Foo"), Role.USED), "mls:task") == said


def test_one_sentence_on_word_vectors_does_not_take_the_papers_task() -> None:
    text = "We test on Foo. We tune on Foo. We also learn word embeddings from Foo."
    made = paper((PROSE, SectionKind.EXPERIMENTS, text), title="Networks for Face Detection")
    assert values(tasks(words(made, "Foo"), Role.USED), "mls:task") == ["Face detection"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We train on Foo for sentence summarization.", ["Sentence summarisation"]),
        ("Foo is a visual question answering dataset.", ["Visual question answering"]),
        ("Foo is a dependency parsing corpus, and parsing is hard.", ["Dependency parsing"]),
        ("Foo is a corpus from a question answering (QA) platform about towns.", []),
        ("Foo is a corpus of questions for question answering.", ["Question answering"]),
        ("Foo is hard since it takes parsing long questions.", []),
        ("Foo is a corpus for parsing.", ["Syntactic parsing"]),
        ("For translation from German into English we use Foo.", ["Machine translation"]),
        ("Foo has the translation of every word.", []),
    ],
)
def test_the_narrowest_task_that_is_said_is_taken(text: str, said: list[str]) -> None:
    made = paper((PROSE, SectionKind.EXPERIMENTS, text))
    assert values(tasks(words(made, "Foo"), Role.MENTIONED), "mls:task") == said


def test_one_sentence_of_word_vectors_does_not_make_a_dataset_text_that_is_trained_on_beforehand() -> None:
    aside = (PROSE, SectionKind.RELATED_WORK, "Others explore word embeddings on Foo.")
    tests = [(PROSE, SectionKind.EXPERIMENTS, "We test on Foo with a rate of 0.1.")] * 3
    made = paper(*tests, aside, title="Deep Networks for Face Detection")
    assert values(tasks(words(made, "Foo"), Role.USED), "mls:task") == ["Face detection"]


def test_what_this_dataset_is_belongs_to_the_only_one_named_before() -> None:
    text = "Sogou news corpus. This dataset is a mix of news. Although this is a dataset in Chinese, we use Pinyin."
    made = paper((PROSE, SectionKind.DATA, text))
    claims = list(describing.claims(words(made, "Sogou"), Role.USED))
    assert values(claims, "dcterms:language") == ["Chinese"]
    two = paper(
        (PROSE, SectionKind.DATA, "Brown and WSJ are tested. This dataset contains 10 documents in Dutch.")
    )
    assert values(list(describing.claims(words(two, "Brown", "WSJ"), Role.USED)), "dcterms:language") == []


def test_keywords_are_not_adjectives() -> None:
    made = paper(
        (
            PROSE,
            SectionKind.DATA,
            "Foo is a continuing survey and a machine comprehension dataset of 10 articles.",
        )
    )
    assert values(list(describing.claims(words(made, "Foo"), Role.USED)), "dcat:keyword") == [
        "machine comprehension"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("²The Foo corpus (Lee, 2010) is a collection of 5,000 letters of sailors.", "The Foo corpus"),
        ("Models are trained on the Foo dataset which contains over 400 hours of talk.", "Models are"),
        ("The Foo dataset is available at an address that the authors gave in 2011.", None),
        ("Foo is suitably large and diverse for a dataset that people train models on.", None),
        ("Results for Foo are divided into those of the left and those of the right part.", None),
        ("Because Foo is collected by hand it consists of rather few annotated sentences.", None),
        ("We test on Foo. It is an open question how well this can be done with few sentences.", None),
        (
            "We test on Foo. It is a dataset that people made from letters of sailors and their wives.",
            "It is",
        ),
        ("We make (i) raw text of Foo dataset that has words and (ii) a base of what it consists of.", None),
    ],
)
def test_a_description_defines(text: str, said: str | None) -> None:
    made = paper((PROSE, SectionKind.DATA, text))
    given = values(list(describing.claims(words(made, "Foo"), Role.USED)), "dcterms:description")
    assert given == [] if said is None else [value[: len(said)] for value in given] == [said]


def test_a_speech_corpus_is_not_text() -> None:
    made = paper((PROSE, SectionKind.DATA, "We use the Boston corpus."), title="Predicting Prosody")
    assert values(list(describing.claims(words(made, "Boston"), Role.USED)), "dcterms:format") == []
    other = replace(made, title=replace(made.title, value="Predicting Words")) if made.title else made
    assert values(list(describing.claims(words(other, "Boston"), Role.USED)), "dcterms:format") == ["Text"]


MAKES = "In this paper we introduce a new dataset for tagging. "


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (MAKES + "The dataset is available at https://github.com/lab/tags.", "lab/tags"),
        (
            MAKES + "We release our corpus at https://data.example.org/tags-1.",
            "https://data.example.org/tags-1",
        ),
        (MAKES + "The code is available at https://github.com/lab/tags.", None),
        ("We use a dataset. The dataset is available at https://github.com/lab/tags.", None),
    ],
)
def test_data_without_a_name_at_an_address(text: str, title: str | None) -> None:
    found = list(unnamed.unnamed_at(view(paper((PROSE, SectionKind.ABSTRACT, text))), ()))
    assert [c.title for c in found] == ([title] if title else [])
    assert all(c.role is Role.INTRODUCED for c in found)


@pytest.mark.parametrize(
    ("text", "note", "page"),
    [
        ("We use Foo (www.foo.org/data) for tests.", "", "http://www.foo.org/data"),
        ("We use Foo (foo.ac.uk/letters) for tests.", "", "http://foo.ac.uk/letters"),
        (
            "We use Foo (http://foo.org/some/ data/letters.html) here.",
            "",
            "http://foo.org/some/data/letters.html",
        ),
        ("We use Foo (http://foo.org/some/ and more) here.", "", "http://foo.org/some/"),
        ("We use Foo (Roe et al., 2011)¹ for tests.", "¹http://foo.org/data", "http://foo.org/data"),
        ("We use Foo dataset [12]¹ for tests.", "¹http://foo.org/data", "http://foo.org/data"),
        ("We use Foo dataset¹ (a benchmark).", "¹http://foo.org/data", "http://foo.org/data"),
        ("We use Foo (as of April 2nd, 2019)¹ here.", "¹http://foo.org/data", None),
        ("We use Foo from clinicstudies.gov for tests.", "", None),
    ],
)
def test_an_address_without_scheme_over_a_line_end_or_in_a_note(
    text: str, note: str, page: str | None
) -> None:
    passages = [(PROSE, SectionKind.DATA, text), (PassageKind.FOOTNOTE, SectionKind.DATA, note)]
    made = paper(*(passage for passage in passages if passage[2]))
    given = values(list(links.claims(view(made), places(made, "Foo"), False)), "dcat:landingPage")
    assert given == ([page] if page else [])


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("We use the Danish Birth Register here.", "Danish Birth Register", []),
        ("We use the Danish Foo corpus here.", "Danish Foo", ["Danish"]),
        ("We use the Danish Heart Group data here.", "Danish Heart Group", []),
        ("Bar has German sentences, and we collected Foo too.", "Foo", []),
        ("We collected German sentences for Foo only.", "Foo", ["German"]),
        ("We test on the Foo German-to-English task.", "Foo", ["German", "English"]),
        ("We test on Foo (English–Thai) here.", "Foo", ["English", "Thai"]),
        ("We test on Foo and on German-to-English talks.", "Foo", []),
    ],
)
def test_a_language_is_not_a_nation_nor_another_datasets(text: str, name: str, said: list[str]) -> None:
    made = paper((PROSE, SectionKind.DATA, text))
    given = list(describing.claims(words(made, name, *({"Bar"} - {name})), Role.USED))
    assert values(given, "dcterms:language") == said


def test_an_address_behind_another_name_is_not_the_datasets() -> None:
    made = paper(
        (PROSE, SectionKind.DATA, "Foo was made from the Bar data, see https://bar.example.org/data.")
    )
    own, every = places(made, "Foo"), [*places(made, "Foo"), *places(made, "Bar")]
    assert list(links.claims(view(made), own, introduced=False)) != []
    assert list(links.claims(view(made), own, introduced=False, every=every)) == []


def test_a_table_under_a_heading_may_belong_to_another_section() -> None:
    made = paper((PassageKind.TABLE, SectionKind.EXPERIMENTS, "Foo 81.2 82.4"), title="Deep Networks")
    made = replace(made, sections=(replace(made.sections[0], title="4.2 Named Entity Recognition"),))
    assert tasks(words(made, "Foo"), Role.USED) == []


def test_what_a_table_sets_beside_the_papers_own_data_is_mentioned() -> None:
    def role(caption: str, first: str) -> Role:
        made = paper(
            (PassageKind.PARAGRAPH, SectionKind.INTRODUCTION, first),
            (PassageKind.TABLE, SectionKind.OTHER, "Paralex 3,898 208"),
            (PassageKind.CAPTION, SectionKind.OTHER, caption),
        )
        return role_of(view(made), places(made, "Paralex"), ["Paralex"], 0.9)

    ours = "We introduce a dataset of tulips."
    assert role("Table 1: Comparisons of tulip datasets.", ours) is Role.MENTIONED
    assert role("Table 1: Results on tulip datasets.", ours) is Role.USED
    assert role("Table 1: Comparison of models on datasets.", ours) is Role.USED
    assert role("Table 1: Comparisons of tulip datasets.", "We train a model.") is Role.USED


def test_what_somebody_elses_system_was_tried_on_is_mentioned() -> None:
    made = experiments("We compare with the system of Tulip et al. (2014) that performs well on Paralex.")
    assert role_of(view(made), places(made, "Paralex"), ["Paralex"], 0.9) is Role.MENTIONED
