from __future__ import annotations

import re
from dataclasses import replace

import pytest

from paper2dcat.extract.offline import citing
from paper2dcat.extract.offline.view import view
from paper2dcat.model import PassageKind, SectionKind, Span
from tests.extract_offline.builders import entry, experiments, paper


def cited(text: str, name: str, callout: str, title: str) -> citing.Citation | None:
    paper = experiments(text, references=(entry(0, title, "2009", "Ada Byron"),), callouts=((callout, (0,)),))
    start = paper.text.index(name)
    return citing.cited(view(paper), [Span(start, start + len(name))], [name], {})


@pytest.mark.parametrize(
    ("text", "name", "callout", "title"),
    [
        ("We use LJSpeech dataset [10].", "LJSpeech", "[10]", "The lj speech dataset"),
        (
            "We use ImageNet (Deng, 2009).",
            "ImageNet",
            "(Deng, 2009)",
            "Imagenet: A large-scale hierarchical image database",
        ),
        (
            "Trained on CIFAR-10 [3] only.",
            "CIFAR-10",
            "[3]",
            "Learning multiple layers of features from tiny images",
        ),
        (
            "GLUE (Wang, 2018) has nine tasks.",
            "GLUE",
            "(Wang, 2018)",
            "A benchmark for general language understanding evaluation",
        ),
        (
            "We take the Harbour dataset (Kim, 2015) for tests.",
            "Harbour",
            "(Kim, 2015)",
            "Answering questions with recurrent neural networks",
        ),
        (
            "Riddles is a dataset from Acme [Roe, 2015] made as a set of small tasks.",
            "Riddles",
            "[Roe, 2015]",
            "Efficient training of deep reasoning",
        ),
        (
            "We compare corpora such as Riddles (Roe, 2015) in all tests.",
            "Riddles",
            "(Roe, 2015)",
            "Efficient training of deep reasoning",
        ),
        (
            "There are old datasets (Riddles by Roe (2015)).",
            "Riddles",
            "Roe (2015)",
            "Efficient deep reasoning",
        ),
        ("The “Riddles” data set by [Roe, 2015] is old.", "Riddles", "Roe, 2015", "Efficient deep reasoning"),
        ("Riddles [15]: This is a set of old jokes.", "Riddles", "[15]", "Efficient deep reasoning"),
        ("Riddles (Roe, 2015) contains 4M jokes.", "Riddles", "Roe, 2015", "Joker: training with models"),
        ("We use the Riddles corpus (Roe, 2015).", "Riddles", "Roe, 2015", "English riddles"),
        ("Roe (2015) published the Riddles dataset.", "Riddles", "Roe (2015)", "Joker: training with models"),
        (
            "On Riddles, a benchmark for jokes introduced in (Roe, 2015): none.",
            "Riddles",
            "Roe, 2015",
            "Efficient training of deep models",
        ),
        (
            "Rates were those of the Lakeside Study.¹⁸",
            "Lakeside Study",
            "¹⁸",
            "Health on the shore: the Lakeside Study",
        ),
        (
            "Boats are of the Lakeside Study.¹⁸ It is old.",
            "Lakeside Study",
            "¹⁸",
            "Work and wages on a shore",
        ),
        ("The Riddles study has been described elsewhere [3].", "Riddles", "[3]", "Deep models of jokes"),
        ("Datasets like Puns [8] or Riddles [3] are used.", "Riddles", "[3]", "Deep models using jokes"),
        (
            "Models do best on the Old Riddles Tests (ORT; Roe, 2015) here.",
            "Old Riddles Tests",
            "Roe, 2015",
            "Deep models of jokes",
        ),
        (
            "Models do best on Old Riddles (ORT) (Roe, 2015).",
            "Old Riddles",
            "Roe, 2015",
            "Old riddles tests: a corpus",
        ),
        (
            "Models see all of Riddles, our training corpus (Roe, 2015).",
            "Riddles",
            "Roe, 2015",
            "Deep models of jokes",
        ),
        (
            "We use the Riddles dataset (433k jokes) (Roe, 2015).",
            "Riddles",
            "Roe, 2015",
            "Broad reading of jokes",
        ),
        ("Puns, Riddles (Roe, 2015) are two large datasets.", "Riddles", "Roe, 2015", "Deep models of jokes"),
        (
            "Humans laugh (Roe, 2015). We use Riddles.",
            "Riddles",
            "Roe, 2015",
            "Riddles: a large corpus of jokes",
        ),
    ],
)
def test_the_entry_about_the_dataset_is_taken(text: str, name: str, callout: str, title: str) -> None:
    found = cited(text, name, callout, title)
    assert found is not None and found.reference.index == 0


