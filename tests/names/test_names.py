"""Normal forms, acronyms and slugs of dataset names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.names import bracketed, core, form_slug, is_acronym, normal_form, slug, tidy


@pytest.mark.parametrize(
    "names",
    [
        ("CIFAR-10", "CIFAR10", "cifar 10", "the CIFAR_10 dataset", "CIFAR‐10 data set"),
        ("SQuAD 1.1", "SQuAD v1.1", "SQuADv1.1", "SQuAD version 1.1", "squad-v1.1"),
        ("SQuAD 2.0", "SQuAD v2", "SQuAD2.0"),
        ("WMT14 En-De", "WMT 2014 English–German", "WMT'14 De→En", "WMT14 German-English"),
        ("CoNLL-2003", "CoNLL03", "CoNLL 2003", "CoNLL'03"),
        ("Books Corpus", "BooksCorpus"),
        ("National Health Interview Survey (NHIS)", "National Health Interview Survey"),
        ("SNLI", "SNLI corpus", "SNLI data", "the SNLI benchmark dataset"),
        ("Étude", "étude corpus"),
        ("ZorCOV19", "ZorCOV-19"),
        ("Zorvex (full version)", "Zorvex"),
        ("ZorVex-data", "ZorVex", "ZORVEX_Dataset"),
        ("Dataset from ZorVex", "ZorVex"),
        ("Zorvex 300hrs", "Zorvex 300 hours", "Zorvex-300h"),
        ("Zorvex r4.2", "Zorvex v4.2"),
        ("Zorvex (Passage dataset)", "Zorvex (Passage)"),
        ("Malta Holidays (Holidays)", "Malta Holidays"),
        ("Malta Composite (.MXIC)", "Malta Composite"),
        ("Zorvex River Soil Bank (ZRS)", "Zorvex River Soil Bank"),
        ("Zorvex version II", "Zorvex v2", "Zorvex release-2"),
        ("WMT Zulu-English", "WMT English to Zulu"),
        ("20 Newsgroups (20NG)", "20 Newsgroups"),
        ("ICDAR 2015 (IC15)", "ICDAR2015"),
        ("Million Song Dataset (MSD)", "Million Song Dataset"),
        ("Implicit Emotion Shared Task (IEST)", "Implicit Emotion Shared Task"),
        ("Penn Chinese Treebank (CTB) 5.0", "Penn Chinese Treebank 5 . 0"),
        ("Daily Dialogue", "Daily Dialog"),
        ("Children's Book Test", "Children s Book Test"),
        ("STS Benchmark", "STSBenchmark"),
        ("Zorvex-B (BINARY)", "Zorvex-B"),
        ("Cooperative Sailing (Coop Sail)", "Cooperative Sailing"),
        ("Zorvex Aircraft (AIR)", "Zorvex Aircraft"),
        ("FLO (Zorvex Flowers)", "Zorvex Flowers"),
        ("Zorvex (OZB-Zorvex)", "OZB-Zorvex"),
        ("Zorvex (Zorvex Large)", "Zorvex Large"),
        ("Zorvex (general mention)", "Zorvex"),
        ("The-Zorvex", "The Zorvex"),
        ("WMT14 EnDe", "WMT14 En-De"),
        ("U.S. Zorvex Census", "United States Zorvex Census", "US Zorvex Census"),
    ],
)
def test_one_name_many_spellings(names: tuple[str, ...]) -> None:
    assert len({normal_form(name) for name in names}) == 1
    assert len({slug(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CIFAR-10", "CIFAR-100"),
        ("Common Voice 1.0", "Common Voice 10"),
        ("SQuAD 1.1", "SQuAD 11"),
        ("RefCOCO", "RefCOCO+"),
        ("CIFAR-10", "CIFAR+10"),
        ("WN18", "WN18RR"),
        ("SST-2", "SST-5"),
        ("WMT14 En-De", "WMT14 En-Fr"),
        ("Books dataset", "News dataset"),
        ("Books Corpus", "Amazon Books"),
        ("CoNLL-2003 (English)", "CoNLL-2003"),
        ("HumanEval", "HumanEval+"),
        ("STS Benchmark", "STS"),
        ("LSUN (crop)", "LSUN"),
        ("EMNIST (letters)", "EMNIST"),
        ("a-Zorvex", "Zorvex"),
        ("Meta-Dataset", "Meta"),
        ("STS-Benchmark", "STS"),
        ("Dataset for ZorVex", "ZorVex"),
    ],
)
def test_two_names(left: str, right: str) -> None:
    assert normal_form(left) != normal_form(right)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CIFAR10", "cifar-10"),
        ("SQuAD v1.1", "squad-1.1"),
        ("ImageNet dataset", "imagenet"),
        ("WMT'14 En–De", "wmt-2014-de-en"),
        ("数据集", "bc51fb4e2e"),
    ],
)
def test_slugs_are_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NHIS", "National Health Interview Survey"),
        ("SQuAD", "Stanford Question Answering Dataset"),
        ("MNLI", "Multi-Genre Natural Language Inference"),
        ("COCO", "Common Objects in Context"),
        ("PTB", "Penn Treebank"),
        ("CoLA", "Corpus of Linguistic Acceptability"),
        ("STS-B", "Semantic Textual Similarity Benchmark"),
        ("C4", "Colossal Cleaned Crawled Corpus"),
        ("SST5", "Stanford Sentiment Treebank Five-way"),
    ],
)
def test_acronyms(short: str, long: str) -> None:
    assert is_acronym(short, long)
    assert not is_acronym(long, short)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NHIS", "National Hospital Survey"),
        ("SST-2", "Stanford Sentiment Treebank"),
        ("COCO", "COCO"),
        ("CIFAR", "CIFAR-10"),
        ("AG", "Amazon Reviews"),
        ("CIFAR10", "CIFAR-100"),
        ("CelebA", "CelebA-HQ"),
        ("FF++", "FaceForensics"),
    ],
)
def test_no_acronyms(short: str, long: str) -> None:
    assert not is_acronym(short, long)


def test_bracketed() -> None:
    assert bracketed("Penn Treebank (PTB)") == ("Penn Treebank", "PTB")
    assert bracketed("Penn Treebank") is None


def test_only_punctuation_is_no_name() -> None:
    assert normal_form(" – ,") == ""


def test_tidy_and_core() -> None:
    assert tidy(" CIFAR‐10 \n") == "CIFAR-10"
    assert core("the ImageNet data set") == "ImageNet"


@given(st.text(max_size=40))
def test_slug_is_safe_in_a_path_and_follows_the_form(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9.-]*", slug(name))
    assert slug(name) == form_slug(normal_form(name))


@given(st.text(alphabet="abcxyz0123456789.", max_size=12), st.text(alphabet="abcxyz0123456789.", max_size=12))
def test_two_forms_never_share_a_slug(left: str, right: str) -> None:
    first, second = normal_form(left), normal_form(right)
    assert (form_slug(first) == form_slug(second)) == (first == second)


@given(st.text(max_size=30), st.sampled_from(["{} dataset", "the {}", "{}  Corpus", " {} "]))
def test_cue_words_and_articles_do_not_count(name: str, frame: str) -> None:
    plain = tidy(name)
    if len(plain) > 12 and plain.isalnum():
        assert normal_form(frame.format(plain)) == normal_form(plain)
