"""Which places are one dataset's: versions, years of surveys, plain words around a name, lists of names."""

from __future__ import annotations

import re

import pytest

from paper2dcat.extract.offline.finder import Found, find_names
from paper2dcat.extract.offline.groups import Group, clean_name, group, names_of, with_version
from paper2dcat.extract.offline.joining import join_parts, join_variants, part_joined
from paper2dcat.extract.offline.judging import gather
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.lists import Rows
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Span
from tests.extract_offline.builders import experiments


def found(text: str, *names: str, probability: float = 0.9) -> list[Found]:
    """Return the places of names, as the tagger would."""
    return [
        Found(m.start(), m.end(), probability, "tagger")
        for name in names
        for m in re.finditer(re.escape(name), text)
    ]


def groups_of(text: str, *names: str) -> dict[str, Group]:
    return group(view(experiments(text)), found(text, *names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SQuAD v1.1 is", "SQuAD v1.1"),
        ("SQuAD 2.0, and", "SQuAD 2.0"),
        ("SQuAD version 2 has", "SQuAD version 2"),
        ("SQuAD 88.5 points", "SQuAD"),
        ("SQuAD 1.00 and", "SQuAD"),
    ],
)
def test_a_version_behind_a_name_belongs_to_it(text: str, expected: str) -> None:
    (place,) = found(text, "SQuAD")
    whole = with_version(text, place)
    assert text[whole.start : whole.end] == expected


def test_the_year_of_a_survey_is_not_its_only_name() -> None:
    groups = groups_of("Data are from the 2009 National Ambulatory Medical Care Survey.", "2009 National "
                       "Ambulatory Medical Care Survey")  # fmt: skip
    (own,) = groups.values()
    assert "National Ambulatory Medical Care Survey" in names_of(own)


def test_plain_words_around_a_name_make_no_other_dataset() -> None:
    text = "We use COCO: COCO captions, then sparse COCO, tiny COCO and COCO Stuff."
    groups = groups_of(text, "COCO:", "COCO captions", "sparse COCO", "tiny COCO", "COCO Stuff")
    join_variants(groups)
    assert sorted(own.title for own in groups.values()) == ["COCO", "COCO Stuff", "tiny COCO"]
    assert len(groups["coco"].found) == 3


def test_a_number_is_no_short_form_of_a_longer_one() -> None:
    groups = groups_of("We use CIFAR-10 and CIFAR-100.", "CIFAR-10 ", "CIFAR-100")
    join_parts(groups)
    assert sorted(groups) == ["cifar10", "cifar100"]


def test_famous_names_are_looked_at_whatever_the_taggers_say() -> None:
    looked = view(experiments("RTE is of no use to us, the race of cattle even less."))
    assert [
        looked.paper.text[f.start : f.end] for f in find_names(looked, Lexicon([])) if f.by == "list"
    ] == ["RTE"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("We use MNIST (LeCun et al., 1998), SVHN and others.", 1),
        ("We use MNIST [3] and SVHN.", 1),
        ("We use MNIST (LeCun et al., 1998), STL10 and SVHN.", 1),
        ("We use MNIST and train on SVHN.", 0),
        ("We use MNIST. Then SVHN is used.", 0),
    ],
)
def test_names_of_one_list_speak_for_each_other(text: str, beside: int) -> None:
    at, sure = text.index("SVHN"), text.index("MNIST")
    looked = view(experiments(text))
    own = Group("svhn", found=found(text, "SVHN"))
    own.spellings["SVHN"] = 1
    evidence = gather(looked, own, (Span(at, at + 4),), False, {}, {sure + 5: sure}, Rows(looked, []))
    assert evidence.neighbours == beside


def test_names_side_by_side_are_parted() -> None:
    text = "We use MNLI and SNLI. MNLI SNLI"
    looked = view(experiments(text))
    groups = group(looked, [*found(text, "MNLI", "SNLI"), Found(22, 31, 0.4, "tagger")])
    part_joined(groups, looked)
    assert sorted(groups) == ["mnli", "snli"]


def test_a_known_dataset_is_no_short_name_of_another() -> None:
    groups = groups_of("FB15k and FB15k-237, CIFAR and CIFAR-10", "FB15k-237", "FB15k", "CIFAR-10", "CIFAR")
    join_parts(groups)
    assert sorted(groups) == ["cifar10", "fb15k", "fb15k237"]


def test_an_acronym_before_its_long_form_counts_the_cue_word() -> None:
    (own,) = groups_of(
        "MRPC Microsoft Research Paraphrase Corpus is", "MRPC Microsoft Research Paraphrase"
    ).values()
    assert names_of(own) == ("MRPC", "Microsoft Research Paraphrase Corpus")


def test_peers_are_the_sure_names_of_a_list() -> None:
    text = "Results on MNIST, SVHN, STL and others. Also USPS."
    looked = view(experiments(text))
    rows = Rows(looked, [Span(11, 16), Span(18, 22)])
    assert rows.peers(Span(24, 27)) == 2
    assert rows.peers(Span(45, 49)) == 0
    assert [text[s.start : s.end] for s in rows.items([Span(11, 16), Span(18, 22)])] == ["STL"]


def test_the_last_word_of_what_a_study_is_of_is_no_split() -> None:
    assert (
        clean_name("Study of Leaf Care and Youth Development") == "Study of Leaf Care and Youth Development"
    )
    assert clean_name("LeafBank Development") == "LeafBank"