@pytest.mark.parametrize(
    ("text", "name", "callout", "title"),
    [
        (
            "As BERT [1] we use Wikipedia.",
            "Wikipedia",
            "[1]",
            "BERT: pre-training of deep bidirectional transformers",
        ),
        (
            "ImageNet with ResNet-50 (He, 2016).",
            "ImageNet",
            "(He, 2016)",
            "Deep residual learning for image recognition",
        ),
        (
            "ImageNet training [4] is fast.",
            "ImageNet",
            "[4]",
            "Extremely large minibatch sgd: training resnet-50 on imagenet",
        ),
        (
            "The best results on the ImageNet dataset (He, 2016) are ours.",
            "ImageNet",
            "(He, 2016)",
            "Deep residual networks",
        ),
        ("We train on ImageNet following [5].", "ImageNet", "[5]", "Imagenet training in minutes"),
        ("Riddles 2.0 extends Riddles 1.1 (Roe, 2015).", "Riddles 2.0", "Roe, 2015", "Riddles: a collection"),
        ("Roe (2015) used the Riddles dataset.", "Riddles", "Roe (2015)", "Joker: training with models"),
        ("Models do best on Riddles (JokeNet; Roe, 2015).", "Riddles", "Roe, 2015", "Deep models of jokes"),
        ("Humans laugh (Roe, 2015). We use Riddles.", "Riddles", "Roe, 2015", "Laughing at Riddles: a study"),
        (
            "Humans laugh (Roe, 2015). We use Riddles 2.",
            "Riddles 2",
            "Roe, 2015",
            "Riddles: a corpus of jokes",
        ),
        ("We ran it on Riddles by Roe (2015).", "Riddles", "Roe (2015)", "Efficient training of deep models"),
    ],
)
def test_a_method_cited_beside_a_dataset_is_not_its_source(
    text: str, name: str, callout: str, title: str
) -> None:
    assert cited(text, name, callout, title) is None


def test_claims_name_creators_and_year() -> None:
    found = cited("We use LJSpeech dataset [10].", "LJSpeech", "[10]", "The lj speech dataset")
    assert found is not None
    values = {claim.field: claim.value for claim in citing.claims(found)}
    assert values["dcterms:creator"] == "Ada Byron"
    assert values["dcterms:issued"] == "2009"
    assert values["cito:citesAsDataSource"] == "The lj speech dataset"


def test_a_method_in_the_next_cell_of_a_table_is_not_its_source() -> None:
    table = (PassageKind.TABLE, SectionKind.RESULTS, "Puns 92.1 Riddles Roe et al. (2015) 54.7")
    text = (PassageKind.PARAGRAPH, SectionKind.RESULTS, "We use the Riddles corpus [3].")
    references = (entry(0, "Jokes in context", "2015", "Jo Roe"), entry(1, "Old jokes", "2012", "Ada Byron"))
    made = paper(table, text, references=references, callouts=(("Roe et al. (2015)", (0,)), ("[3]", (1,))))
    spans = [Span(m.start(), m.end()) for m in re.finditer("Riddles", made.text)]
    found = citing.cited(view(made), spans, ["Riddles"], {})
    assert found is not None and found.reference.index == 1


def test_an_entry_that_is_known_by_its_title_gives_no_address() -> None:
    own = replace(
        entry(0, "Riddles: a corpus of jokes", "2012", "Ada Byron"), url="https://riddles.example.org"
    )
    made = experiments("Humans laugh [3]. We use Riddles.", references=(own,), callouts=(("[3]", (0,)),))
    at = made.text.index("Riddles")
    found = citing.cited(view(made), [Span(at, at + 7)], ["Riddles"], {})
    assert found is not None and not found.beside
    assert {claim.field for claim in citing.claims(found)} == {
        "cito:citesAsDataSource",
        "dcterms:creator",
        "dcterms:issued",
    }
