from __future__ import annotations

import pytest

from paper2dcat.extract.offline.groups import clean_name, glued, split_version, usable
from paper2dcat.extract.offline.lexicon import Lexicon, distinctive
from paper2dcat.extract.offline.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize("spelling", ["CIFAR-10", "CIFAR10", "CIFAR 10", "Cifar - 10"])
def test_spellings_of_a_known_name_are_found(spelling: str) -> None:
    (hit,) = Lexicon(["CIFAR-10"]).find(words(f"on {spelling} we"))
    assert hit.key == "cifar10"


def test_another_number_is_another_name() -> None:
    assert not Lexicon(["CIFAR-10"]).find(words("on CIFAR-100 we"))


def test_the_longest_known_name_wins() -> None:
    (hit,) = Lexicon(["Visual Genome", "Genome"]).find(words("on Visual Genome images"))
    assert (hit.start, hit.end) == (1, 3)


def test_common_words_in_lower_case_are_no_names() -> None:
    assert not Lexicon(["Wine", "Adult"]).find(words("an adult drinks wine"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQuAD", True),
        ("MS-COCO", True),
        ("WMT14", True),
        ("National Health Survey", True),
        ("Adult", False),
        ("DRIVE", False),
    ],
)
def test_spelling_that_gives_a_name_away(name: str, expected: bool) -> None:
    assert distinctive(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the MNIST dataset", "MNIST"),
        ("ImageNet images", "ImageNet"),
        ("PTB training set", "PTB"),
        ("AG News [12", "AG News"),
        ("“CoQA”", "CoQA"),
        ("Pascal VOC Everingham et", "Pascal VOC"),
        ("MNIST lecun_ieee98", "MNIST"),
        ("MS COCO [reference", "MS COCO"),
        ("National Comorbidity Survey14", "National Comorbidity Survey"),
        ("Story Puddle Test", "Story Puddle Test"),
        ("Puddle Corpus Test", "Puddle"),
        ("Weather Reports sub", "Weather Reports"),
    ],
)
def test_names_lose_what_does_not_belong_to_them(text: str, expected: str) -> None:
    assert clean_name(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQuAD v1.1", ("SQuAD", "1.1")),
        ("SQuAD-v1", ("SQuAD", "v1")),
        ("SQuAD 2.0", ("SQuAD", "2.0")),
        ("CIFAR-10", ("CIFAR-10", "")),
        ("HugeNews 41.63", ("HugeNews 41.63", "")),
        ("WMT14", ("WMT14", "")),
        ("SQuAD2.0", ("SQuAD", "2.0")),
        ("ImageNetV2", ("ImageNetV2", "")),
    ],
)
def test_versions_are_told_from_digits_of_a_name(name: str, expected: tuple[str, str]) -> None:
    assert split_version(name) == expected


def test_a_short_name_glued_to_its_long_form() -> None:
    assert glued("QQP Quora Question Pairs") == ("QQP", "Quora Question Pairs")
    assert glued("Visual Genome") is None


@pytest.mark.parametrize("name", ["the", "12", "data", "x" * 200])
def test_what_is_no_name(name: str) -> None:
    assert not usable(name)
